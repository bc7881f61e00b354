"""How a filtered search asks for the nearest vectors, so that it stays quick in a large library.

Chroma makes a list of every vector that passes a filter and then walks its graph until enough of them are
met: seconds, in a million passages, for a filter that lets most of them pass as for one that lets few pass.
So where few pass, the register names them and all are compared; where many pass, more neighbours are fetched
and the register, which must say anyway whether they are current, sifts them. Where too few of those pass, as
when the question is in another language than the passages wanted, the vectors of all that pass are fetched
once and kept in memory; only where they are too many for that is Chroma given the filter.
"""

from typing import Final

FEW: Final = 3000  # vectors that are fetched and compared within some tens of milliseconds
MANY: Final = 60_000  # vectors that are fetched within the time of one or two filtered walks, 90 MB

_TIMES: Final = (8, 40)  # as many neighbours for each passage wanted, at the first and the second attempt


def depths(top: int) -> list[int]:
    """How many neighbours to ask for, unfiltered, so that enough of them may pass; the cheapest first."""
    return [times * top for times in _TIMES]
