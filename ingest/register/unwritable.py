"""A sound register where nothing can be written: its disk is full, its folder read-only. It is opened for reading.

SQLite wants room beside a database in WAL mode even to read it. ``immutable`` does without, and without
looking for changes; so what comes in meanwhile, or room, is looked for here. What a program that was stopped by
the full disk left in the log of writings is in no file that could be read so: then the register is read from a
copy in memory.
"""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from time import monotonic
from typing import Final, NamedTuple
from uuid import uuid4

from ingest.register.sqlite_connection import FAULTS, SqliteConnection

_ROOM: Final = 65_536  # bytes that SQLite wants at most before it reads
_AGAIN: Final = 5.0  # seconds after which it is tried anew to write
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class _Copy(NamedTuple):
    """A copy in memory, which lives as long as a connection to it, and the state that was copied."""

    address: str
    stamp: tuple[int, ...]
    connection: sqlite3.Connection


_COPYING: Final = Lock()
_copies: Final[dict[Path, _Copy]] = {}


def unwritable(folder: Path) -> str:
    """Why nothing can be written in a folder of a library, in a sentence; empty where something can."""
    try:
        with TemporaryFile(dir=folder, buffering=0) as file:
            file.write(bytes(_ROOM))
    except OSError as error:
        reading = f"{folder} is open for reading only:"
        if error.errno in _FULL:
            return f"{reading} its disk is full; free some space."
        return f"{reading} its folder cannot be written to ({error.strerror}); see to its rights, or mount it writable."
    return ""


def for_reading(register: Path, why: str) -> SqliteConnection | None:
    """A connection that only reads; None where there is no register that could be read.

    Args:
        register: The register's file.
        why: What ``unwritable`` said.
    """
    if not register.is_file() or not register.stat().st_size:
        return None
    try:
        log = _log(register)
        in_memory = log.is_file() and log.stat().st_size
        db = _connected(_copy(register) if in_memory else f"{register.resolve().as_uri()}?immutable=1")
        db.execute("PRAGMA temp_store = MEMORY")
    except FAULTS:
        return None
    stamp, end = _stamp(register), monotonic() + _AGAIN
    return SqliteConnection(
        db, str(register.parent), why, lambda: monotonic() > end or _stamp(register) != stamp
    )


def _copy(register: Path) -> str:
    """The address of a copy in memory, made once for each state of the register.

    A connection that is alone with a database keeps its index of the log in memory, and needs no room.
    """
    with _COPYING:
        kept = _copies.get(register)
        if kept is None or kept.stamp != _stamp(register):
            address = f"file:rapporteur-{uuid4().hex}?mode=memory&cache=shared"
            copy = _connected(address)
            with closing(sqlite3.connect(register, timeout=0, isolation_level=None)) as db:
                db.execute("PRAGMA locking_mode = EXCLUSIVE")
                db.backup(copy)
            kept = _copies[register] = _Copy(address, _stamp(register), copy)
        return kept.address


def _connected(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _stamp(register: Path) -> tuple[int, ...]:
    """What changes with every writing."""
    known = [path.stat() for path in (register, _log(register)) if path.is_file()]
    return tuple(number for each in known if each.st_size for number in (each.st_size, each.st_mtime_ns))


def _log(register: Path) -> Path:
    return register.with_name(f"{register.name}-wal")
