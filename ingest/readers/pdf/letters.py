"""Pages that place every letter by itself: spaces are then nothing but wider steps between letters."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ingest.readers.pdf.fragment import Fragment

STEP: Final = 0.14
"""Type sizes by which a step must be wider than the letter for a space to lie in it; a space is 0.25 wide."""
_MOST_ALONE: Final = 0.7

_Letter = tuple[str, float, str]


def space_letters(rows: Sequence[list[Fragment]]) -> list[list[Fragment]]:
    """The rows with fragments of one space put in where letters stand apart; rows of whole words as they are.

    A letter's own width is the narrowest step that follows it anywhere on the page: enough of them are needed.
    """
    pieces = [each for row in rows for each in row if each.text.strip()]
    if len(pieces) < 20 or sum(len(each.text.strip()) == 1 for each in pieces) < _MOST_ALONE * len(pieces):
        return list(rows)
    widths: dict[_Letter, float] = {}
    for row in rows:
        for one, other in pairwise(row):
            if len(one.text.strip()) == 1 and other.x > one.x:
                letter = _letter(one)
                widths[letter] = min(widths.get(letter, one.size), other.x - one.x)
    return [_spaced(row, widths) for row in rows]


def _letter(each: Fragment) -> _Letter:
    """What has a width of its own; figures are all as wide as one another."""
    text = each.text.strip()
    return "0" if text.isdecimal() else text, round(each.size, 1), each.font


def _spaced(row: list[Fragment], widths: dict[_Letter, float]) -> list[Fragment]:
    spaced = row[:1]
    for one, other in pairwise(row):
        width = widths.get(_letter(one))
        apart = width is not None and other.x - one.x - width > STEP * one.size
        if apart or other.text[0].isspace():
            spaced.append(replace(one, text=" "))
        spaced.append(replace(other, text=other.text.strip() or " "))
    return spaced
