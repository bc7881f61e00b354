"""What the register asks of a database, and what is the same in each: SQL in words that both understand.

Values are marked by ``?``. What the two back ends spell otherwise has a method here; there is nothing else
that the rest of the program would have to know of them.
"""

from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

from errors import LibraryError


class LockedError(LibraryError):
    """Another process has a lock."""


class Cursor(Protocol):
    """What a statement gives."""

    @property
    def rowcount(self) -> int:
        """Number of rows that were changed."""

    def fetchone(self) -> Any:  # noqa: ANN401 - columns are of any type
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """Where statements are given."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Cursor:
        """Run one statement."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of values."""


class Database(Protocol):
    """One database that holds a register; may be shared between threads.

    Attributes:
        kind: Which back end it is.
    """

    kind: Literal["sqlite", "postgresql"]

    @property
    def place(self) -> str:
        """Where it is, as messages name it; without a password."""

    @property
    def fresh(self) -> str:
        """How to begin anew elsewhere, as messages say it."""

    @property
    def connection(self) -> Connection:
        """This thread's connection: each statement is committed by itself, outside of a transaction."""

    @property
    def unwritable(self) -> str:
        """Why it only reads, in a sentence; empty where it writes as well."""

    def exists(self) -> bool:
        """Whether there is something that ``version`` can be asked of."""

    def opening(self) -> AbstractContextManager[Connection]:
        """The first transaction, in which the tables are made."""

    def transaction(self) -> AbstractContextManager[Connection]:
        """A write transaction, one at a time, whoever writes; ``connection`` is in it, too.

        One begun within another is a part of that, and is committed with it.
        """

    def moment(self) -> AbstractContextManager[None]:
        """What this thread reads within is of one moment, whatever is written meanwhile; it writes nothing."""

    def lock(self, name: str, seconds: float | None = None) -> AbstractContextManager[object]:
        """Hold a lock over all processes that use this register, for longer than a transaction.

        Args:
            name: What it is for.
            seconds: Longest wait; None waits for ever.

        Raises:
            LockedError: another process has it.
        """

    def version(self, db: Connection) -> int:
        """Version of the tables; 0 where there are none."""

    def set_version(self, db: Connection, version: int) -> None:
        """Note the version of the tables."""

    def spelled(self, statement: str) -> str:
        """A statement that makes a table or an index, as this database writes it."""

    def follow(self, db: Connection, name: str, event: Literal["INSERT", "DELETE"], work: str) -> None:
        """Do some work in SQL with every row of the passages that comes (``new``) or goes (``old``)."""

    def unfollow(self, db: Connection, name: str) -> None:
        """Stop doing that."""

    def close(self) -> None:
        """Let go of this thread's connection."""


def marks(values: Sized) -> str:
    """As many marks as there are values, for a list in SQL; a list of nothing has nothing in it."""
    return ",".join("?" * len(values)) or "NULL"


def put(db: Connection, key: str, value: str) -> None:
    """Store one named value."""
    db.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )
