"""What looking a reference up gives."""

from dataclasses import dataclass, field
from typing import Any, Literal

from cite.locator import reference
from ingest.document import Document, Passage

Status = Literal["found", "ambiguous", "not_found"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage that a reference points at.

    Attributes:
        document: The document.
        passage: The passage; None where the reference names the document as a whole.
    """

    document: Document
    passage: Passage | None = None

    @property
    def reference(self) -> str:
        """Ready to paste: "A/RES/70/125, para. 35 (p. 7)"; the document's name where it has no passage."""
        return reference(self.document, self.passage) if self.passage else self.document.name

    def as_dict(self) -> dict[str, Any]:
        """The match as the JSON contract has it."""
        document, passage = self.document, self.passage
        return {
            "symbol": document.symbol,
            "title": document.title,
            "date": document.date,
            "paragraph": passage.paragraph if passage else None,
            "section": list(passage.section) if passage else [],
            "pages": list(passage.pages) if passage else [],
            "ocr": passage.ocr if passage else False,
            "speaker": passage.speaker if passage else None,
            "text": passage.text if passage else "",
            "url": document.url,
            "reference": self.reference,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The outcome of looking one reference up.

    Attributes:
        status: "found", "ambiguous" (several documents or parts fit: all are in ``matches``) or "not_found".
        matches: What the reference points at, in the order of the document; empty when not found.
        message: Why it was not found or is ambiguous, in one sentence; empty when found.
        near: References that exist and may have been meant; offered, never taken.
    """

    status: Status
    matches: tuple[Match, ...] = ()
    message: str = ""
    near: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The outcome as the JSON contract has it, with the message and the near misses."""
        return {
            "status": self.status,
            "matches": [match.as_dict() for match in self.matches],
            "message": self.message,
            "near": list(self.near),
        }
