"""What a derived index has still to take in and to forget, kept by the register's own transactions.

Triggers on the register's passages note every row that comes or goes, in the transaction in which it does.
So an index can never miss a change, whatever crashes when, and finding out what is to do costs as much as
there is to do, not as much as there is in the register.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.register import Connection, Register
from ingest.register.database import marks

_TABLES = """
CREATE TABLE {name}_waiting (row INTEGER PRIMARY KEY)

CREATE TABLE {name}_gone (row INTEGER PRIMARY KEY, id TEXT NOT NULL)

INSERT INTO {name}_waiting SELECT row FROM passages
"""
_KEPT = "CREATE TABLE {name}_kept (id TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID"
_ADDED = "INSERT INTO {name}_waiting VALUES (new.row);"
_REMOVED = "DELETE FROM {name}_waiting WHERE row = old.row; INSERT INTO {name}_gone VALUES (old.row, old.id);"


class Entry(NamedTuple):
    """A passage by its row, which is never used again, and its id."""

    row: int
    id: str


class Queue:
    """The queue of one generation of one index.

    Args:
        register: The register whose passages are followed.
        name: An SQL name of the generation ("lexical_1").
    """

    def __init__(self, register: Register, name: str) -> None:
        self._register = register
        self._spelled = register.database.spelled
        self.name = name

    def create(self, db: Connection) -> None:
        """Begin to follow; every passage there is waits to be taken in."""
        for statement in _TABLES.replace("{name}", self.name).split("\n\n"):
            db.execute(self._spelled(statement))
        follow = self._register.database.follow
        follow(db, f"{self.name}_added", "INSERT", _ADDED.replace("{name}", self.name))
        follow(db, f"{self.name}_removed", "DELETE", _REMOVED.replace("{name}", self.name))

    def drop(self, db: Connection) -> None:
        """Stop following."""
        for part in ("added", "removed"):
            self._register.database.unfollow(db, f"{self.name}_{part}")
        for part in ("waiting", "gone"):
            db.execute(f"DROP TABLE IF EXISTS {self.name}_{part}")

    def waiting(self) -> int:
        """Count the passages not yet taken in."""
        row = self._register.connection.execute(f"SELECT count(*) FROM {self.name}_waiting").fetchone()  # noqa: S608
        return int(row[0])

    def pending(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.next_waiting(1) or self.next_gone(1))

    def next_waiting(self, limit: int) -> list[Entry]:
        """The longest-waiting passages, all of them current."""
        rows = self._register.connection.execute(
            f"SELECT row, id FROM {self.name}_waiting JOIN passages USING (row) ORDER BY row LIMIT ?",  # noqa: S608
            (limit,),
        )
        return [Entry(*row) for row in rows]

    def next_gone(self, limit: int) -> list[Entry]:
        """Passages that left the register and may still be in the index."""
        rows = self._register.connection.execute(
            f"SELECT row, id FROM {self.name}_gone ORDER BY row LIMIT ?",  # noqa: S608 - our own name
            (limit,),
        )
        return [Entry(*row) for row in rows]

    def taken(self, db: Connection, entries: Sequence[Entry]) -> list[Entry]:
        """Strike entries off the waiting list; those returned were still on it."""
        rows = [entry.row for entry in entries]
        statement = f"DELETE FROM {self.name}_waiting WHERE row IN ({marks(rows)}) RETURNING row"  # noqa: S608
        taken = {row for (row,) in db.execute(statement, rows).fetchall()}
        return [entry for entry in entries if entry.row in taken]

    def forgotten(self, db: Connection, entries: Sequence[Entry]) -> None:
        """Strike entries off the list of those gone."""
        db.executemany(f"DELETE FROM {self.name}_gone WHERE row = ?", [(e.row,) for e in entries])  # noqa: S608


class Ledger(Queue):
    """A queue with the digest of what the index keeps of each passage, to tell what changed."""

    def create(self, db: Connection) -> None:
        """Begin to follow, with nothing kept."""
        super().create(db)
        db.execute(self._spelled(_KEPT.replace("{name}", self.name)))

    def drop(self, db: Connection) -> None:
        """Stop following and forget what is kept."""
        super().drop(db)
        db.execute(f"DROP TABLE IF EXISTS {self.name}_kept")

    def digests(self, ids: Sequence[str]) -> dict[str, str]:
        """Digests of those among ``ids`` that are kept."""
        rows = self._register.connection.execute(
            f"SELECT id, digest FROM {self.name}_kept WHERE id IN ({marks(ids)})",  # noqa: S608 - only marks
            list(ids),
        )
        return dict(rows.fetchall())

    def ids(self) -> set[str]:
        """Ids of all that is kept."""
        rows = self._register.connection.execute(f"SELECT id FROM {self.name}_kept")  # noqa: S608
        return {name for (name,) in rows}

    def size(self) -> int:
        """Count the passages that are kept or waiting: those the index will have."""
        kept = self._register.connection.execute(f"SELECT count(*) FROM {self.name}_kept").fetchone()  # noqa: S608
        return int(kept[0]) + self.waiting()

    def keep(self, db: Connection, digests: Iterable[tuple[str, str]]) -> None:
        """Note ids and digests of what the index now has."""
        db.executemany(
            f"INSERT INTO {self.name}_kept VALUES (?, ?) "  # noqa: S608 - our own name
            "ON CONFLICT (id) DO UPDATE SET digest = excluded.digest",
            digests,
        )

    def lose(self, db: Connection, ids: Iterable[str]) -> None:
        """Note ids of what the index no longer has."""
        db.executemany(f"DELETE FROM {self.name}_kept WHERE id = ?", [(name,) for name in ids])  # noqa: S608
