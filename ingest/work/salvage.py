"""What a damaged register still holds, carried over into a new one: all of its truth, or nothing."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from errors import LibraryError
from ingest.document import Reading
from ingest.register import Register

_DERIVED: Final = ("lexical.", "vectors.")
"""Named values of the indexes, which are made anew."""


def altered(register: Register) -> list[str]:
    """Names of documents whose passages are no longer the text that was read, letter for letter."""
    rows = register.connection.execute("SELECT id, text_hash FROM documents WHERE text_hash IS NOT NULL")
    found = []
    for document_id, text_hash in rows.fetchall():
        document = register.document(document_id)
        if document is None:
            continue
        reading = Reading(document=document, passages=tuple(register.document_passages(document_id)))
        if reading.text_hash() != text_hash:
            found.append(document.name)
    return found


def salvage(path: Path) -> Path:
    """Put a new register with everything of a damaged one in its place.

    Returns:
        Where the damaged one is kept.

    Raises:
        LibraryError: documents, passages or sources cannot all be read; nothing is changed.
    """
    new = path.with_name("register.new.sqlite")
    _remove(new)
    Register(new).close()
    try:
        why = _fill(new, path)
    except (sqlite3.DatabaseError, LibraryError) as error:
        why = str(error)
    if why:
        _remove(new)
        raise LibraryError(
            f"The register at {path} is damaged where the documents are ({why}): bring a backup back with "
            "`rapporteur restore`, or read the documents into a new --library folder."
        )
    kept = _free(path.with_name("register.damaged.sqlite"))
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").replace(f"{kept}{suffix}")
    path.replace(kept)
    new.replace(path)
    _remove(new)
    return kept


def _fill(new: Path, old: Path) -> str:
    """Carry everything over; what is not whole, in words, or nothing."""
    with closing(sqlite3.connect(new, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("ATTACH ? AS old", (str(old),))
        db.execute("BEGIN IMMEDIATE")
        for (table,) in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            _carry(db, table)
        for prefix in _DERIVED:
            db.execute("DELETE FROM meta WHERE key LIKE ?", (f"{prefix}%",))
        if db.execute("PRAGMA foreign_key_check").fetchone():
            return "rows that belong together are not all there"
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    register = Register(new)
    lost = altered(register)
    register.close()
    return f"the text of {lost[0]} is not what was read" if lost else ""


def _carry(db: sqlite3.Connection, table: str) -> None:
    """Copy a table, read row by row without its indexes, which may be what is damaged."""
    if table.startswith("sqlite_"):
        return
    if not db.execute("SELECT 1 FROM old.sqlite_master WHERE name = ?", (table,)).fetchone():
        return
    had = {row[1] for row in db.execute(f"PRAGMA old.table_info({table})")}
    shared = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})") if row[1] in had]
    columns = ", ".join(f'"{name}"' for name in shared)
    db.execute(f"DELETE FROM main.{table}")  # noqa: S608 - our own names
    db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM old.{table} NOT INDEXED")  # noqa: S608


def _free(wanted: Path) -> Path:
    """The path, or with a number behind it one that is free."""
    numbered: Sequence[Path] = [
        wanted,
        *(wanted.with_suffix(f".{number}.sqlite") for number in range(1, 1000)),
    ]
    return next(path for path in numbered if not path.exists())


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
