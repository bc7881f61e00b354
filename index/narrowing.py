"""How a filtered search asks Chroma, so that it stays quick in a large library.

Chroma turns a filter into the list of every vector that passes before it looks at distances: at once for a
document or a rare speaker, seconds for a language that most of a million passages are in. So what lets many
through is not asked of Chroma: more neighbours are fetched and the register, which must say anyway whether
they are current, sifts them. Only where too few pass is Chroma given the whole filter.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from index.hit import Filters
from ingest.register import Register

_FEW: Final = 10_000  # passages whose list Chroma makes within some tens of milliseconds
_TIMES: Final = (8, 40)  # as many neighbours for each passage wanted, at the first and the second attempt
_NARROW_TIMES: Final = 8


class Attempt(NamedTuple):
    """One query: the part of the filter that Chroma applies, and how many neighbours to ask for."""

    filters: Filters
    depth: int


def attempts(filters: Filters, top: int, register: Register) -> Iterator[Attempt]:
    """Ways to ask for the nearest that pass a filter, the cheapest first; the last asks for all of it."""
    narrow = Filters(
        symbols=filters.symbols, documents=filters.documents, speakers=_rare(filters.speakers, register)
    )
    if narrow and narrow != filters:
        yield Attempt(narrow, _NARROW_TIMES * top)
    elif filters and not narrow:
        yield from (Attempt(Filters(), times * top) for times in _TIMES)
    yield Attempt(filters, top)


def _rare(speakers: tuple[str, ...], register: Register) -> tuple[str, ...]:
    """The speakers, or none where they said so much that their list would be long."""
    if not speakers:
        return ()
    marks = ",".join("?" * len(speakers))
    (count,) = register.connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM passages WHERE speaker IN ({marks}) LIMIT ?)",  # noqa: S608
        (*speakers, _FEW + 1),
    ).fetchone()
    return speakers if count <= _FEW else ()
