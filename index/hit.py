"""What a search gives and what it may be narrowed to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from index.query.query import Query
from index.query.vocabulary import body_named
from ingest.document import Document, Passage
from ingest.names.speakers import canonical_speaker
from ingest.names.symbols import normalise

_SPELLINGS: dict[str, Callable[[str], str]] = {
    "symbols": lambda symbol: normalise(symbol) or symbol,
    "speakers": canonical_speaker,
    "bodies": body_named,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Narrow a search; an empty field narrows nothing, and values within a field are alternatives.

    Attributes:
        symbols: Document symbols, as ``ingest.names.symbols`` normalises them.
        documents: Document ids.
        speakers: Speakers, spelled as the register has them.
        languages: BCP 47 codes of the passages.
        kinds: Kinds of document.
        bodies: Organs and organisations that documents come from.
        paragraphs: Printed paragraph numbers.
        since: Earliest ISO date of the document.
        until: Latest ISO date of the document.
        without: Keys of what the question names that shall not count (``index.query.query.Named.key``).
    """

    symbols: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Filters()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Filters as people and programs write them: "a/res/70/125" and "Russia" are understood.

        Raises:
            TypeError: an unknown field.
            ValueError: a field that is neither text nor a list of texts.
        """
        values: dict[str, Any] = {}
        for name, value in given.items():
            items = value if isinstance(value, list) else [value]
            if not all(isinstance(item, str) for item in items):
                raise ValueError(f"the filter {name} must be text or a list of texts")
            spelled = [_SPELLINGS.get(name, str)(item) for item in items]
            values[name] = spelled[0] if name in ("since", "until") else tuple(spelled)
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One ranked passage with the scores that ranked it.

    Attributes:
        passage: The passage.
        document: Its document.
        score: The fused score, 0 to 1, by which hits are ordered; it ranks, it does not judge.
        dense: Cosine similarity of question and passage, where the dense side found it.
        lexical: BM25 score, larger is better, where the lexical side found it.
    """

    passage: Passage
    document: Document
    score: float
    dense: float | None = None
    lexical: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The hit as the JSON contract has it."""
        passage, document = self.passage, self.document
        return {
            "passage_id": passage.id,
            "symbol": document.symbol,
            "title": document.title,
            "date": document.date,
            "language": passage.language,
            "section": list(passage.section),
            "paragraph": passage.paragraph,
            "speaker": passage.speaker,
            "pages": list(passage.pages),
            "ocr": passage.ocr,
            "text": passage.text,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search gives.

    Attributes:
        query: The question as it was read, with everything it names.
        hits: The passages, best first.
        words_only: Why the search did without the vectors, in a sentence; empty where it had them.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    words_only: str = ""

    def as_dict(self) -> dict[str, Any]:
        """What was found as the JSON contract has it, and what was read from the question."""
        return {
            "passages": [hit.as_dict() for hit in self.hits],
            "reading": {
                "language": self.query.language,
                "named": [named.as_dict() for named in self.query.shown],
            },
        }
