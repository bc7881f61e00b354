"""A run of letters that a PDF page sets in one font at one place."""

from dataclasses import dataclass


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
