"""Rows of frequent words in memory, to find the rows of a large index that are worth scoring.

FTS5 ranks about a million rows a second, and a question of everyday words has that many; PostgreSQL has no
BM25 at all. So in a large index, and on PostgreSQL in any, every row gets a quick score first, as if each word
of the question stood in it once (BM25 of words that occur once, with the true length of the row), by adding
NumPy arrays; the best are then scored exactly (``index.lexical.bm25``). The arrays are read from the database when a
word is first asked for, and only what is new since then is read again: rows are never used a second time. Rows
that have gone are left out by whoever reads them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.lexical.bm25 import Part, Totals, length_norms, single_score
from index.lexical.word_table import Rows, WordTable

_MOST_KEPT: Final = 40_000_000  # rows over all words, four bytes each


class Postings:
    """The rows of words of one lexical index, and the lengths of its rows; may serve several threads.

    Args:
        table: The words by row.
    """

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self._lock = Lock()
        self._rows: OrderedDict[tuple[str, ...], Rows] = OrderedDict()
        self._seen: dict[tuple[str, ...], int] = {}
        self._lengths = np.zeros(1, np.int32)

    def best(
        self,
        parts: Sequence[Part],
        totals: Totals,
        most: int,
        among: Sequence[int] | None = None,
    ) -> list[int]:
        """Rows by their quick score, the best first, at most so many.

        Args:
            parts: Words and phrases of which a row must have one.
            totals: Size of the index.
            most: Rows to give at most.
            among: The only rows that count, where not all do.
        """
        with self._lock:
            lengths = self._measured()
            # Another thread may have measured rows that came after the moment this one reads.
            last = min(len(lengths) - 1, self._table.last())
            found = [self._of(part, last) for part in parts]
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

    def _of(self, part: Part, last: int) -> Rows:
        """The rows of one part, up to ``last``."""
        known = self._rows.pop(part.tokens, np.empty(0, np.int32))
        seen = self._seen.get(part.tokens, 0)
        if seen < last:
            known = np.concatenate([known, self._table.matching(part, seen, last)])
        self._rows[part.tokens], self._seen[part.tokens] = known, max(last, seen)
        while sum(map(len, self._rows.values())) > _MOST_KEPT and len(self._rows) > 1:
            oldest, _ = self._rows.popitem(last=False)
            del self._seen[oldest]
        return known[known <= last] if seen > last else known

    def _measured(self) -> NDArray[np.int32]:
        """The number of tokens of each row, by row; 0 where there is none."""
        rows, sizes = self._table.lengths(len(self._lengths))
        if len(rows):
            lengths = np.zeros(rows[-1] + 1, np.int32)
            lengths[: len(self._lengths)] = self._lengths
            lengths[rows] = sizes
            self._lengths = lengths
        return self._lengths
