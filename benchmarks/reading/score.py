"""What every measure of reading gives: how many of the gold pieces came back right, and which did not."""

import csv
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

GOLD = Path(__file__).parent / "gold"
"""Folder of the gold written down by hand; one table a file, tab-separated, described in README.md."""


@dataclass(slots=True, kw_only=True)
class Score:
    """Gold pieces, how many came back right, and one line on each of the others.

    Attributes:
        name: What was measured.
        gold: Number of pieces.
        right: Number of them that came back right.
        missed: One line for each that did not.
    """

    name: str = ""
    gold: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of the gold pieces that came back right; 1 where there are none."""
        return self.right / self.gold if self.gold else 1.0

    def count(self, fault: str | None) -> None:
        """Count one piece: right where there is no fault."""
        self.gold += 1
        if fault is None:
            self.right += 1
        else:
            self.missed.append(fault)

    def __str__(self) -> str:
        lines = [f"{self.name}: {self.right} of {self.gold} ({self.share:.4f})"]
        return "\n".join(lines + [f"  missed {missed}" for missed in self.missed])


def table(name: str) -> list[dict[str, str]]:
    """The rows of a gold table by column, comments left out."""
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def letters(text: str) -> str:
    """The letters of a text, small: what two readings of it must agree on, whatever their spaces and numbering."""
    text = unicodedata.normalize("NFKC", text).replace("\N{ARABIC TATWEEL}", "")
    return "".join(char for char in text.casefold() if char.isalpha())
