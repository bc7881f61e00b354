"""The unigram tokenizer of SentencePiece (Kudo, arXiv 1804.10959) over pieces that stay where they are mapped.

The library that does the same builds a tree of maps: 250 MB and three quarters of a second for the 250,000 pieces of
the packaged model, at each start. Here a piece is found by the hash of its bytes in a sorted table of 3 MB, which is
made in some tens of milliseconds; words that come again, and in documents nearly all do, are remembered. Both give
the same pieces (``tests/index/models/test_unigram.py``).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

SPACE: Final = "▁"  # what stands for a space, before each word

_MULTIPLIER: Final = 0x9E3779B97F4A7C15  # odd, so that it has an inverse in the arithmetic of 64 bits
_INVERSE: Final = pow(_MULTIPLIER, -1, 1 << 64)
_UNKNOWN_COSTS: Final = 10.0  # below the least likely piece
_REMEMBERED: Final = 20_000  # words, about 6 MB
_LONGEST_REMEMBERED: Final = 40  # characters: a line of Chinese is one word, and does not come again
_PORTION: Final = 32_768  # pieces hashed at once, so that making the table takes little memory

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


class Unigram:
    """Words in pieces; one serves many threads.

    Args:
        text: All pieces, one behind the other, in UTF-8.
        bounds: Where each begins, and the last ends, in bytes.
        scores: The log probability of each.
        unknown: Id of what has no piece.
    """

    def __init__(
        self, text: NDArray[np.uint8], bounds: Numbers, scores: NDArray[np.float32], unknown: int
    ) -> None:
        hashes = np.concatenate(list(_hashed(text, bounds)))
        self._ids = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes: Hashes = hashes[self._ids]
        self._sizes = np.diff(bounds)[self._ids].astype(np.int32)
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = float(scores.min()) - _UNKNOWN_COSTS
        self._longest = int(self._sizes.max())  # bytes, as many characters at most
        self._powers = _powers(_MULTIPLIER, 256), _powers(_INVERSE, 256)
        self._remembered = lru_cache(_REMEMBERED)(self._cut)

    def ids(self, words: Sequence[str]) -> list[int]:
        """The ids of the pieces of some words, each of which begins with ``SPACE``."""
        found: list[int] = []
        for word in words:
            found += self._remembered(word) if len(word) <= _LONGEST_REMEMBERED else self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """The most likely pieces of a word (Viterbi); unknown characters side by side are one."""
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(-np.inf, 0, 0)] * len(word)
        for start, pieces in enumerate(self._pieces(word)):
            so_far, single = best[start][0], False
            for end, piece, score in pieces:
                single = single or end == start + 1
                if so_far + score > best[end][0]:
                    best[end] = (so_far + score, start, piece)
            if not single and so_far + self._unknown_score > best[start + 1][0]:
                best[start + 1] = (so_far + self._unknown_score, start, self._unknown)
        ids: list[int] = []
        at = len(word)
        while at:
            _, at, piece = best[at]
            if not (ids and ids[-1] == piece == self._unknown):
                ids.append(piece)
        return tuple(reversed(ids))

    def _pieces(self, word: str) -> list[list[tuple[int, int, float]]]:
        """By each character: the pieces that begin there, as their ends, ids and scores, the shortest first."""
        data = np.frombuffer(word.encode("utf-8", "replace"), np.uint8)
        starts = np.append(np.flatnonzero((data & 0xC0) != 0x80), len(data))
        up, down = self._reaching(len(data))
        sums = np.concatenate(
            [[np.uint64(0)], np.cumsum((data.astype(np.uint64) + np.uint64(1)) * up[: len(data)])]
        )
        first = np.arange(len(word))[:, None]
        last = first + np.arange(1, min(self._longest, len(word)) + 1)
        within = last <= len(word)
        last = np.minimum(last, len(word))
        keys = (sums[starts[last]] - sums[starts[first]]) * down[starts[first]]
        places = (
            np.searchsorted(self._hashes, keys, side="right") - 1
        )  # of two alike the last, as the library has it
        known = (
            within & (self._hashes[places] == keys) & (self._sizes[places] == starts[last] - starts[first])
        )
        found: list[list[tuple[int, int, float]]] = [[] for _ in word]
        rows, columns = np.nonzero(known)
        ids = self._ids[places[rows, columns]]
        for row, end, piece, score in zip(
            rows.tolist(), last[rows, columns].tolist(), ids.tolist(), self._scores[ids].tolist(), strict=True
        ):
            found[row].append((end, piece, score))
        return found

    def _reaching(self, length: int) -> tuple[Hashes, Hashes]:
        """The powers of the multiplier and of its inverse, up to a length."""
        if length >= len(self._powers[0]):
            self._powers = _powers(_MULTIPLIER, 2 * length), _powers(_INVERSE, 2 * length)
        return self._powers


def _powers(base: int, count: int) -> Hashes:
    factors = np.full(count, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors)


def _hashed(text: NDArray[np.uint8], bounds: Numbers) -> Iterator[Hashes]:
    """The hash of each piece: the sum of its bytes, each one more, times powers of the multiplier."""
    powers = _powers(_MULTIPLIER, int(np.diff(bounds).max()) + 1)
    for start in range(0, len(bounds) - 1, _PORTION):
        some = bounds[start : start + _PORTION + 1]
        data = text[some[0] : some[-1]].astype(np.uint64) + np.uint64(1)
        places = np.arange(len(data)) - np.repeat(some[:-1] - some[0], np.diff(some))
        yield np.add.reduceat(data * powers[places], some[:-1] - some[0])
