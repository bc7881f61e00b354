"""The register: one SQLite database that holds the truth about documents and passages."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import local
from typing import Any, cast

from errors import LibraryError
from ingest.document import Document, Passage, PassageKind, Reading, ReadingWarning
from ingest.upgrade import upgrade

SCHEMA_VERSION = 4

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, content_hash TEXT NOT NULL UNIQUE, symbols TEXT NOT NULL, title TEXT NOT NULL,
    date TEXT, body TEXT, language TEXT NOT NULL, url TEXT, kind TEXT NOT NULL, format TEXT NOT NULL,
    pages INTEGER NOT NULL, pipeline TEXT NOT NULL, warnings TEXT NOT NULL,
    author TEXT, original_language TEXT, text_hash TEXT,
    session TEXT, agenda_item TEXT, job_number TEXT
);
CREATE INDEX IF NOT EXISTS documents_text ON documents (text_hash) WHERE text_hash IS NOT NULL;
CREATE TABLE IF NOT EXISTS symbols (
    symbol TEXT NOT NULL, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (symbol, document_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    path TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id), added_at TEXT NOT NULL,
    content_hash TEXT, stamp TEXT
);
CREATE INDEX IF NOT EXISTS sources_document ON sources (document_id);
CREATE TABLE IF NOT EXISTS failures (
    path TEXT PRIMARY KEY, content_hash TEXT NOT NULL, pipeline TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    text TEXT NOT NULL, section TEXT NOT NULL, paragraph TEXT, speaker TEXT, pages TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL,
    ocr INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS passages_place ON passages (document_id, ordinal);
CREATE INDEX IF NOT EXISTS passages_speaker ON passages (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX IF NOT EXISTS passages_language ON passages (language);
CREATE TABLE IF NOT EXISTS journal (
    at TEXT NOT NULL, action TEXT NOT NULL, path TEXT NOT NULL, detail TEXT NOT NULL
);
"""

_PASSAGE_COLUMNS = (
    'id, document_id, ordinal, text, section, paragraph, speaker, pages, start, "end", language, kind, ocr'
)


_WAYS_OUT = {
    "full": "free some space on its disk and run the same command again; nothing that was finished is lost",
    "readonly": "give this user the right to write there, or mount it writable",
    "locked": "another program is writing to it for long; wait until it has ended",
    "disk I/O": "the disk does not keep what is written to it; run `rapporteur doctor`",
}
"""What SQLite says when a library cannot be written, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be read, and why."""

    path: str
    reason: str


class _ThreadsOwn:
    """A thread's connection, closed when the thread ends.

    A connection is part of a cycle (it remembers statements that point back at it): left to the garbage
    collector, those of ended threads would keep their files and caches open for minutes.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __del__(self) -> None:
        self.db.close()


class Register:
    """Documents, passages, sources and failures, in one file that survives a crash at any point.

    Connections are one a thread, so a register may be shared between threads. Readers never wait for
    the writer (WAL).

    Args:
        path: The database file; made with its folder where it does not exist.

    Raises:
        LibraryError: the file cannot be opened or is from another release.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = local()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self.transaction() as db:
                found = db.execute("PRAGMA user_version").fetchone()[0]
                if found and not upgrade(db, found, SCHEMA_VERSION):
                    raise LibraryError(
                        f"The library at {path.parent} was made by another release "
                        f"(register version {found}, this one uses {SCHEMA_VERSION}): "
                        "use a new --library folder and ingest again."
                    )
                if found == 0:
                    for statement in SCHEMA.split(";\n"):
                        db.execute(statement)
                if found != SCHEMA_VERSION:
                    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        except (sqlite3.DatabaseError, OSError) as error:
            raise LibraryError(
                f"The library at {path.parent} cannot be opened ({error}): "
                "check the folder's rights, or use another --library folder."
            ) from error

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode."""
        held: _ThreadsOwn | None = getattr(self._local, "held", None)
        if held is None:
            db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
            self._local.held = held = _ThreadsOwn(db)
        return held.db

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
                f"The library at {self.path.parent} cannot be written ({error}): {way_out}."
            ) from error

    def close(self) -> None:
        """Close this thread's connection."""
        self._local.__dict__.pop("held", None)

    # Writing

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
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", (path, content_hash, pipeline, reason)
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
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _point(
        self, db: sqlite3.Connection, path: str, document_id: str, content_hash: str, stamp: str
    ) -> None:
        held = _held(db, path)
        db.execute(
            "INSERT INTO sources VALUES (?, ?, datetime('now'), ?, ?) "
            "ON CONFLICT (path) DO UPDATE "
            "SET document_id = excluded.document_id, added_at = excluded.added_at, "
            "content_hash = excluded.content_hash, stamp = excluded.stamp",
            (path, document_id, content_hash, stamp),
        )
        db.execute("DELETE FROM failures WHERE path = ?", (path,))
        _drop_orphan(db, held)
        _log(db, "recorded", path, document_id)

    # Reading

    def meta(self, key: str) -> str | None:
        """One named value, or None."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def source_hash(self, path: str) -> tuple[str, str] | None:
        """Content hash and stamp of the file as it was read at ``path``, or None."""
        row = self.connection.execute(
            "SELECT coalesce(sources.content_hash, documents.content_hash), coalesce(stamp, pipeline) "
            "FROM sources JOIN documents ON documents.id = document_id "
            "WHERE path = ?",
            (path,),
        ).fetchone()
        return None if row is None else (str(row[0]), str(row[1]))

    def document_at(self, path: str) -> str | None:
        """Id of the document found at ``path``, or None."""
        row = self.connection.execute("SELECT document_id FROM sources WHERE path = ?", (path,)).fetchone()
        return None if row is None else str(row[0])

    def twin(self, path: str, reading: Reading, stamp: str) -> Document | None:
        """A document of the same words, symbols, language and make, with another file than ``path``."""
        document = reading.document
        row = self.connection.execute(
            "SELECT * FROM documents WHERE text_hash = ? AND id <> ? AND symbols = ? AND language = ? "
            "AND pipeline = ? AND EXISTS (SELECT 1 FROM sources WHERE document_id = id AND path <> ?)",
            (
                reading.text_hash(),
                document.id,
                json.dumps(document.symbols, ensure_ascii=False),
                document.language,
                stamp,
                path,
            ),
        ).fetchone()
        return None if row is None else _document(row)

    def stamp(self, document_id: str) -> str | None:
        """The stamp of a document's reading, or None."""
        row = self.connection.execute(
            "SELECT pipeline FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        return None if row is None else str(row[0])

    def failure(self, path: str) -> tuple[str, str, str] | None:
        """Content hash, pipeline version and reason of a failure at ``path``, or None."""
        row = self.connection.execute(
            "SELECT content_hash, pipeline, reason FROM failures WHERE path = ?", (path,)
        ).fetchone()
        return None if row is None else (str(row[0]), str(row[1]), str(row[2]))

    def failures(self) -> list[Failure]:
        """Every file set aside, in order of path."""
        rows = self.connection.execute("SELECT path, reason FROM failures ORDER BY path")
        return [Failure(path=path, reason=reason) for path, reason in rows]

    def document(self, document_id: str) -> Document | None:
        """One document, or None."""
        row = self.connection.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
        return None if row is None else _document(row)

    def documents(self) -> list[Document]:
        """Every document, in order of symbol and title."""
        rows = self.connection.execute("SELECT * FROM documents ORDER BY symbols = '[]', symbols, title")
        return [_document(row) for row in rows]

    def documents_by_symbol(self, symbol: str) -> list[Document]:
        """The documents that carry this symbol (exact spelling, as ``ingest.symbols`` normalises it)."""
        rows = self.connection.execute(
            "SELECT documents.* FROM symbols JOIN documents ON documents.id = document_id WHERE symbol = ?",
            (symbol,),
        )
        return [_document(row) for row in rows]

    def symbols(self) -> list[str]:
        """Every symbol that a document here carries, in order."""
        return [
            row[0] for row in self.connection.execute("SELECT DISTINCT symbol FROM symbols ORDER BY symbol")
        ]

    def sources(self, document_id: str | None = None) -> list[tuple[str, str]]:
        """Pairs of path and document id, of one document or of all."""
        where = "" if document_id is None else " WHERE document_id = ?"
        arguments = () if document_id is None else (document_id,)
        return self.connection.execute(
            f"SELECT path, document_id FROM sources{where} ORDER BY path",  # noqa: S608 - constant text
            arguments,
        ).fetchall()

    def warnings(self, document_id: str) -> list[ReadingWarning]:
        """What the reader warned of."""
        row = self.connection.execute(
            "SELECT warnings FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        return [] if row is None else [ReadingWarning(**item) for item in json.loads(row[0])]

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The current passages among ``ids``, by id; ids no longer current are left out."""
        found: dict[str, Passage] = {}
        for chunk in _chunks(ids, 500):
            marks = ",".join("?" * len(chunk))
            rows = self.connection.execute(
                f"SELECT {_PASSAGE_COLUMNS} FROM passages WHERE id IN ({marks})",  # noqa: S608 - only marks
                chunk,
            )
            found.update((row[0], _passage(row)) for row in rows)
        return found

    def document_passages(self, document_id: str) -> list[Passage]:
        """Every passage of a document, in order."""
        rows = self.connection.execute(
            f"SELECT {_PASSAGE_COLUMNS} FROM passages WHERE document_id = ? ORDER BY ordinal",  # noqa: S608
            (document_id,),
        )
        return [_passage(row) for row in rows]

    def languages(self, document_id: str) -> list[str]:
        """Languages that a twentieth of a document's passages or more are in, the most frequent first."""
        rows = self.connection.execute(
            "SELECT language FROM passages WHERE document_id = ?1 GROUP BY language "
            "HAVING 20 * count(*) >= (SELECT count(*) FROM passages WHERE document_id = ?1) "
            "ORDER BY count(*) DESC, language",
            (document_id,),
        )
        return [language for (language,) in rows]

    def neighbours(self, passage: Passage, distance: int = 1) -> list[Passage]:
        """The passages up to ``distance`` places before and after, without the passage itself."""
        rows = self.connection.execute(
            f"SELECT {_PASSAGE_COLUMNS} FROM passages "  # noqa: S608 - constant text
            "WHERE document_id = ? AND ordinal BETWEEN ? AND ? AND ordinal <> ? ORDER BY ordinal",
            (
                passage.document_id,
                passage.ordinal - distance,
                passage.ordinal + distance,
                passage.ordinal,
            ),
        )
        return [_passage(row) for row in rows]

    def speakers(self) -> dict[str, int]:
        """Every speaker with the number of passages, the most frequent first."""
        rows = self.connection.execute(
            "SELECT speaker, count(*) FROM passages WHERE speaker IS NOT NULL "
            "GROUP BY speaker ORDER BY count(*) DESC, speaker"
        )
        return dict(rows.fetchall())

    def passage_counts(self) -> dict[str, int]:
        """Number of passages by document id."""
        rows = self.connection.execute("SELECT document_id, count(*) FROM passages GROUP BY document_id")
        return dict(rows.fetchall())

    def counts(self) -> dict[str, int]:
        """Number of documents, pages, passages and failures."""
        row = self.connection.execute(
            "SELECT (SELECT count(*) FROM documents), (SELECT coalesce(sum(pages), 0) FROM documents), "
            "(SELECT count(*) FROM passages), (SELECT count(*) FROM failures)"
        ).fetchone()
        return dict(zip(("documents", "pages", "passages", "failures"), row, strict=True))


def _insert(db: sqlite3.Connection, reading: Reading, pipeline: str) -> None:
    document = reading.document
    db.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.content_hash,
            json.dumps(document.symbols, ensure_ascii=False),
            document.title,
            document.date,
            document.body,
            document.language,
            document.url,
            document.kind,
            document.format,
            document.pages,
            pipeline,
            json.dumps([{"reason": w.reason, "page": w.page} for w in reading.warnings], ensure_ascii=False),
            document.author,
            document.original_language,
            reading.text_hash(),
            document.session,
            document.agenda_item,
            document.job_number,
        ),
    )
    db.executemany(
        "INSERT OR IGNORE INTO symbols VALUES (?, ?)", [(symbol, document.id) for symbol in document.symbols]
    )
    db.executemany(
        f"INSERT INTO passages ({_PASSAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [_passage_row(passage) for passage in reading.passages],
    )
    (count,) = db.execute("SELECT count(*) FROM passages WHERE document_id = ?", (document.id,)).fetchone()
    if count != len(reading.passages):
        raise LibraryError(
            f"Only {count} of {len(reading.passages)} passages of {document.name} were stored."
        )


def _held(db: sqlite3.Connection, path: str) -> str | None:
    row = db.execute("SELECT document_id FROM sources WHERE path = ?", (path,)).fetchone()
    return None if row is None else str(row[0])


def _drop_orphan(db: sqlite3.Connection, document_id: str | None) -> None:
    """Forget a document that no path holds any more; looking at this one alone keeps the cost flat."""
    db.execute(
        "DELETE FROM documents WHERE id = ? AND NOT EXISTS (SELECT 1 FROM sources WHERE document_id = documents.id)",
        (document_id,),
    )


def _log(db: sqlite3.Connection, action: str, path: str, detail: str) -> None:
    db.execute("INSERT INTO journal VALUES (datetime('now'), ?, ?, ?)", (action, path, detail))


def _passage_row(passage: Passage) -> tuple[Any, ...]:
    return (
        passage.id,
        passage.document_id,
        passage.ordinal,
        passage.text,
        json.dumps(passage.section, ensure_ascii=False),
        passage.paragraph,
        passage.speaker,
        json.dumps(passage.pages),
        passage.start,
        passage.end,
        passage.language,
        passage.kind,
        passage.ocr,
    )


def _passage(row: Sequence[Any]) -> Passage:
    return Passage(
        id=row[0],
        document_id=row[1],
        ordinal=row[2],
        text=row[3],
        section=tuple(json.loads(row[4])),
        paragraph=row[5],
        speaker=row[6],
        pages=tuple(json.loads(row[7])),
        start=row[8],
        end=row[9],
        language=row[10],
        kind=cast(PassageKind, row[11]),
        ocr=bool(row[12]),
    )


def _document(row: Sequence[Any]) -> Document:
    return Document(
        id=row[0],
        content_hash=row[1],
        symbols=tuple(json.loads(row[2])),
        title=row[3],
        date=row[4],
        body=row[5],
        language=row[6],
        url=row[7],
        kind=row[8],
        format=row[9],
        pages=row[10],
        author=row[13],
        original_language=row[14],
        session=row[16],
        agenda_item=row[17],
        job_number=row[18],
    )


def _chunks(items: Iterable[str], size: int) -> Iterator[list[str]]:
    chunk: list[str] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
