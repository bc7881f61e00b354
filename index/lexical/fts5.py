"""The words of a library in SQLite's full-text index FTS5, in the register's own file."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.filters import sql_conditions
from index.hit import Filters
from index.lexical.bm25 import CONTEXT_WEIGHT, Part, Totals
from index.lexical.word_table import Rows, Tokens
from ingest.register import Connection, Register

_TOKENIZER: Final = "ascii tokenchars ''/.()-_''"


class Fts5Table:
    """One FTS5 table with its vocabulary; see ``WordTable``.

    Args:
        register: The register, in whose file it lives.
        name: Its name in SQL.
    """

    def __init__(self, register: Register, name: str) -> None:
        self._register = register
        self.name = name
        self._bm25 = f"bm25({name}, {CONTEXT_WEIGHT}, 1.0)"

    def create(self, db: Connection) -> None:
        """Make it, empty."""
        db.execute(f"CREATE VIRTUAL TABLE {self.name} USING fts5 (context, text, tokenize = '{_TOKENIZER}')")
        db.execute(f"CREATE VIRTUAL TABLE {self.name}_terms USING fts5vocab ({self.name}, row)")

    def drop(self, db: Connection) -> None:
        """Remove it."""
        db.execute(f"DROP TABLE IF EXISTS {self.name}_terms")
        db.execute(f"DROP TABLE IF EXISTS {self.name}")

    def add(self, db: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Take rows in."""
        db.executemany(f"INSERT INTO {self.name} (rowid, context, text) VALUES (?, ?, ?)", rows)  # noqa: S608

    def remove(self, db: Connection, rows: Sequence[int]) -> None:
        """Forget rows."""
        db.executemany(f"DELETE FROM {self.name} WHERE rowid = ?", [(row,) for row in rows])  # noqa: S608

    def checked(self, db: Connection) -> int:
        """Number of rows, after FTS5's own check."""
        db.execute(f"INSERT INTO {self.name} ({self.name}) VALUES ('integrity-check')")  # noqa: S608
        return int(db.execute(f"SELECT count(*) FROM {self.name}_docsize").fetchone()[0])  # noqa: S608

    def last(self) -> int:
        """Number of the last row."""
        statement = f"SELECT coalesce(max(id), 0) FROM {self.name}_docsize"  # noqa: S608 - our own name
        return int(self._register.connection.execute(statement).fetchone()[0])

    def totals(self) -> Totals:
        """Number of rows and of tokens, from FTS5's own record."""
        statement = f"SELECT block FROM {self.name}_data WHERE id = 1"  # noqa: S608 - our own name
        row = self._register.connection.execute(statement).fetchone()
        return Totals.parse(row[0]) if row and row[0] else Totals(0, 0)

    def counts(self, sought: Iterable[Tokens]) -> dict[Tokens, int]:
        """Number of rows that have tokens one after the other."""
        found: dict[Tokens, int] = {}
        for tokens in sought:
            if len(tokens) == 1:
                statement = f"SELECT doc FROM {self.name}_terms WHERE term = ?"  # noqa: S608 - our own name
                row = self._register.connection.execute(statement, tokens).fetchone()
            else:
                statement = f"SELECT count(*) FROM {self.name} WHERE {self.name} MATCH ?"  # noqa: S608
                row = self._register.connection.execute(statement, (_either([tokens]),)).fetchone()
            found[tokens] = 0 if row is None else int(row[0])
        return found

    def ranked(self, parts: Sequence[Part], top: int, filters: Filters) -> dict[str, float] | None:
        """FTS5's own ranking, over every row that has a part."""
        conditions, values = sql_conditions(filters)
        rows = self._register.connection.execute(
            f"SELECT passages.id, {self._bm25} AS score "  # noqa: S608 - our own names, and marks
            f"FROM {self.name} JOIN passages ON passages.row = {self.name}.rowid "
            f"JOIN documents ON documents.id = passages.document_id "
            f"WHERE {self.name} MATCH ?{conditions} ORDER BY score LIMIT ?",
            (_either([part.tokens for part in parts]), *values, top),
        )
        return {passage: -score for passage, score in rows}

    def containing(self, phrases: Sequence[Tokens], most: int) -> list[str]:
        """Ids of passages in whose text one of the phrases stands, the shortest first."""
        rows = self._register.connection.execute(
            f"SELECT passages.id FROM {self.name} JOIN passages ON passages.row = {self.name}.rowid "  # noqa: S608
            f"WHERE {self.name} MATCH ? ORDER BY length(passages.text), passages.row LIMIT ?",
            (f"text : ({_either(phrases)})", most),
        )
        return [str(row[0]) for row in rows]

    def matching(self, part: Part, after: int, last: int) -> Rows:
        """Rows that have a part, in a range."""
        rows = self._register.connection.execute(
            f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH ? AND rowid > ? AND rowid <= ?",  # noqa: S608
            (_either([part.tokens]), after, last),
        )
        return np.fromiter((row for (row,) in rows), np.int32)

    def lengths(self, start: int) -> tuple[Rows, Rows]:
        """Rows with their numbers of tokens, as FTS5 keeps them for its ranking."""
        new = self._register.connection.execute(
            f"SELECT id, sz FROM {self.name}_docsize WHERE id >= ?",  # noqa: S608 - our own name
            (start,),
        ).fetchall()
        rows = np.array([row for row, _ in new], np.int32)
        if not new:
            return rows, rows
        columns = _varints(b"".join(sizes for _, sizes in new)).reshape(len(new), -1)
        return rows, columns.sum(axis=1).astype(np.int32)


def _either(phrases: Sequence[Tokens]) -> str:
    """An expression that FTS5 cannot misread; a token has no quotation mark in it."""
    return " OR ".join(f'"{" ".join(tokens)}"' for tokens in phrases)


def _varints(data: bytes) -> NDArray[np.int64]:
    """Whole numbers as SQLite writes them: seven bits a byte, the highest bit set in all but the last."""
    read = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(read < 0x80)
    values = read[ends].astype(np.int64)
    starts = np.concatenate([[0], ends[:-1] + 1])
    for back in range(1, int((ends - starts).max(initial=0)) + 1):
        longer = ends - starts >= back
        values[longer] += (read[ends[longer] - back].astype(np.int64) & 0x7F) << (7 * back)
    return values
