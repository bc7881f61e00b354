"""Doubtful spaces of a PDF page, settled by the document's own words.

A PDF places runs of letters; whether a space lies between two runs is guessed from their distance, and both
readers guess wrong at times ("coordin ation", "ofthe"). A space that only one of them has, or that both have
guessed, is doubtful: of the possible readings the one wins whose words the document knows from elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ingest.layout.lines import Line, Mark

FIRST: Final = "\ue010"
"""Stands for a space that only the first reader has."""
SECOND: Final = "\ue011"
"""Stands for a space that only the second reader has."""

GUESSED: Final = "\ue012"
"""Stands for a space that both have, but that the first one has guessed."""

_LONGEST: Final = 24  # letters; a longer unknown word is several run together
DOUBTS: Final = frozenset((FIRST, SECOND, GUESSED))

_DOUBT: Final = f"[{FIRST}{SECOND}{GUESSED}]"
_ONE_LETTER: Final = frozenset("aioyeéàêавикосуя")  # letters that are words; others stand alone in lists only
_WORD: Final = re.compile(r"[^\W\d_]+")
_RUN: Final = re.compile(rf"(?<![^\W\d_])[^\W\d_]++(?:{_DOUBT}[^\W\d_]++)++")
_HYPHEN: Final = re.compile(rf"(?<=[^\W\d_]){_DOUBT}?-{_DOUBT}?(?=[^\W\d_]|,)")
_BESIDE_LETTER: Final = re.compile(rf"(?<=[^\W\d_]){SECOND}|{SECOND}(?=[^\W\d_])")
_BEFORE_STOP: Final = re.compile(rf"{_DOUBT}(?=[,.;:)\]”’])")
_RANGE: Final = re.compile(rf"(?<=\d){_DOUBT}?–{_DOUBT}?(?=\d)")
_BROKEN: Final = re.compile(rf"(?<=[^\W\d_]){_DOUBT}-$")  # a hyphen at a line's end


def settle_spaces(pages: Iterable[list[Line]]) -> list[list[Line]]:
    """The pages with every doubtful space kept or taken out."""
    listed = [list(lines) for lines in pages]
    words: Counter[str] = Counter()
    for lines in listed:
        for line in lines:
            sure = re.sub(rf"\w*(?:{_DOUBT}\w*)+", " ", line.text)
            words.update(word.lower() for word in _WORD.findall(sure))
    return [[_settled(line, words) for line in lines] for lines in listed]


def _settled(line: Line, words: Counter[str]) -> Line:
    if DOUBTS.isdisjoint(line.text):
        return line
    text = _BROKEN.sub("-", _HYPHEN.sub("-", line.text))
    text = _RANGE.sub("–", _BEFORE_STOP.sub("", text))
    text = _RUN.sub(lambda match: _sounder(match[0], words), text)
    text = _BESIDE_LETTER.sub(" ", text).replace(SECOND, "")  # within figures the first reader stands
    text = text.replace(FIRST, " ").replace(GUESSED, " ")
    text = re.sub(r" {2,}", " ", text).strip()
    return replace(line, text=text, marks=_moved(line, text))


def _sounder(run: str, words: Counter[str]) -> str:
    """The reading of a run of letters in which more letters stand in known words."""
    first = run.replace(FIRST, " ").replace(SECOND, "").replace(GUESSED, " ")
    second = run.replace(FIRST, "").replace(SECOND, " ").replace(GUESSED, " ")
    readings = [first] if first == second else [min(first, second, key=len), max(first, second, key=len)]
    whole = re.sub(_DOUBT, "", run)
    if whole not in readings and _may_be_one(run):
        readings.insert(len(readings) if GUESSED in run else 0, whole)

    def weight(reading: str) -> int:
        parts = reading.split()
        known = sum(
            len(part) for part in parts if words[part.lower()] and (part[1:] or part.lower() in _ONE_LETTER)
        )
        return known - sum(_LONGEST for part in parts if len(part) > _LONGEST)

    best = max(readings, key=weight)  # of two alike the one before
    return best if weight(best) or not _may_be_one(run) or len(whole) > _LONGEST else whole


def _may_be_one(run: str) -> bool:
    """Whether what a run is parted into may be one word: only its first letter is a capital, or all are."""
    parts = re.split(_DOUBT, run)
    return all(part[0].islower() for part in parts[1:]) or all(part.isupper() for part in parts)


def _moved(line: Line, text: str) -> tuple[Mark, ...]:
    """Marks at the letters behind which they stood."""
    ends = [offset + 1 for offset, char in enumerate(text) if not char.isspace()]
    moved = []
    for mark in line.marks:
        behind = sum(not (char.isspace() or char in DOUBTS) for char in line.text[: mark.offset])
        moved.append(Mark(offset=ends[behind - 1] if 0 < behind <= len(ends) else 0, label=mark.label))
    return tuple(moved)
