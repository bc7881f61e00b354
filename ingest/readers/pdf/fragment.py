"""Runs of letters that a PDF page sets in one font at one place, turned so that they can be read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A run of letters in one font at one place; ``x``, ``y`` and ``size`` in points."""

    text: str
    x: float
    y: float
    size: float
    font: str

    @property
    def width(self) -> float:
        """Estimated width: the font's own widths are out of reach here, averages of Times serve."""
        wide = sum(
            1.0 if char in "mwMWQOGDCHN@%—" else 0.28 if char in "iljtf.,;:'’|! ()[]" else 0.5
            for char in self.text
        )
        return wide * self.size


class Turned(NamedTuple):
    """A fragment where it is drawn, and by how many quarters of a circle its letters are turned to the left."""

    fragment: Fragment
    quarter: int


class Box(NamedTuple):
    """A page's box, in points."""

    left: float
    bottom: float
    right: float
    top: float


def upright(turned: Iterable[Turned], box: Box) -> tuple[list[Fragment], float]:
    """Fragments of a page as it is read, counted from its lower left corner, and the height of the page so read.

    Pages turned on their side, by a flag or by the way their letters are drawn, come out upright.
    """
    listed = list(turned)
    letters: Counter[int] = Counter()
    for fragment, quarter in listed:
        letters[quarter] += len(fragment.text.strip())
    quarter = letters.most_common(1)[0][0] if letters else 0
    left, bottom, right, top = box
    height = top - bottom if quarter % 2 == 0 else right - left

    def place(each: Fragment) -> Fragment:
        if quarter == 0:
            return each if not left and not bottom else replace(each, x=each.x - left, y=each.y - bottom)
        if quarter == 1:
            return replace(each, x=each.y - bottom, y=right - each.x)
        if quarter == 2:
            return replace(each, x=right - each.x, y=top - each.y)
        return replace(each, x=top - each.y, y=each.x - left)

    return [place(fragment) for fragment, _ in listed], height
