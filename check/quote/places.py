"""Where a quotation could stand: stretches of documents that share its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from answer.text.quotes import Token
from check.quote.differences import comparable
from index.hit import Filters
from index.lexical.lexical import LexicalIndex
from ingest.document import Passage
from ingest.register import Register
from language.identify import question_language
from language.pack import UN_LANGUAGES

REACH = 2  # passages before and after one that a quotation may run over

_AMONG = 24  # passages on each side among which those, and the notes, are looked for
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
        starts: Where each begins in ``text``, its headings with it.
        notes: Notes that stand near them.
        title: The document's title where the first of them is the document's first.
    """

    passages: tuple[Passage, ...]
    text: str
    starts: tuple[int, ...]
    notes: tuple[Passage, ...] = ()
    title: str = ""

    @cached_property
    def tokens(self) -> list[Token]:
        """The words of the text."""
        return comparable(self.text)

    @cached_property
    def headed(self) -> "Place":
        """The same with the headings that stand above the passages."""
        above: tuple[str, ...] = ()
        texts = []
        for passage in self.passages:
            shared = next(
                (n for n, pair in enumerate(zip(above, passage.section, strict=False)) if len(set(pair)) > 1),
                min(len(above), len(passage.section)),
            )
            texts.append("\n".join([*passage.section[shared:], passage.text]))
            above = passage.section
        if self.title:
            texts[0] = f"{self.title}\n{texts[0]}"
        return _joined(self.passages, texts, self.notes, "")

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
        ends = (*self.starts[1:], len(self.text) + 1)
        return tuple(
            passage
            for passage, begins, past in zip(self.passages, self.starts, ends, strict=True)
            if begins < end and past - 1 > start
        )


def place_around(register: Register, passage: Passage) -> Place:
    """A passage with the nearest of its kind on both sides, and the notes among them.

    Args:
        register: The register.
        passage: The passage in the middle; ``REACH`` on either side belong to the place.
    """
    around = sorted([*register.neighbours(passage, _AMONG), passage], key=lambda each: each.ordinal)
    alike = [each for each in around if each.kind == passage.kind]
    at = alike.index(passage)
    near = tuple(alike[max(at - REACH, 0) : at + REACH + 1])
    notes = tuple(each for each in around if each.kind == "footnote")  # a page's stand below all of its text
    document = register.document(passage.document_id) if near[0].ordinal == 0 else None
    return _joined(near, [each.text for each in near], notes, document.title if document else "")


def _joined(
    passages: tuple[Passage, ...], texts: Sequence[str], notes: tuple[Passage, ...], title: str
) -> Place:
    starts, text = [], ""
    for each in texts:
        text += "\n" if text else ""
        starts.append(len(text))
        text += each
    return Place(passages, text, tuple(starts), notes, title)


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
    """Share of the quotation's runs of three words that a place has, 0 to 1; single words where it is shorter."""
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
