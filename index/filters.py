"""Filters as SQL over the register."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from index.hit import Filters
from ingest.register import Register
from ingest.register.database import marks
from ingest.register.rows import listed

_UNLISTED: Final = " || ''"  # no index knows it
_PASSAGES_FIRST: Final = "passages JOIN documents ON documents.id = passages.document_id"
# SQLite takes the tables of a cross join in the order in which they are written.
_DOCUMENTS_FIRST: Final = "documents CROSS JOIN passages"
_OF_THE_DOCUMENT: Final = " AND passages.document_id = documents.id"
_RARE: Final = 60_000  # passages of a language that are counted, and looked up one by one, in some tens of ms


def sql_conditions(filters: Filters, by: str = "") -> tuple[str, list[Any]]:
    """Conditions, each with a leading AND, on ``passages`` and ``documents`` joined; and their values.

    What stands behind two of the columns keeps a database from listing all passages of a language where it
    is given a few to sift.

    Args:
        filters: What must hold.
        by: The one of these columns whose index may list the passages.
    """
    text = ""
    values: list[Any] = []
    for column, chosen in (
        ("passages.document_id", filters.documents),
        ("passages.speaker", filters.speakers),
        ("passages.language", filters.languages),
        ("passages.paragraph", filters.paragraphs),
        ("documents.kind", filters.kinds),
        ("documents.body", filters.bodies),
    ):
        if chosen:
            hidden = column in ("passages.speaker", "passages.language") and column != by
            text += f" AND {column}{_UNLISTED if hidden else ''} IN ({marks(chosen)})"
            values += chosen
    if filters.symbols:
        named = f"SELECT document_id FROM symbols WHERE symbol IN ({marks(filters.symbols)})"  # noqa: S608
        text += f" AND passages.document_id IN ({named})"
        values += filters.symbols
    if filters.since:
        text += " AND documents.date >= ?"
        values.append(filters.since)
    if filters.until:
        # A date known to the month or year only is within any day of it.
        text += " AND documents.date <= ? || '~'"
        values.append(filters.until)
    return text, values


def few(register: Register, filters: Filters, most: int) -> dict[int, str] | None:
    """Rows and ids of all passages that pass the filters, where they are not more than ``most``; else None.

    SQLite does not know which of two indexes is the shorter way: a document of a language must not be looked
    for among all passages of that language.
    """
    if not filters:
        return None
    by = _listed_by(register, filters)
    conditions, values = sql_conditions(filters, by)
    if not conditions:
        return None
    of_documents = filters.kinds or filters.bodies or filters.since or filters.until
    tables = _PASSAGES_FIRST
    if of_documents and not (by or filters.documents or filters.symbols):
        tables, conditions = _DOCUMENTS_FIRST, _OF_THE_DOCUMENT + conditions
    # Counted first, because that reads indexes only: a filter on the language needs no row of a passage.
    db = register.connection
    (count,) = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {tables if of_documents else 'passages'} "  # noqa: S608
        f"WHERE true{conditions} LIMIT ?) AS passing",
        (*values, most + 1),
    ).fetchone()
    if count > most:
        return None
    rows = db.execute(
        f"SELECT passages.row, passages.id FROM {tables} WHERE true{conditions} LIMIT ?",  # noqa: S608
        (*values, most + 1),
    ).fetchall()
    return dict(rows) if len(rows) <= most else None


def _listed_by(register: Register, filters: Filters) -> str:
    """The column by whose index the passages that pass are found soonest; none where documents lead."""
    if filters.documents or filters.symbols:
        return ""
    if filters.speakers:
        return "passages.speaker"
    if not filters.languages:
        return ""
    if filters.kinds or filters.bodies or filters.since or filters.until:
        in_language = f"SELECT 1 FROM passages WHERE language IN ({marks(filters.languages)}) LIMIT ?"  # noqa: S608
        (count,) = register.connection.execute(
            f"SELECT count(*) FROM ({in_language}) AS found",  # noqa: S608 - only marks
            (*filters.languages, _RARE + 1),
        ).fetchone()
        if count > _RARE:
            return ""
    return "passages.language"


def passing(register: Register, ids: Sequence[str], filters: Filters) -> set[str]:
    """Those among ``ids`` that are current and pass the filters."""
    conditions, values = sql_conditions(filters)
    rows = register.connection.execute(
        f"SELECT passages.id FROM {_PASSAGES_FIRST} WHERE passages.id IN ({marks(ids)}){conditions}",  # noqa: S608
        [*ids, *values],
    )
    return {name for (name,) in rows}


class Place(NamedTuple):
    """Where a passage stands, as far as ranking and filtering need it."""

    document_id: str
    language: str
    kind: str
    speaker: str | None
    paragraph: str | None
    ordinal: int
    date: str | None
    document_kind: str
    symbols: list[str]


def current(register: Register, ids: Sequence[str], filters: Filters) -> dict[str, Place]:
    """The passages among ``ids`` that are current and pass the filters."""
    conditions, values = sql_conditions(filters)
    rows = register.connection.execute(
        "SELECT passages.id, document_id, passages.language, passages.kind, speaker, paragraph, ordinal, "  # noqa: S608
        f"date, documents.kind, symbols FROM {_PASSAGES_FIRST} "
        f"WHERE passages.id IN ({marks(ids)}){conditions}",
        [*ids, *values],
    )
    return {row[0]: _place(row[1:]) for row in rows}


def _place(row: Sequence[Any]) -> Place:
    return Place._make([*row[:-1], listed(row[-1])])
