"""What the register knows: documents, passages, sources, failures."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from ingest.document import Balance, Document, Passage, Reading, ReadingWarning
from ingest.register.database import Connection, Database, marks
from ingest.register.rows import PASSAGE_COLUMNS, as_document, as_passage, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be read, and why."""

    path: str
    reason: str


class RegisterReading:
    """The reading side of the register.

    Args:
        database: Where it is kept.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def connection(self) -> Connection:
        """This thread's connection, in autocommit mode."""
        return self.database.connection

    def transaction(self) -> AbstractContextManager[Connection]:
        """A write transaction: all of it or nothing of it; one at a time, whoever writes.

        One begun within another is a part of that, and is committed with it.

        Raises:
            LibraryError: it cannot be written: the disk is full, the folder read-only, the server away.
        """
        return self.database.transaction()

    def moment(self) -> AbstractContextManager[None]:
        """What this thread reads within is of one moment, whatever is written meanwhile; it writes nothing."""
        return self.database.moment()

    def close(self) -> None:
        """Close this thread's connection."""
        self.database.close()

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
        """A document of the same words and headings, symbols, language and make, with another file than ``path``."""
        document = reading.document
        rows = self.connection.execute(
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
        ).fetchall()
        headings = reading.headings()
        return next((as_document(row) for row in rows if self._headings(row[0]) == headings), None)

    def _headings(self, document_id: str) -> frozenset[tuple[str, ...]]:
        rows = self.connection.execute(
            "SELECT DISTINCT section FROM passages WHERE document_id = ?", (document_id,)
        )
        return frozenset(tuple(listed(row[0])) for row in rows)

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
        return None if row is None else as_document(row)

    def documents(self) -> list[Document]:
        """Every document, in order of symbol and title."""
        rows = self.connection.execute("SELECT * FROM documents ORDER BY symbols = '[]', symbols, title")
        return [as_document(row) for row in rows]

    def documents_by_symbol(self, symbol: str) -> list[Document]:
        """The documents that carry this symbol (exact spelling, as ``ingest.names.symbols`` normalises it)."""
        rows = self.connection.execute(
            "SELECT documents.* FROM symbols JOIN documents ON documents.id = document_id WHERE symbol = ?",
            (symbol,),
        )
        return [as_document(row) for row in rows]

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
        return [] if row is None else [ReadingWarning(**item) for item in listed(row[0])]

    def balance(self, document_id: str) -> Balance | None:
        """The balance of a document's letters; None where none was struck."""
        row = self.connection.execute("SELECT letters FROM documents WHERE id = ?", (document_id,)).fetchone()
        return Balance(**json.loads(row[0])) if row is not None and row[0] else None

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The current passages among ``ids``, by id; ids no longer current are left out."""
        found: dict[str, Passage] = {}
        for chunk in _chunks(ids, 500):
            rows = self.connection.execute(
                f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE id IN ({marks(chunk)})",  # noqa: S608 - only marks
                chunk,
            )
            found.update((row[0], as_passage(row)) for row in rows)
        return found

    def document_passages(self, document_id: str) -> list[Passage]:
        """Every passage of a document, in order."""
        rows = self.connection.execute(
            f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE document_id = ? ORDER BY ordinal",  # noqa: S608
            (document_id,),
        )
        return [as_passage(row) for row in rows]

    def languages(self, document_id: str) -> list[str]:
        """Languages that a twentieth of a document's passages or more are in, the most frequent first."""
        rows = self.connection.execute(
            "SELECT language FROM passages WHERE document_id = ? GROUP BY language "
            "HAVING 20 * count(*) >= (SELECT count(*) FROM passages WHERE document_id = ?) "
            "ORDER BY count(*) DESC, language",
            (document_id, document_id),
        )
        return [language for (language,) in rows]

    def neighbours(self, passage: Passage, distance: int = 1) -> list[Passage]:
        """The passages up to ``distance`` places before and after, without the passage itself."""
        rows = self.connection.execute(
            f"SELECT {PASSAGE_COLUMNS} FROM passages "  # noqa: S608 - constant text
            "WHERE document_id = ? AND ordinal BETWEEN ? AND ? AND ordinal <> ? ORDER BY ordinal",
            (
                passage.document_id,
                passage.ordinal - distance,
                passage.ordinal + distance,
                passage.ordinal,
            ),
        )
        return [as_passage(row) for row in rows]

    def speakers_in(self, document_id: str) -> set[str]:
        """Every speaker of a document."""
        rows = self.connection.execute(
            "SELECT DISTINCT speaker FROM passages WHERE document_id = ? AND speaker IS NOT NULL",
            (document_id,),
        )
        return {speaker for (speaker,) in rows}

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

    def actions(self) -> dict[str, int]:
        """How often the journal has each action: files read, set aside, removed."""
        return dict(
            self.connection.execute("SELECT action, count(*) FROM journal GROUP BY action").fetchall()
        )

    def rows(self, ids: Sequence[str]) -> list[int]:
        """Row numbers of the current passages among ``ids``; a row number is never used again."""
        statement = f"SELECT row FROM passages WHERE id IN ({marks(ids)})"  # noqa: S608 - only marks
        return [row for (row,) in self.connection.execute(statement, list(ids))]

    def last_row(self) -> int:
        """The highest row number of a passage, 0 where there is none."""
        return int(self.connection.execute("SELECT coalesce(max(row), 0) FROM passages").fetchone()[0])


def _chunks(items: Iterable[str], size: int) -> Iterator[list[str]]:
    chunk: list[str] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
