"""Rows of frequent words in memory, to find the rows of a large index that are worth scoring.

FTS5 ranks about a million rows a second, and a question of everyday words has that many. So in a large
index every row gets a quick score first, as if each word of the question stood in it once (BM25 of words that
occur once, with the true length of the row), by adding NumPy arrays; the best are then scored exactly
(``index.bm25``). The arrays are read from FTS5 when a word is first asked for, and only what is new since
then is read again: rows are never used a second time. Rows that have gone are left out by whoever reads them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.bm25 import Part, Totals, length_norms, single_score
from ingest.register import Connection

Rows = NDArray[np.int32]

_MOST_KEPT: Final = 40_000_000  # rows over all words, four bytes each


class Postings:
    """The rows of words of one lexical index, and the lengths of its rows; may serve several threads.

    Args:
        table: Name of the FTS5 table.
    """

    def __init__(self, table: str) -> None:
        self._table = table
        self._lock = Lock()
        self._rows: OrderedDict[tuple[str, ...], Rows] = OrderedDict()
        self._seen: dict[tuple[str, ...], int] = {}
        self._lengths = np.zeros(1, np.int32)

    def best(
        self,
        db: Connection,
        parts: Sequence[Part],
        totals: Totals,
        most: int,
        among: Sequence[int] | None = None,
    ) -> list[int]:
        """Rows by their quick score, the best first, at most so many.

        Args:
            db: A connection to the register.
            parts: Words and phrases of which a row must have one.
            totals: Size of the index.
            most: Rows to give at most.
            among: The only rows that count, where not all do.
        """
        with self._lock:
            lengths = self._measured(db)
            found = [self._of(db, part, len(lengths) - 1) for part in parts]
        norms = length_norms(lengths, totals)
        scores = np.zeros(len(lengths), np.float32)
        for part, rows in zip(parts, found, strict=True):
            scores[rows] += single_score(part, totals, norms[rows])
        if among is None:
            candidates = np.flatnonzero(scores)
        else:
            candidates = np.asarray([row for row in among if row < len(scores)], np.int64)
            candidates = candidates[scores[candidates] > 0]
        if len(candidates) > most:
            candidates = candidates[np.argpartition(-scores[candidates], most)[:most]]
        best: list[int] = candidates[np.argsort(-scores[candidates], kind="stable")].tolist()
        return best

    def _of(self, db: Connection, part: Part, last: int) -> Rows:
        """The rows of one part, up to ``last``."""
        known = self._rows.pop(part.tokens, np.empty(0, np.int32))
        seen = self._seen.get(part.tokens, 0)
        if seen < last:
            new = db.execute(
                f"SELECT rowid FROM {self._table} WHERE {self._table} MATCH ? AND rowid > ? AND rowid <= ?",  # noqa: S608
                (part.expression, seen, last),
            )
            known = np.concatenate([known, np.fromiter((row for (row,) in new), np.int32)])
        self._rows[part.tokens], self._seen[part.tokens] = known, max(last, seen)
        while sum(map(len, self._rows.values())) > _MOST_KEPT and len(self._rows) > 1:
            oldest, _ = self._rows.popitem(last=False)
            del self._seen[oldest]
        return known[known <= last] if seen > last else known

    def _measured(self, db: Connection) -> NDArray[np.int32]:
        """The number of tokens of each row, by row; 0 where there is none."""
        new = db.execute(
            f"SELECT id, sz FROM {self._table}_docsize WHERE id >= ?",  # noqa: S608 - our own name
            (len(self._lengths),),
        ).fetchall()
        if new:
            rows = np.array([row for row, _ in new])
            columns = _varints(b"".join(sizes for _, sizes in new)).reshape(len(new), -1)
            lengths = np.zeros(rows[-1] + 1, np.int32)
            lengths[: len(self._lengths)] = self._lengths
            lengths[rows] = columns.sum(axis=1)
            self._lengths = lengths
        return self._lengths


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
