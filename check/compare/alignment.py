"""Which paragraph of one text answers to which of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from errors import RapporteurError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE: Final = 0.5  # least share of words in common, in order, for a paragraph to be a changed one
MOVED: Final = 0.8  # the same for one that stands elsewhere, where the order no longer vouches for it
SHORTEST_MOVED: Final = 4  # words; "Recalling its resolutions" may stand anywhere by chance
_MOST: Final = 25_000_000  # pairs compared: 100 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Positions that answer to each other: in order, and out of order."""

    kept: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]


def align(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> Pairs:
    """Pair paragraphs, given as words, by what they say and never by their numbers.

    The pairs in order are those whose likeness adds up to the most (Needleman and Wunsch, 1970, with free
    gaps); of what is left, the likest pairs have moved.

    Args:
        before: The words of each paragraph of the one document, in order.
        after: Those of the other.

    Raises:
        RapporteurError: the two are too long to compare.
    """
    if not before or not after:
        return Pairs(kept=(), moved=())
    if len(before) * len(after) > _MOST:
        raise RapporteurError("The two documents are too long to compare: together over 10,000 paragraphs.")
    likeness = _likeness(before, after)
    kept = _in_order(likeness)
    return Pairs(kept=tuple(kept), moved=tuple(_moved(likeness, kept, before, after)))


def _likeness(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> "NDArray[np.float32]":
    """Share of words in common, 0 to 1; 0 below ``ALIKE``."""
    import numpy as np
    from rapidfuzz import fuzz, process

    letters: dict[str, str] = {}

    def spelled(paragraph: Sequence[str]) -> str:
        """Each distinct word as one character, above the surrogates, so that strings are compared by words."""
        return "".join(letters.setdefault(word, chr(0xE000 + len(letters))) for word in paragraph)

    scores = process.cdist(
        [spelled(paragraph) for paragraph in before],
        [spelled(paragraph) for paragraph in after],
        scorer=fuzz.ratio,
        score_cutoff=100 * ALIKE,
        dtype=np.float32,
    )
    return np.asarray(scores / np.float32(100), dtype=np.float32)


def _in_order(likeness: "NDArray[np.float32]") -> list[tuple[int, int]]:
    import numpy as np

    rows, columns = likeness.shape
    best = np.zeros((rows + 1, columns + 1), dtype=np.float32)
    for row in range(rows):
        joined = best[row, :-1] + likeness[row]
        best[row + 1, 1:] = np.maximum.accumulate(np.maximum(joined, best[row, 1:]))
    pairs: list[tuple[int, int]] = []
    row, column = rows, columns
    while row and column:
        alike = likeness[row - 1, column - 1]
        if alike > 0 and best[row, column] == best[row - 1, column - 1] + alike:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif best[row, column] == best[row - 1, column]:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _moved(
    likeness: "NDArray[np.float32]",
    kept: Sequence[tuple[int, int]],
    before: Sequence[Sequence[str]],
    after: Sequence[Sequence[str]],
) -> list[tuple[int, int]]:
    taken_before, taken_after = {row for row, _ in kept}, {column for _, column in kept}
    rows = [n for n in range(len(before)) if n not in taken_before and len(before[n]) >= SHORTEST_MOVED]
    columns = [n for n in range(len(after)) if n not in taken_after and len(after[n]) >= SHORTEST_MOVED]
    offers = sorted(
        (-float(likeness[row, column]), row, column)
        for row in rows
        for column in columns
        if likeness[row, column] >= MOVED
    )
    pairs: list[tuple[int, int]] = []
    for _, row, column in offers:
        if row not in taken_before and column not in taken_after:
            taken_before.add(row)
            taken_after.add(column)
            pairs.append((row, column))
    return pairs
