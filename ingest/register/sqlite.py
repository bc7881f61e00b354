"""The register in a file of its own: SQLite (WAL), the back end of one machine."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import local
from typing import Final, Literal

from errors import LibraryError
from ingest.register.database import Connection, LockedError
from ingest.register.sqlite_connection import FAULTS, SqliteConnection, fault
from ingest.register.unwritable import for_reading, unwritable

PATIENCE: Final = 30.0
"""Seconds for another program to end its writing."""


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
    def connection(self) -> SqliteConnection:
        """This thread's connection, in autocommit mode.

        Raises:
            LibraryError: the file cannot be opened, or is no register.
        """
        held: SqliteConnection | None = getattr(self._local, "held", None)
        if held is None or (held.outdated() and not getattr(self._local, "reading", False)):
            held = self._local.held = self._connected()
        return held

    @property
    def unwritable(self) -> str:
        """Why this thread's connection only reads, in a sentence; empty where it writes as well."""
        return self.connection.unwritable

    def _connected(self) -> SqliteConnection:
        """A connection that reads and writes; one that only reads where nothing can be written."""
        try:
            db = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        except FAULTS as error:
            raise fault(self.place, error) from error
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except FAULTS as error:
            db.close()  # a lock less
            why = unwritable(self.path.parent)
            reading = for_reading(self.path, why) if why else None
            if reading is None:
                raise fault(self.place, error) from error
            return reading
        held = SqliteConnection(db, self.place)
        held.execute("PRAGMA synchronous = NORMAL")
        held.execute("PRAGMA foreign_keys = ON")
        return held

    def _require_writing(self) -> None:
        if self.unwritable:
            raise LibraryError(self.unwritable)

    @contextmanager
    def opening(self) -> Iterator[Connection]:
        """The first transaction; makes the file and its folder.

        Raises:
            LibraryError: the file cannot be opened.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The library at {self.place} cannot be opened ({error}): "
                "check the folder's rights, or use another --library folder."
            ) from error
        with self.transaction() as db:
            yield db

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A write transaction: all of it or nothing of it; one within another is a part of that.

        Raises:
            LibraryError: it cannot be written: the disk is full, the folder read-only, another program at it.
        """
        db = self.connection
        if getattr(self._local, "writing", False):
            yield db
            return
        self._require_writing()
        with self._within("BEGIN IMMEDIATE"):
            self._local.writing = True
            try:
                yield db
            finally:
                self._local.writing = False

    @contextmanager
    def moment(self) -> Iterator[None]:
        """A read transaction: what is committed meanwhile is not seen, and nobody waits for it."""
        if getattr(self._local, "reading", False):
            yield
            return
        with self._within("BEGIN"):
            self._local.reading = True
            try:
                yield
            finally:
                self._local.reading = False

    @contextmanager
    def _within(self, begin: str) -> Iterator[None]:
        db = self.connection
        db.execute(begin)
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            with suppress(LibraryError):  # what went wrong first is told; SQLite may have rolled back itself
                db.execute("ROLLBACK")
            raise

    @contextmanager
    def lock(self, name: str, seconds: float | None = None) -> Iterator[None]:
        """A file beside the register, locked as long as its process lives.

        Raises:
            LockedError: another process has it.
            LibraryError: nothing can be written.
        """
        self._require_writing()
        from filelock import FileLock, Timeout

        lock = FileLock(self.path.with_name(f"{name}.lock"), timeout=-1 if seconds is None else seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise LockedError(f"Another process holds the lock “{name}” of this library.") from error
        try:
            yield
        finally:
            lock.release()

    def exists(self) -> bool:
        """Whether the file is there."""
        return self.path.is_file()

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
