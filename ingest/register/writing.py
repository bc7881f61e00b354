"""The register: one database that holds the truth about documents and passages."""

from datetime import UTC, datetime
from pathlib import Path

from errors import LibraryError
from ingest.document import Reading
from ingest.register.database import Connection, Database, marks, put
from ingest.register.reading import RegisterReading
from ingest.register.rows import PASSAGE_COLUMNS, document_row, passage_row
from ingest.register.schema import prepare
from ingest.register.sqlite import SqliteDatabase


class Register(RegisterReading):
    """Documents, passages, sources and failures, in one database that survives a crash at any point.

    A register may be shared between threads. Readers never wait for the writer.

    Args:
        place: The SQLite file, made with its folder where it does not exist; or a database.

    Raises:
        LibraryError: the database cannot be opened or is from another release.
    """

    def __init__(self, place: Path | Database) -> None:
        super().__init__(SqliteDatabase(place) if isinstance(place, Path) else place)
        prepare(self.database)

    def record(self, path: str, reading: Reading, pipeline: str) -> None:
        """Make ``reading`` the document found at ``path``, in one transaction.

        The text formerly found at ``path`` goes when no other path holds it. A crash leaves the old
        document or the new one, never both, never neither.

        Args:
            path: Where the file was found.
            reading: The document and its passages.
            pipeline: Version of the reading pipeline that made them.
        """
        with self.transaction() as db:
            known = db.execute(
                "SELECT pipeline FROM documents WHERE id = ?", (reading.document.id,)
            ).fetchone()
            if known is not None and known[0] != pipeline:
                moved = db.execute(
                    "SELECT path, document_id, added_at, content_hash, stamp FROM sources WHERE document_id = ?",
                    (reading.document.id,),
                ).fetchall()
                db.execute("DELETE FROM sources WHERE document_id = ?", (reading.document.id,))
                db.execute("DELETE FROM documents WHERE id = ?", (reading.document.id,))
                _insert(db, reading, pipeline)
                db.executemany(
                    "INSERT INTO sources VALUES (?, ?, ?, ?, ?)",
                    moved,
                )
            elif known is None:
                _insert(db, reading, pipeline)
            self._point(db, path, reading.document.id, reading.document.content_hash, pipeline)

    def record_duplicate(self, path: str, document_id: str, content_hash: str, stamp: str) -> None:
        """Note that ``path`` holds the bytes or the text of a document already registered."""
        with self.transaction() as db:
            self._point(db, path, document_id, content_hash, stamp)

    def record_failure(self, path: str, content_hash: str, pipeline: str, reason: str) -> None:
        """Set a file aside with its reason; what was known under its path stays as it is."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
                "content_hash = excluded.content_hash, pipeline = excluded.pipeline, reason = excluded.reason",
                (path, content_hash, pipeline, reason),
            )
            _log(db, "failed", path, reason)

    def remove(self, path: str) -> bool:
        """Forget a path, and its document when no other path holds it; False where nothing was known."""
        with self.transaction() as db:
            held = _held(db, path)
            found = db.execute("DELETE FROM sources WHERE path = ?", (path,)).rowcount
            failed = db.execute("DELETE FROM failures WHERE path = ?", (path,)).rowcount
            _drop_orphan(db, held)
            if found or failed:
                _log(db, "removed", path, "")
            return bool(found or failed)

    def set_meta(self, key: str, value: str) -> None:
        """Store one named value (index stamps, generation)."""
        with self.transaction() as db:
            put(db, key, value)

    def _point(self, db: Connection, path: str, document_id: str, content_hash: str, stamp: str) -> None:
        held = _held(db, path)
        db.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (path) DO UPDATE "
            "SET document_id = excluded.document_id, added_at = excluded.added_at, "
            "content_hash = excluded.content_hash, stamp = excluded.stamp",
            (path, document_id, _now(), content_hash, stamp),
        )
        db.execute("DELETE FROM failures WHERE path = ?", (path,))
        _drop_orphan(db, held)
        _log(db, "recorded", path, document_id)


def _insert(db: Connection, reading: Reading, pipeline: str) -> None:
    document = reading.document
    values = document_row(reading, pipeline)
    db.execute(f"INSERT INTO documents VALUES ({marks(values)})", values)  # noqa: S608 - only marks
    db.executemany(
        "INSERT INTO symbols VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(symbol, document.id) for symbol in document.symbols],
    )
    db.executemany(
        f"INSERT INTO passages ({PASSAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [passage_row(passage) for passage in reading.passages],
    )
    (count,) = db.execute("SELECT count(*) FROM passages WHERE document_id = ?", (document.id,)).fetchone()
    if count != len(reading.passages):
        raise LibraryError(
            f"Only {count} of {len(reading.passages)} passages of {document.name} were stored."
        )


def _held(db: Connection, path: str) -> str | None:
    row = db.execute("SELECT document_id FROM sources WHERE path = ?", (path,)).fetchone()
    return None if row is None else str(row[0])


def _drop_orphan(db: Connection, document_id: str | None) -> None:
    """Forget a document that no path holds any more; looking at this one alone keeps the cost flat."""
    db.execute(
        "DELETE FROM documents WHERE id = ? AND NOT EXISTS (SELECT 1 FROM sources WHERE document_id = documents.id)",
        (document_id,),
    )


def _log(db: Connection, action: str, path: str, detail: str) -> None:
    db.execute("INSERT INTO journal VALUES (?, ?, ?, ?)", (_now(), action, path, detail))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
