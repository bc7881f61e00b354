"""A SQLite connection whose faults are one sentence each that says what to do, wherever they turn up."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from errors import LibraryError

FAULTS: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite says of a library; the latter where a message quotes what is damaged."""

_DOCTOR: Final = "run `rapporteur doctor`"
_WAYS_OUT: Final = {
    sqlite3.SQLITE_FULL: "free some space on its disk and run the same command again; "
    "nothing that was finished is lost",
    sqlite3.SQLITE_READONLY: "give this user the right to write there, or mount it writable",
    sqlite3.SQLITE_BUSY: "another program is writing to it for long; wait until it has ended, and try again",
    sqlite3.SQLITE_LOCKED: "another program is writing to it for long; wait until it has ended, and try again",
    sqlite3.SQLITE_CANTOPEN: "check the folder's rights, or use another --library folder",
    sqlite3.SQLITE_PERM: "check the folder's rights, or use another --library folder",
    sqlite3.SQLITE_IOERR: f"the disk does not keep or give what is in it; {_DOCTOR}",
    sqlite3.SQLITE_NOTADB: f"its register is damaged; {_DOCTOR}",
    sqlite3.SQLITE_CORRUPT: f"its register is damaged; {_DOCTOR}",
}
"""What to do, by SQLite's primary result code (https://sqlite.org/rescode.html)."""


def fault(place: str, error: Exception) -> Exception:
    """The sentence for what SQLite says; a fault of this program's own (``ProgrammingError``) as it is."""
    if isinstance(error, sqlite3.ProgrammingError):
        return error
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    reason = " ".join(str(error).split())[:300]
    return LibraryError(f"The library at {place} cannot be used ({reason}): {_WAYS_OUT.get(code, _DOCTOR)}.")


class Rows:
    """What a statement gave; each row may be the one that is damaged.

    Args:
        cursor: SQLite's own.
        place: The library, as messages name it.
    """

    __slots__ = ("_cursor", "_place")

    def __init__(self, cursor: sqlite3.Cursor, place: str) -> None:
        self._cursor, self._place = cursor, place

    @property
    def rowcount(self) -> int:
        """Number of rows that were changed."""
        return self._cursor.rowcount

    def fetchone(self) -> Any:  # noqa: ANN401 - columns are of any type
        """The next row, or None."""
        try:
            return self._cursor.fetchone()
        except FAULTS as error:
            raise fault(self._place, error) from error

    def fetchall(self) -> list[Any]:
        """All rows that are left."""
        try:
            return self._cursor.fetchall()
        except FAULTS as error:
            raise fault(self._place, error) from error

    def __iter__(self) -> Iterator[Any]:
        """The rows that are left, one by one."""
        try:
            for row in self._cursor:  # noqa: UP028 - "yield from" would close the cursor, when it may be closed
                yield row
        except FAULTS as error:
            raise fault(self._place, error) from error


class SqliteConnection:
    """A thread's connection, closed when the thread ends.

    SQLite's own is part of a cycle (it remembers statements that point back at it): left to the garbage
    collector, those of ended threads would keep their files and caches open for minutes.

    Args:
        db: SQLite's own, in autocommit mode.
        place: The library, as messages name it.
        unwritable: Why it only reads, in a sentence; empty where it writes as well.
        outdated: Whether the file may have changed under a connection that only reads.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        place: str,
        unwritable: str = "",
        outdated: Callable[[], bool] = lambda: False,
    ) -> None:
        self._db, self._place = db, place
        self.unwritable, self.outdated = unwritable, outdated

    def __del__(self) -> None:
        self._db.close()

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement.

        Raises:
            LibraryError: the database is damaged, full, locked or out of reach.
        """
        try:
            return Rows(self._db.execute(statement, values), self._place)
        except FAULTS as error:
            raise fault(self._place, error) from error

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> Rows:
        """Run one statement for each row of values.

        Raises:
            LibraryError: as ``execute``.
        """
        try:
            return Rows(self._db.executemany(statement, rows), self._place)
        except FAULTS as error:
            raise fault(self._place, error) from error
