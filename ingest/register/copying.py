"""A register copied into another one, as when a library in a folder grows into one that machines share."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from errors import LibraryError
from ingest.register.database import Connection, marks
from ingest.register.rows import PASSAGE_COLUMNS
from ingest.register.writing import Register

_TABLES: Final = ("documents", "symbols", "sources", "failures", "journal")
_BATCH: Final = 2_000  # rows of a transaction


def copy_register(source: Register, target: Register, progress: Callable[[int], None] | None = None) -> None:
    """Copy all documents with their passages, sources, failures and journal; indexes are made anew.

    A copy that was stopped is begun anew in an empty database. A passage keeps its id and its place, not its
    row.

    Args:
        source: The register to copy; it must not be written to meanwhile.
        target: An empty register.
        progress: Told of the passages copied so far.

    Raises:
        LibraryError: the target holds documents already.
    """
    if target.counts()["documents"]:
        raise LibraryError(f"The register at {target.database.place} holds documents: name an empty one.")
    for table in _TABLES:
        for rows in _batches(source.connection, f"SELECT * FROM {table}"):  # noqa: S608 - our own names
            _put(target, f"INSERT INTO {table} VALUES ({marks(rows[0])})", rows)  # noqa: S608
    done = 0
    statement = f"SELECT {PASSAGE_COLUMNS} FROM passages ORDER BY row"  # noqa: S608 - our own names
    for rows in _batches(source.connection, statement):
        _put(target, f"INSERT INTO passages ({PASSAGE_COLUMNS}) VALUES ({marks(rows[0])})", rows)  # noqa: S608
        done += len(rows)
        if progress:
            progress(done)


def _batches(db: Connection, statement: str) -> Iterator[Sequence[Sequence[Any]]]:
    rows = iter(db.execute(statement))
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _put(target: Register, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    with target.transaction() as db:
        db.executemany(statement, rows)
