"""BM25 of chosen rows, as SQLite FTS5 computes it, at the cost of those rows alone.

FTS5's own function first counts every occurrence of every word of the question in the whole index, whatever
few rows are to be scored; in a million passages that alone takes a tenth of a second. Constants and formula
are those of ``fts5_aux.c`` (k1 = 1.2, b = 0.75, weights of columns on the frequencies).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

CONTEXT_WEIGHT: Final = 0.5  # of the context line, against 1 for the words

_K1: Final = 1.2
_B: Final = 0.75
_LEAST_IDF: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Part:
    """One alternative of a question: a token, or several that stand one after the other.

    Attributes:
        tokens: The tokens.
        found: Number of rows that have it.
    """

    tokens: tuple[str, ...]
    found: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Number of rows of an index, and of tokens in all of them."""

    rows: int
    tokens: int

    @classmethod
    def parse(cls, record: bytes) -> "Totals":
        """From FTS5's record of averages: rows, then the tokens of each column, as SQLite's varints."""
        rows, *columns = _varints(record)
        return cls(rows, sum(columns))


def score(
    rows: Mapping[int, Sequence[str]], parts: Sequence[Part], weights: Sequence[float], totals: Totals
) -> dict[int, float]:
    """BM25 of rows, larger is better; rows without any of the parts are left out.

    Args:
        rows: The columns of each row, tokens separated by spaces.
        parts: What is looked for.
        weights: Weight of each column.
        totals: Size of the whole index.
    """
    # Doubled spaces let a plain count see each token with a space of its own on either side.
    sought = [(f" {'  '.join(part.tokens)} ", _idf(part.found, totals.rows)) for part in parts]
    average = totals.tokens / max(totals.rows, 1)
    scores: dict[int, float] = {}
    for row, columns in rows.items():
        spaced = [f" {text.replace(' ', '  ')} " for text in columns]
        length = sum(text.count(" ") // 2 for text in spaced)
        norm = _K1 * (1 - _B + _B * length / average)
        total = 0.0
        for words, idf in sought:
            often = sum(
                weight * text.count(words)
                for weight, text in zip(weights, spaced, strict=True)
                if words in text
            )
            total += idf * often * (_K1 + 1) / (often + norm)
        if total:
            scores[row] = total
    return scores


def length_norms(lengths: NDArray[np.int32], totals: Totals) -> NDArray[np.float32]:
    """What the length of each row adds below the line of the formula."""
    average = totals.tokens / max(totals.rows, 1)
    norms: NDArray[np.float32] = (_K1 * (1 - _B + _B / average * lengths)).astype(np.float32)
    return norms


def single_score(part: Part, totals: Totals, norms: NDArray[np.float32]) -> NDArray[np.float32]:
    """What a part adds to the scores of rows in which it stands once."""
    added: NDArray[np.float32] = np.float32(_idf(part.found, totals.rows) * (_K1 + 1)) / (1 + norms)
    return added


def _idf(found: int, rows: int) -> float:
    if not 0 < found < rows:
        return _LEAST_IDF
    return max(math.log((rows - found + 0.5) / (found + 0.5)), _LEAST_IDF)


def _varints(record: bytes) -> list[int]:
    values, value = [], 0
    for byte in record:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            values.append(value)
            value = 0
    return values
