"""The register in a file of its own: SQLite (WAL), the back end of one machine."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local
from typing import Final, Literal

from filelock import FileLock, Timeout

from errors import LibraryError
from ingest.register.database import Connection, LockedError

_WAYS_OUT: Final = {
    "full": "free some space on its disk and run the same command again; nothing that was finished is lost",
    "readonly": "give this user the right to write there, or mount it writable",
    "locked": "another program is writing to it for long; wait until it has ended",
    "disk I/O": "the disk does not keep what is written to it; run `rapporteur doctor`",
}
"""What SQLite says when a library cannot be written, and what to do."""


class _ThreadsOwn:
    """A thread's connection, closed when the thread ends.

    A connection is part of a cycle (it remembers statements that point back at it): left to the garbage
    collector, those of ended threads would keep their files and caches open for minutes.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __del__(self) -> None:
        self.db.close()


class SqliteDatabase:
    """One SQLite file; connections are one a thread, and readers never wait for the writer.

    Args:
        path: The file; made with its folder where it does not exist.
    """

    kind: Literal["sqlite", "postgresql"] = "sqlite"
    fresh = "use a new --library folder"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = local()

    @property
    def place(self) -> str:
        """The library's folder."""
        return str(self.path.parent)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode."""
        held: _ThreadsOwn | None = getattr(self._local, "held", None)
        if held is None:
            db = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
            self._local.held = held = _ThreadsOwn(db)
        return held.db

    @contextmanager
    def opening(self) -> Iterator[Connection]:
        """The first transaction; makes the file and its folder.

        Raises:
            LibraryError: the file cannot be opened.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.transaction() as db:
                yield db
        except (sqlite3.DatabaseError, OSError) as error:
            raise LibraryError(
                f"The library at {self.place} cannot be opened ({error}): "
                "check the folder's rights, or use another --library folder."
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: all of it or nothing of it.

        Raises:
            LibraryError: it cannot be written: the disk is full, the folder read-only, another program at it.
        """
        db = self.connection
        try:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.commit()
            except BaseException:
                db.rollback()
                raise
        except sqlite3.OperationalError as error:
            way_out = next((words for sign, words in _WAYS_OUT.items() if sign in str(error)), None)
            if way_out is None:
                raise
            raise LibraryError(
                f"The library at {self.place} cannot be written ({error}): {way_out}."
            ) from error

    @contextmanager
    def lock(self, name: str, seconds: float | None = None) -> Iterator[None]:
        """A file beside the register, locked as long as its process lives.

        Raises:
            LockedError: another process has it.
        """
        lock = FileLock(self.path.with_name(f"{name}.lock"), timeout=-1 if seconds is None else seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise LockedError(f"Another process holds the lock “{name}” of this library.") from error
        try:
            yield
        finally:
            lock.release()

    def version(self, db: Connection) -> int:
        """Version of the tables; 0 where there are none."""
        return int(db.execute("PRAGMA user_version").fetchone()[0])

    def set_version(self, db: Connection, version: int) -> None:
        """Note the version of the tables."""
        db.execute(f"PRAGMA user_version = {version}")

    def spelled(self, statement: str) -> str:
        """The tables are written down in SQLite's words."""
        return statement

    def follow(self, db: Connection, name: str, event: Literal["INSERT", "DELETE"], work: str) -> None:
        """Make a trigger on the passages."""
        db.execute(f"CREATE TRIGGER {name} AFTER {event} ON passages BEGIN {work} END")

    def unfollow(self, db: Connection, name: str) -> None:
        """Remove a trigger."""
        db.execute(f"DROP TRIGGER IF EXISTS {name}")

    def close(self) -> None:
        """Close this thread's connection."""
        self._local.__dict__.pop("held", None)
