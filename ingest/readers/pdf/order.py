"""Lines that a page draws out of order, put right from where they stand."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from ingest.layout.lines import Line

SHARED: Final = 0.3
"""Share of the shorter line's width that two lines must have in common to stand in one column."""
MOST_LINES: Final = 600
"""Pages with more lines are drawings: they are left as they are drawn."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines so that none stands after one below it in its column; else as the page draws them.

    Columns need no finding: lines side by side keep the order in which they are drawn, and a line over
    several columns keeps what is above it before it and what is below it after it.
    """
    if len(lines) > MOST_LINES:
        return list(lines)
    below: list[list[int]] = [[] for _ in lines]
    waiting = [0] * len(lines)
    for n, line in enumerate(lines):
        for m, other in enumerate(lines):
            if _stands_above(line, other):
                below[n].append(m)
                waiting[m] += 1
    ready = [n for n, count in enumerate(waiting) if not count]
    heapify(ready)
    order: list[int] = []
    while ready:
        n = heappop(ready)
        order.append(n)
        for m in below[n]:
            waiting[m] -= 1
            if not waiting[m]:
                heappush(ready, m)
    return [lines[n] for n in order]


def _stands_above(line: Line, other: Line) -> bool:
    if line.y <= other.y + 0.6 * max(line.size, other.size):
        return False
    shared = min(line.right, other.right) - max(line.left, other.left)
    return shared > SHARED * max(1.0, min(line.right - line.left, other.right - other.left))
