"""Filters as SQL over the register."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from index.hit import Filters
from ingest.register import Register


def sql_conditions(filters: Filters) -> tuple[str, list[Any]]:
    """Conditions, each with a leading AND, on ``passages`` and ``documents`` joined; and their values."""
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
            text += f" AND {column} IN ({_marks(chosen)})"
            values += chosen
    if filters.symbols:
        named = f"SELECT document_id FROM symbols WHERE symbol IN ({_marks(filters.symbols)})"  # noqa: S608
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
        f"WHERE passages.id IN ({_marks(ids)}){conditions}",
        [*ids, *values],
    )
    return {row[0]: _place(row[1:]) for row in rows}


def _place(row: Sequence[Any]) -> Place:
    return Place._make([*row[:-1], json.loads(row[-1])])


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
