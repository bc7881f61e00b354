"""The unigram tokenizer of SentencePiece (Kudo, arXiv 1804.10959) over pieces that stay where they are mapped.

The library that does the same builds a tree of maps: 250 MB and three quarters of a second for the 250,000 pieces of
the packaged model, at each start. Here a piece is found by the hash of its bytes in a sorted table of 3 MB, which is
made in some tens of milliseconds; words that come again, and in documents nearly all do, are remembered. Both give
the same pieces (``tests/index/models/test_unigram.py``).
"""

from collections.abc import Iterator, Sequence
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
        leading = (text & 0xC0) != 0x80  # bytes that begin a character
        self._longest = int(
            np.add.reduceat(leading, bounds[:-1], dtype=np.int32).max()
        )  # characters of a piece
        self._powers = _powers(_MULTIPLIER, 256), _powers(_INVERSE, 256)
        self._remembered: dict[str, tuple[int, ...]] = {}

    def ids(self, words: Sequence[str]) -> list[int]:
        """The ids of the pieces of some words, each of which begins with ``SPACE``."""
        known = self._remembered
        new = {word: None for word in words if word not in known}
        cut = dict(zip(new, self._cut(list(new)), strict=True)) if new else {}
        found: list[int] = []
        for word in words:
            found += (
                cut.get(word) or known.get(word) or self._cut([word])[0]
            )  # another thread may have cleared it
        if len(known) + len(cut) > _REMEMBERED:
            known.clear()
        known.update((word, ids) for word, ids in cut.items() if len(word) <= _LONGEST_REMEMBERED)
        return found

    def _cut(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The most likely pieces of each word."""
        pieces, start, found = self._pieces(words), 0, []
        for word in words:
            found.append(self._likeliest(pieces[start : start + len(word)]))
            start += len(word)
        return found

    def _likeliest(self, pieces: Sequence[Sequence[tuple[int, int, float]]]) -> tuple[int, ...]:
        """The ids of the most likely way through a word (Viterbi); unknown characters side by side are one.

        Args:
            pieces: By each character, the lengths, ids and scores of the pieces that begin there.
        """
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(-np.inf, 0, 0)] * len(pieces)
        for start, beginning in enumerate(pieces):
            so_far, single = best[start][0], False
            for length, piece, score in beginning:
                single = single or length == 1
                if so_far + score > best[start + length][0]:
                    best[start + length] = (so_far + score, start, piece)
            if not single and so_far + self._unknown_score > best[start + 1][0]:
                best[start + 1] = (so_far + self._unknown_score, start, self._unknown)
        ids: list[int] = []
        at = len(pieces)
        while at:
            _, at, piece = best[at]
            if not (ids and ids[-1] == piece == self._unknown):
                ids.append(piece)
        return tuple(reversed(ids))

    def _pieces(self, words: Sequence[str]) -> list[list[tuple[int, int, float]]]:
        """By each character of all words: the pieces that begin there, as lengths, ids and scores, the shortest first."""
        data = np.frombuffer("".join(words).encode("utf-8", "replace"), np.uint8)
        starts = np.append(np.flatnonzero((data & 0xC0) != 0x80), len(data))
        sizes = np.array([len(word) for word in words])
        ends = np.repeat(np.cumsum(sizes), sizes)[:, None]  # of each character's word
        up, down = self._reaching(len(data))
        sums = np.zeros(len(data) + 1, np.uint64)
        np.cumsum((data.astype(np.uint64) + np.uint64(1)) * up[: len(data)], out=sums[1:])
        first = np.arange(len(ends))[:, None]
        last = first + np.arange(1, min(self._longest, int(sizes.max())) + 1)
        within = last <= ends
        last = np.minimum(last, ends)
        keys = (sums[starts[last]] - sums[starts[first]]) * down[starts[first]]
        places = (
            np.searchsorted(self._hashes, keys, side="right") - 1
        )  # of two alike the last, as the library has it
        known = (
            within & (self._hashes[places] == keys) & (self._sizes[places] == starts[last] - starts[first])
        )
        found: list[list[tuple[int, int, float]]] = [[] for _ in ends]
        rows, columns = np.nonzero(known)
        ids = self._ids[places[rows, columns]]
        lengths, scores = (columns + 1).tolist(), self._scores[ids].tolist()
        for row, length, piece, score in zip(rows.tolist(), lengths, ids.tolist(), scores, strict=True):
            found[row].append((length, piece, score))
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
