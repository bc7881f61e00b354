"""How a filtered search asks for the nearest vectors, so that it stays quick in a large library.

Chroma makes a list of every vector that passes a filter and then walks its graph until enough of them are
met: seconds, in a million passages, for a filter that lets most of them pass as for one that lets few pass.
So where few pass, the register names them and all are compared; where many pass, more neighbours are fetched
and the register, which must say anyway whether they are current, sifts them. How many more, the first ones
tell: of those near a question another share may pass than of all. Where too few pass, as when the question is
in another language than the passages wanted, the vectors of all that pass are fetched once and kept in memory
(``index.dense.kept_vectors``); only where they are too many for that is Chroma given the filter.
"""

from math import ceil
from typing import Final

FEW: Final = 3000  # vectors that are fetched and compared within some tens of milliseconds
MANY: Final = 60_000  # vectors that are fetched within the time of one or two filtered walks, 90 MB

_FIRST: Final = 2  # neighbours for each passage wanted, at the first attempt
_MOST: Final = 100  # and at the last: in a large index some tens of milliseconds, a filtered walk hundreds
_MARGIN: Final = 1.5  # over what the share that passed calls for


def first_depth(top: int) -> int:
    """How many neighbours to ask for, unfiltered, at first."""
    return _FIRST * top


def deeper(top: int, depth: int, kept: int) -> int | None:
    """How many to ask for next, so that enough may pass; None where that would be too many.

    Args:
        top: Passages wanted.
        depth: Neighbours that were asked for.
        kept: How many of them pass.
    """
    most = _MOST * top
    if depth >= most:
        return None
    wanted = ceil(_MARGIN * depth * top / max(kept, 1))
    return min(max(wanted, 2 * depth), most)
