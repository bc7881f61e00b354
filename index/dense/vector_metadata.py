"""What the vector index keeps of a passage to filter by, and filters over it."""

from llama_index.core.vector_stores.types import (
    FilterCondition,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
)

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


def metadata_filters(filters: Filters, register: Register) -> MetadataFilters | None:
    """The same filters for the vector index, less strict where they name very many documents.

    None where nothing can match.
    """
    parts: list[MetadataFilter | MetadataFilters] = []
    documents = _documents(filters, register)
    if documents is not None:
        if not documents:
            return None
        if len(documents) <= _MOST_DOCUMENTS:
            parts.append(_one_of("document_id", documents))
    for key, chosen in (
        ("speaker", filters.speakers),
        ("language", filters.languages),
        ("paragraph", filters.paragraphs),
        ("kind", filters.kinds),
    ):
        if chosen:
            parts.append(_one_of(key, list(chosen)))
    if filters.since:
        parts.append(
            MetadataFilter(key="date", operator=FilterOperator.GTE, value=_number(filters.since, "0"))
        )
    if filters.until:
        parts.append(
            MetadataFilter(key="date", operator=FilterOperator.LTE, value=_number(filters.until, "9"))
        )
    return MetadataFilters(filters=parts, condition=FilterCondition.AND)


def _documents(filters: Filters, register: Register) -> list[str] | None:
    """Ids of the documents named by id, symbol or body; None where none is named."""
    named: list[set[str]] = [set(filters.documents)] if filters.documents else []
    if filters.symbols:
        documents = (d for symbol in filters.symbols for d in register.documents_by_symbol(symbol))
        named.append({document.id for document in documents})
    if filters.bodies:
        named.append({d.id for d in register.documents() if d.body in filters.bodies})
    return sorted(set.intersection(*named)) if named else None


def _one_of(key: str, values: list[str]) -> MetadataFilter:
    return MetadataFilter(key=key, operator=FilterOperator.IN, value=values)


def _number(date: str, fill: str) -> int:
    """An ISO date, whole or cut short, as yyyymmdd."""
    digits = "".join(char for char in date if char.isdecimal())[:8]
    return int(digits.ljust(8, fill) or 0)
