"""Where a quotation could stand: stretches of documents that share its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from answer.text.quotes import Token
from check.differences import comparable
from index.hit import Filters
from index.lexical.lexical import LexicalIndex
from ingest.document import Passage
from ingest.register import Register
from language.identify import question_language
from language.pack import UN_LANGUAGES

REACH = 2  # passages before and after one that a quotation may run over

_NEAREST = 24  # passages by shared rare words
_PHRASE = 8  # words of a probe searched as a phrase
_PROBES = 3  # probes of one part
_OFFERED = 40  # passages of one probe
_GRAM = 3  # words in a row that count as shared


@dataclass(frozen=True)
class Place:
    """A run of neighbouring passages as one text.

    Attributes:
        passages: In the order of their document.
        text: Their words, a line break between passages.
        starts: Where each begins in ``text``.
    """

    passages: tuple[Passage, ...]
    text: str
    starts: tuple[int, ...]

    @cached_property
    def tokens(self) -> list[Token]:
        """The words of the text."""
        return comparable(self.text)

    def passage_at(self, position: int) -> Passage:
        """The passage that a character of ``text`` stands in."""
        index = max(i for i, start in enumerate(self.starts) if start <= position)
        return self.passages[index]

    def within(self, start: int, end: int) -> tuple[Passage, ...]:
        """The passages that a stretch of ``text`` touches.

        Args:
            start: First character.
            end: The one past the last.
        """
        return tuple(
            passage
            for passage, begins in zip(self.passages, self.starts, strict=True)
            if begins < end and begins + len(passage.text) > start
        )


def place_around(register: Register, passage: Passage) -> Place:
    """A passage with its neighbours of the same kind.

    Args:
        register: The register.
        passage: The passage in the middle; ``REACH`` on either side are looked at.
    """
    beside = [p for p in register.neighbours(passage, REACH) if p.kind == passage.kind]
    passages = tuple(sorted([*beside, passage], key=lambda each: each.ordinal))
    starts, text = [], ""
    for each in passages:
        text += "\n" if text else ""
        starts.append(len(text))
        text += each.text
    return Place(passages, text, tuple(starts))


def places(
    register: Register, words: LexicalIndex, quote: str, parts: Sequence[str], first: Sequence[Passage]
) -> Iterator[Place]:
    """Places that may hold a quotation, the likeliest first, none twice.

    Args:
        register: The register.
        words: The lexical index.
        quote: The quotation.
        parts: Its parts between declared omissions.
        first: Passages to look at before any other (those of the claimed source).
    """
    seen: set[str] = set()
    for passage in (*first, *_offered(register, words, quote, parts)):
        if passage.id not in seen:
            seen.add(passage.id)
            yield place_around(register, passage)


def shared(quoted: Sequence[Token], place: Place) -> float:
    """Share of the quotation's runs of three words that a place has, 0 to 1; single words where it is shorter.

    Args:
        quoted: Tokens of the quotation.
        place: Passages that stand together.
    """
    size = min(_GRAM, len(quoted))
    wanted = _grams(quoted, size)
    return len(wanted & _grams(place.tokens, size)) / len(wanted) if wanted else 0.0


def _grams(of: Sequence[Token], size: int) -> set[tuple[str, ...]]:
    folded = [token.folded.casefold() for token in of]
    return {tuple(folded[i : i + size]) for i in range(len(folded) - size + 1)}


def _offered(register: Register, words: LexicalIndex, quote: str, parts: Sequence[str]) -> list[Passage]:
    language = question_language(quote[:500])
    languages = tuple(dict.fromkeys((language, *UN_LANGUAGES)))
    ids: dict[str, None] = {}
    for probe in (probe for part in parts for probe in _probes(part)):
        ids.update(dict.fromkeys(words.containing(probe, languages, _OFFERED)))
    ids.update(dict.fromkeys(words.search(words.read(quote, language), _NEAREST, Filters())))
    found = register.passages(list(ids))
    return [found[name] for name in ids if name in found]


def _probes(part: str) -> list[str]:
    """Stretches of a part, from its beginning, middle and end: one changed word spoils one of them only."""
    spoken = comparable(part)
    if len(spoken) <= _PHRASE:
        return [part]
    last = len(spoken) - _PHRASE
    begins = dict.fromkeys(round(i * last / (_PROBES - 1)) for i in range(_PROBES))
    return [part[spoken[at].start : spoken[at + _PHRASE - 1].end] for at in begins]
