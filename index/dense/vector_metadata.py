"""What the vector index keeps of a passage to filter by, and filters over it."""

from typing import Any

from index.hit import Filters
from ingest.document import Document, Passage
from ingest.register import Register

_MOST_DOCUMENTS = 1000  # identifiers Chroma takes in one filter; more run into SQLite's limit on variables


def metadata(document: Document, passage: Passage) -> dict[str, str | int]:
    """What the vector index keeps of a passage to filter by; unknown fields are left out."""
    fields = {
        "document_id": document.id,
        "kind": document.kind,
        "date": _number(document.date, "0") if document.date else None,
        "language": passage.language,
        "speaker": passage.speaker,
        "paragraph": passage.paragraph,
    }
    return {name: value for name, value in fields.items() if value is not None}


def where(filters: Filters, register: Register) -> dict[str, Any] | None:
    """The same filters in Chroma's words, less strict where they name very many documents; empty for no filter.

    None where nothing can match.
    """
    parts: list[dict[str, Any]] = []
    documents = _documents(filters, register)
    if documents is not None:
        if not documents:
            return None
        if len(documents) <= _MOST_DOCUMENTS:
            parts.append({"document_id": {"$in": documents}})
    for key, chosen in (
        ("speaker", filters.speakers),
        ("language", filters.languages),
        ("paragraph", filters.paragraphs),
        ("kind", filters.kinds),
    ):
        if chosen:
            parts.append({key: {"$in": list(chosen)}})
    if filters.since:
        parts.append({"date": {"$gte": _number(filters.since, "0")}})
    if filters.until:
        parts.append({"date": {"$lte": _number(filters.until, "9")}})
    return {"$and": parts} if len(parts) > 1 else parts[0] if parts else {}


def _documents(filters: Filters, register: Register) -> list[str] | None:
    """Ids of the documents named by id, symbol or body; None where none is named."""
    named: list[set[str]] = [set(filters.documents)] if filters.documents else []
    if filters.symbols:
        documents = (d for symbol in filters.symbols for d in register.documents_by_symbol(symbol))
        named.append({document.id for document in documents})
    if filters.bodies:
        named.append({d.id for d in register.documents() if d.body in filters.bodies})
    return sorted(set.intersection(*named)) if named else None


def _number(date: str, fill: str) -> int:
    """An ISO date, whole or cut short, as yyyymmdd."""
    digits = "".join(char for char in date if char.isdecimal())[:8]
    return int(digits.ljust(8, fill) or 0)
