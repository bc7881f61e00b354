"""Filters as SQL over the register."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from index.hit import Filters
from ingest.register import Register
from ingest.register.database import marks
from ingest.register.rows import listed

_UNLISTED = " || ''"  # no index knows it
_JOIN = "JOIN documents ON documents.id = passages.document_id"


def sql_conditions(filters: Filters) -> tuple[str, list[Any]]:
    """Conditions, each with a leading AND, on ``passages`` and ``documents`` joined; and their values.

    What stands behind two of the columns keeps a database from listing all passages of a language where it
    is given a few to sift.
    """
    text = ""
    values: list[Any] = []
    for column, chosen in (
        ("passages.document_id", filters.documents),
        (f"passages.speaker{_UNLISTED}", filters.speakers),
        (f"passages.language{_UNLISTED}", filters.languages),
        ("passages.paragraph", filters.paragraphs),
        ("documents.kind", filters.kinds),
        ("documents.body", filters.bodies),
    ):
        if chosen:
            text += f" AND {column} IN ({marks(chosen)})"
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
    """Rows and ids of all passages that pass the filters, where they are not more than ``most``; else None."""
    conditions, values = sql_conditions(filters)
    if not conditions:
        return None
    conditions = conditions.replace(_UNLISTED, "")
    db = register.connection
    # Counted first, because that reads indexes only: a filter on the language needs no row of a passage.
    joined = _JOIN if filters.kinds or filters.bodies or filters.since or filters.until else ""
    (count,) = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM passages {joined} WHERE true{conditions} LIMIT ?) AS passing",  # noqa: S608
        (*values, most + 1),
    ).fetchone()
    if count > most:
        return None
    rows = db.execute(
        f"SELECT passages.row, passages.id FROM passages {_JOIN} WHERE true{conditions} LIMIT ?",  # noqa: S608
        (*values, most + 1),
    ).fetchall()
    return dict(rows) if len(rows) <= most else None


class Place(NamedTuple):
    """Where a passage stands, as far as ranking and filtering need it."""

    document_id: str
    language: str
    kind: str
    speaker: str | None
    paragraph: str | None
    ordinal: int
    date: str | None
    body: str | None
    document_kind: str
    title: str
    symbols: list[str]


def current(register: Register, ids: Sequence[str], filters: Filters) -> dict[str, Place]:
    """The passages among ``ids`` that are current and pass the filters."""
    conditions, values = sql_conditions(filters)
    rows = register.connection.execute(
        "SELECT passages.id, document_id, passages.language, passages.kind, speaker, paragraph, ordinal, "  # noqa: S608
        "date, body, documents.kind, title, symbols FROM passages JOIN documents ON documents.id = passages.document_id "
        f"WHERE passages.id IN ({marks(ids)}){conditions}",
        [*ids, *values],
    )
    return {row[0]: _place(row[1:]) for row in rows}


def _place(row: Sequence[Any]) -> Place:
    return Place._make([*row[:-1], listed(row[-1])])
