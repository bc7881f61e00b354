"""The words of a library on PostgreSQL: a GIN index over our own tokens, with counts kept beside them.

The index lists the rows of each token. How many rows have a token, and how many rows and tokens there are in
all, is counted as rows come and go, because counting them anew takes as long as there is to count. That words
stand one after the other is seen in the text of the rows that have all of them. Nothing is ranked here:
``index.lexical.postings`` chooses rows and ``index.lexical.bm25`` scores them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from errors import LibraryError
from index.hit import Filters
from index.lexical.bm25 import Part, Totals
from index.lexical.word_table import Rows, Tokens
from ingest.register import Connection, Register
from ingest.register.database import marks

_TABLES: Final = """
CREATE TABLE {name} (rowid INTEGER PRIMARY KEY, context TEXT NOT NULL, text TEXT NOT NULL, size INTEGER NOT NULL)

CREATE INDEX {name}_words ON {name} USING gin ({words})

CREATE TABLE {name}_terms (term TEXT PRIMARY KEY, doc INTEGER NOT NULL)

CREATE TABLE {name}_totals (number BIGINT NOT NULL, tokens BIGINT NOT NULL)

INSERT INTO {name}_totals VALUES (0, 0)
"""
_WORDS: Final = "string_to_array(context || ' ' || text, ' ')"
_EMPTY: Final[Rows] = np.empty(0, np.int32)


class PostgresTable:
    """One table with its index and its counts; see ``WordTable``.

    Args:
        register: The register, in whose database it lives.
        name: Its name in SQL.
    """

    def __init__(self, register: Register, name: str) -> None:
        self._register = register
        self.name = name

    def create(self, db: Connection) -> None:
        """Make it, empty."""
        tables = _TABLES.replace("{name}", self.name).replace("{words}", _WORDS)
        for statement in tables.split("\n\n"):
            db.execute(self._register.database.spelled(statement))

    def drop(self, db: Connection) -> None:
        """Remove it."""
        db.execute(f"DROP TABLE IF EXISTS {self.name}, {self.name}_terms, {self.name}_totals")

    def add(self, db: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Take rows in, and count them."""
        sized = [(row, context, text, _size(context, text)) for row, context, text in rows]
        db.executemany(f"INSERT INTO {self.name} VALUES (?, ?, ?, ?)", sized)  # noqa: S608 - our own name
        self._count(db, [(context, text) for _, context, text in rows], 1)

    def remove(self, db: Connection, rows: Sequence[int]) -> None:
        """Forget rows, and count them off."""
        statement = f"DELETE FROM {self.name} WHERE rowid IN ({marks(rows)}) RETURNING context, text"  # noqa: S608
        self._count(db, db.execute(statement, rows).fetchall(), -1)

    def _count(self, db: Connection, rows: Sequence[Sequence[str]], sign: int) -> None:
        found: Counter[str] = Counter()
        for context, text in rows:
            found.update({*context.split(), *text.split()})
        terms = sorted(found)
        db.execute(
            f"INSERT INTO {self.name}_terms SELECT * FROM unnest(?::text[], ?::int[]) "  # noqa: S608
            f"ON CONFLICT (term) DO UPDATE SET doc = {self.name}_terms.doc + excluded.doc",
            (terms, [sign * found[term] for term in terms]),
        )
        if sign < 0:
            db.execute(f"DELETE FROM {self.name}_terms WHERE term = ANY(?) AND doc <= 0", (terms,))  # noqa: S608
        tokens = sum(_size(context, text) for context, text in rows)
        statement = f"UPDATE {self.name}_totals SET number = number + ?, tokens = tokens + ?"  # noqa: S608
        db.execute(statement, (sign * len(rows), sign * tokens))

    def checked(self, db: Connection) -> int:
        """Number of rows, after they were counted and compared with the counts that are kept."""
        counted = f"SELECT count(*), coalesce(sum(size), 0) FROM {self.name}"  # noqa: S608 - our own name
        rows, tokens = db.execute(counted).fetchone()
        kept = self.totals()
        listed = f"SELECT coalesce(sum(doc), 0) FROM {self.name}_terms"  # noqa: S608 - our own name
        there = (
            "SELECT coalesce(sum(number), 0) FROM (SELECT count(DISTINCT word) AS number "  # noqa: S608
            f"FROM {self.name}, unnest({_WORDS}) AS word WHERE word <> '' GROUP BY rowid) AS counted"
        )
        if (rows, tokens) != (kept.rows, kept.tokens) or (
            db.execute(listed).fetchone() != db.execute(there).fetchone()
        ):
            raise LibraryError("its counts are not those of its rows")
        return int(rows)

    def last(self) -> int:
        """Number of the last row."""
        statement = f"SELECT coalesce(max(rowid), 0) FROM {self.name}"  # noqa: S608 - our own name
        return int(self._register.connection.execute(statement).fetchone()[0])

    def totals(self) -> Totals:
        """Number of rows and of tokens."""
        statement = f"SELECT number, tokens FROM {self.name}_totals"  # noqa: S608 - our own name
        return Totals(*self._register.connection.execute(statement).fetchone())

    def counts(self, sought: Iterable[Tokens]) -> dict[Tokens, int]:
        """Number of rows that have tokens one after the other; single ones are asked for all at once."""
        every = list(sought)
        db = self._register.connection
        single = [tokens[0] for tokens in every if len(tokens) == 1]
        statement = f"SELECT term, doc FROM {self.name}_terms WHERE term = ANY(?)"  # noqa: S608 - our own name
        rows = db.execute(statement, (single,)).fetchall() if single else []
        found: dict[Tokens, int] = {(str(term),): int(doc) for term, doc in rows}
        for tokens in every:
            if len(tokens) > 1:
                condition, values = _has(tokens)
                row = db.execute(f"SELECT count(*) FROM {self.name} WHERE {condition}", values).fetchone()  # noqa: S608
                found[tokens] = int(row[0])
        return found

    def ranked(self, parts: Sequence[Part], top: int, filters: Filters) -> dict[str, float] | None:
        """None: PostgreSQL has no BM25."""
        return None

    def containing(self, phrases: Sequence[Tokens], most: int) -> list[str]:
        """Ids of passages in whose text one of the phrases stands, the shortest first."""
        conditions: list[str] = []
        values: list[Any] = []
        for tokens in phrases:
            conditions.append(f"({_WORDS} @> ? AND {_follows('text')})")
            values += [list(tokens), _spaced(tokens)]
        rows = self._register.connection.execute(
            f"SELECT passages.id FROM (SELECT rowid FROM {self.name} WHERE {' OR '.join(conditions)}) AS found "  # noqa: S608
            "JOIN passages ON passages.row = found.rowid ORDER BY length(passages.text), passages.row LIMIT ?",
            (*values, most),
        )
        return [str(row[0]) for row in rows]

    def matching(self, part: Part, after: int, last: int) -> Rows:
        """Rows that have a part, in a range; they come as one string of bytes, four a row."""
        condition, values = _has(part.tokens)
        (packed,) = self._register.connection.execute(
            f"SELECT string_agg(int4send(rowid), '') FROM {self.name} "  # noqa: S608 - our own name
            f"WHERE {condition} AND rowid > ? AND rowid <= ?",
            (*values, after, last),
        ).fetchone()
        return _unpacked(packed)

    def lengths(self, start: int) -> tuple[Rows, Rows]:
        """Rows with their numbers of tokens."""
        rows, sizes = self._register.connection.execute(
            "SELECT string_agg(int4send(rowid), '' ORDER BY rowid), "  # noqa: S608 - our own name
            f"string_agg(int4send(size), '' ORDER BY rowid) FROM {self.name} WHERE rowid >= ?",
            (start,),
        ).fetchone()
        return _unpacked(rows), _unpacked(sizes)


def _has(tokens: Tokens) -> tuple[str, list[Any]]:
    """The condition that a row has tokens one after the other, in one of its columns; and its values."""
    if len(tokens) == 1:
        return f"{_WORDS} @> ?", [list(tokens)]
    follows = f"({_follows('context')} OR {_follows('text')})"
    return f"{_WORDS} @> ? AND {follows}", [list(tokens), _spaced(tokens), _spaced(tokens)]


def _follows(column: str) -> str:
    return f"strpos(' ' || {column} || ' ', ?) > 0"


def _spaced(tokens: Tokens) -> str:
    return f" {' '.join(tokens)} "


def _size(context: str, text: str) -> int:
    return len(context.split()) + len(text.split())


def _unpacked(packed: bytes | None) -> Rows:
    return _EMPTY if packed is None else np.frombuffer(packed, ">i4").astype(np.int32)
