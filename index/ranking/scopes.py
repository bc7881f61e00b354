"""What the question names, looked for in the register: documents to search on their own, too.

A question about one resolution among hundreds of near-copies may have none of that resolution's passages
among the best of all; so what it names is searched by itself, and both rankings are put together.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from index.filters import Place
from index.hit import Filters
from index.query.query import Query
from index.ranking.prefer import NAMED_DOCUMENT, NAMED_SPEAKER, NAMED_YEAR, lifted
from ingest.register import Register

_MOST_DOCUMENTS = 60  # that a description may fit and still tell something


def named_documents(asked: Query, register: Register) -> frozenset[str]:
    """Ids of the documents that the question names by symbol or by name."""
    found = {document.id for symbol in asked.symbols for document in register.documents_by_symbol(symbol)}
    for symbol in asked.symbols:
        if symbol.startswith("S/RES/") and "(" not in symbol:
            found |= {row[0] for row in _councils(symbol, register)}
    return frozenset(found)


def _councils(symbol: str, register: Register) -> list[tuple[str]]:
    statement = "SELECT document_id FROM symbols WHERE symbol >= ? AND symbol < ?"
    return register.connection.execute(statement, (f"{symbol} (", f"{symbol} )")).fetchall()


def described_documents(asked: Query, register: Register) -> tuple[str, ...]:
    """Ids of the documents of the year or date, the body and the kind that the question names.

    Where nothing is of all of them, the kind is let go, then the body. Nothing is told by a body or a kind
    alone, nor by what fits too many documents.
    """
    times = [*asked.values("date"), *asked.values("document year")]
    if not times:
        return ()
    for bodies, kinds in (
        (asked.values("body"), asked.values("kind")),
        (asked.values("body"), ()),
        ((), ()),
    ):
        found = _of(times, bodies, kinds, register)
        if found:
            return found if len(found) <= _MOST_DOCUMENTS else ()
    return ()


def _of(
    times: list[str], bodies: tuple[str, ...], kinds: tuple[str, ...], register: Register
) -> tuple[str, ...]:
    text = " OR ".join("date LIKE ? || '%'" for _ in times)
    values: list[Any] = list(times)
    text = f"({text})"
    for column, chosen in (("body", bodies), ("kind", kinds)):
        if chosen:
            text += f" AND {column} IN ({','.join('?' * len(chosen))})"
            values += chosen
    rows = register.connection.execute(f"SELECT id FROM documents WHERE {text} ORDER BY id", values)  # noqa: S608
    return tuple(row[0] for row in rows)


def scopes(asked: Query, filters: Filters, register: Register, documents: frozenset[str]) -> list[Filters]:
    """The filters to search with: the user's own, then narrowed to each sort of thing named."""
    found = [filters]
    if filters.symbols or filters.documents:
        return found
    if documents:
        found.append(replace(filters, documents=tuple(sorted(documents))))
    elif described := described_documents(asked, register):
        found.append(replace(filters, documents=described))
    if asked.speakers and not filters.speakers:
        found.append(replace(filters, speakers=asked.speakers))
    return found


def lifted_by_names(
    asked: Query, fused: Mapping[str, float], places: Mapping[str, Place], documents: frozenset[str]
) -> dict[str, float]:
    """Fused scores with what the question names lifted above the rest, best first."""
    years = {*asked.years, *asked.values("document year")}
    named = [
        (NAMED_DOCUMENT, {name for name in fused if places[name].document_id in documents}),
        (NAMED_SPEAKER, {name for name in fused if places[name].speaker in asked.speakers}),
        (NAMED_YEAR, {name for name in fused if (places[name].date or "")[:4] in years}),
    ]
    return lifted(fused, [(weight, members) for weight, members in named if members])
