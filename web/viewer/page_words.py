"""Finding a passage's words among the characters of PDF pages, whatever line breaks and footnote marks do.

Two readers of one PDF agree on its letters, rarely on its spaces. So both sides are folded to letters and
digits, matched by stretches of a few letters, and what lies between two stretches letter by letter.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rapidfuzz.distance import Levenshtein

ANCHOR: Final = 6  # letters that must agree in a row before anything is matched
LONE: Final = 12  # letters; a shorter match that stands apart from the others is chance
APART: Final = 60  # letters between a match and its neighbour that still belongs to it
GAP: Final = 400  # letters; a longer stretch between two matches is not compared letter by letter
_LOOSE: Final = "\u0640"  # the Arabic tatweel only stretches a line


@dataclass(frozen=True, slots=True)
class Letters:
    """A text's letters and digits, folded, each with the place of its character in the text.

    Attributes:
        text: The folded letters.
        places: For each, the index of its character in the text it comes from.
    """

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """So many letters, the same from ``here`` in the passage and from ``there`` on the page."""

    here: int
    there: int
    length: int

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """The index of each letter in the passage and on the page."""
        return ((self.here + i, self.there + i) for i in range(self.length))

    def is_near(self, other: "_Run") -> bool:
        """Whether two runs are as far from each other on the page as in the passage, and not far."""
        apart = self.here - other.here
        return abs(apart) <= GAP and abs(apart - (self.there - other.there)) <= APART


def letters(text: str) -> Letters:
    """The letters and digits of a text: ligatures and presentation forms parted, case and accents dropped."""
    kept = [
        (letter, place)
        for place, character in enumerate(text)
        for letter in _folded(character)
        if letter.isalnum() and letter != _LOOSE
    ]
    return Letters("".join(letter for letter, _ in kept), tuple(place for _, place in kept))


def find(passage: str, quote: str, page: str) -> list[int]:
    """The characters of a page's text that are the quotation's letters, in reading order.

    The whole passage is looked for and the quotation in it, so that words which a page has twice are marked
    where the passage stands.

    Args:
        passage: The passage's words.
        quote: Words of it; nothing is found where they are not in it.
        page: The text of the page, or of several one after the other.
    """
    start = passage.find(quote)
    if start < 0 or not quote:
        return []
    wanted, there = letters(passage), letters(page)
    matched = dict(_aligned(wanted.text, there.text))
    return [
        there.places[matched[i]]
        for i, place in enumerate(wanted.places)
        if i in matched and start <= place < start + len(quote)
    ]


def _aligned(wanted: str, there: str) -> Iterator[tuple[int, int]]:
    """Pairs of indexes of the same letter, in order."""
    at = there.find(wanted)
    if wanted and at >= 0 and there.find(wanted, at + 1) < 0:
        yield from _Run(0, at, len(wanted)).pairs
        return
    size = min(ANCHOR, len(wanted))
    matcher = SequenceMatcher(None, _stretches(wanted, size), _stretches(there, size), autojunk=False)
    blocks = matcher.get_matching_blocks()
    runs = _near([_Run(block.a, block.b, block.size + size - 1) for block in blocks if block.size])
    before: _Run | None = None
    for run in runs:
        here, other = (before.here + before.length, before.there + before.length) if before else (0, 0)
        if before:
            yield from _letter_by_letter(wanted, there, (here, run.here), (other, run.there))
        skip = max(here - run.here, other - run.there, 0)  # two runs may share letters at their ends
        yield from _Run(run.here + skip, run.there + skip, run.length - skip).pairs
        before = run


def _stretches(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(len(text) - size + 1)] if size else []


def _near(runs: Sequence[_Run]) -> list[_Run]:
    """The runs without those that are short and stand apart from every long one."""
    anchors = [run for run in runs if run.length >= LONE]
    return [run for run in runs if run.length >= LONE or any(map(run.is_near, anchors))]


def _letter_by_letter(
    wanted: str, there: str, here: tuple[int, int], other: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    one, two = wanted[slice(*here)], there[slice(*other)]
    if not one or not two or max(len(one), len(two)) > GAP:
        return
    for code in Levenshtein.opcodes(one, two):
        if code.tag == "equal":
            run = _Run(here[0] + code.src_start, other[0] + code.dest_start, code.src_end - code.src_start)
            yield from run.pairs


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(each for each in decomposed if not unicodedata.combining(each))
