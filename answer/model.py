"""The vocabulary of an answer: citation, statement, verdict, outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.document import Document, Passage

Status = Literal["answered", "not_found", "clarify", "refused", "error"]
Verdict = Literal["verbatim", "supported"]
Kind = Literal["quotation", "report"]


class NotVerbatimError(ValueError):
    """Somebody tried to cite words that are not in the passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The numbered tie from a statement to a passage, with the exact words quoted.

    It cannot be built with words that are not in the passage: this is what makes an invented citation
    impossible.

    Attributes:
        n: The number in the answer, from 1.
        passage: The cited passage.
        document: Its document.
        quote: A substring of ``passage.text``, character for character.
        kind: "quotation" of the document's or the speaker's own words, or what the document reports of him.
        cites: The source that the document itself names for it in a note; empty where it names none.

    Raises:
        NotVerbatimError: ``quote`` is empty or not in the passage, or the passage is not the document's.
    """

    n: int
    passage: Passage
    document: Document
    quote: str
    kind: Kind = "quotation"
    cites: str = ""

    def __post_init__(self) -> None:
        if not self.quote.strip() or self.quote not in self.passage.text:
            raise NotVerbatimError(f"These words are not in passage {self.passage.id}: {self.quote!r}")
        if self.passage.document_id != self.document.id:
            raise NotVerbatimError(f"Passage {self.passage.id} is not of document {self.document.id}")

    def as_dict(self) -> dict[str, Any]:
        """The citation as the JSON contract has it."""
        passage, document = self.passage, self.document
        return {
            "n": self.n,
            "passage_id": passage.id,
            "symbol": document.symbol,
            "title": document.title,
            "date": document.date,
            "language": passage.language,
            "url": document.url,
            "section": list(passage.section),
            "paragraph": passage.paragraph,
            "speaker": passage.speaker,
            "pages": list(passage.pages),
            "ocr": passage.ocr,
            "quote": self.quote,
            "passage": passage.text,
            "kind": self.kind,
            "cites": self.cites,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Closest:
    """A passage offered for reading where nothing answers; never a citation.

    Attributes:
        document: Its document.
        passage: The passage.
        quote: Its likeliest sentence, word for word; empty where none stands out.
    """

    document: Document
    passage: Passage
    quote: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The offer as the JSON contract has it."""
        return {
            "passage_id": self.passage.id,
            "symbol": self.document.symbol,
            "title": self.document.title,
            "date": self.document.date,
            "paragraph": self.passage.paragraph,
            "speaker": self.passage.speaker,
            "quote": self.quote,
            "passage": self.passage.text,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or bullet of an answer, with the numbers of its citations and its verdict."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("A statement without a citation is not a statement of ours")

    def as_dict(self) -> dict[str, Any]:
        """The statement as the JSON contract has it."""
        return {"text": self.text, "citations": list(self.citations), "verdict": self.verdict}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An outcome: an answer with its citations, or an abstention with its reason and none.

    Attributes:
        status: "answered", or the kind of abstention.
        text: Markdown with [1] marks; empty when not answered.
        statements: What the text says, one by one.
        citations: Numbered from 1, in order of first use.
        message: Why, when not answered; a note to the reader otherwise (may be empty).
        engine: Who wrote it ("extractive" or "llm:NAME").
        timings_ms: Milliseconds by step.
        partly: What is missing, where only a part of the question is answered.
        closest: The passages nearest to an answer, on an abstention; never citations.
        confidence: Probability that the answer's passage answers, 0 to 1; of an abstention, that the closest would.
        usage: What it took of a language model: tokens, and their cost where prices are set; empty without one.
    """

    status: Status
    text: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    message: str = ""
    engine: str = "extractive"
    timings_ms: dict[str, int] = field(default_factory=dict)
    partly: str = ""
    closest: tuple[Closest, ...] = ()
    confidence: float = 0.0
    usage: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.status != "answered" and (self.citations or self.statements or self.text):
            raise ValueError("An abstention carries no citations")
        numbers = {citation.n for citation in self.citations}
        if any(n not in numbers for statement in self.statements for n in statement.citations):
            raise ValueError("A statement cites a number that is not among the citations")

    def as_dict(self) -> dict[str, Any]:
        """The answer as the JSON contract has it."""
        usage = {"usage": dict(self.usage)} if self.usage else {}
        return {
            "status": self.status,
            "answer": self.text,
            "statements": [statement.as_dict() | self._proofs(statement) for statement in self.statements],
            "citations": [citation.as_dict() for citation in self.citations],
            "message": self.message,
            "partly": self.partly,
            "closest": [each.as_dict() for each in self.closest],
            "confidence": round(self.confidence, 3),
            "engine": self.engine,
            "timings_ms": self.timings_ms,
            **usage,
        }

    def _proofs(self, statement: Statement) -> dict[str, Any]:
        """The words that prove a statement in a model's words; a quotation is its own proof."""
        if statement.verdict == "verbatim":
            return {}
        cited = {citation.n: citation for citation in self.citations}
        found = [cited[n] for n in statement.citations]
        return {"proofs": [{"n": c.n, "passage_id": c.passage.id, "words": c.quote} for c in found]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and its answer, earlier in the conversation."""

    question: str
    answer: str
