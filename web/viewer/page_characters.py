"""The characters of a PDF page in reading order, each with its rectangle.

pdfium gives characters in reading order, save in right-to-left text: there it takes a line apart at every
vowel mark and has the letters of a ligature last first. Pages with such lines are put in order by where the
letters stand.
"""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

SAME_LINE: Final = 3.0  # points between baselines
SAME_GAP: Final = 60.0  # points between words of one line

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def __or__(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def holds(self, other: "Box") -> bool:
        """Whether the middle of another box lies in this one."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Characters:
    """The characters of a page.

    Args:
        document: The open PDF.
        page: The page's number, from 1.

    Attributes:
        text: The characters in reading order; ``box`` counts as this does.
    """

    def __init__(self, document: pypdfium2.PdfDocument, page: int) -> None:
        self._page = document[page - 1]  # kept: pdfium's text lives no longer than its page
        self._text = self._page.get_textpage()
        count = pdfium.FPDFText_CountChars(self._text)
        found = [_character(pdfium.FPDFText_GetUnicode(self._text, index)) for index in range(count)]
        self._order: Sequence[int] = range(count)
        if any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in found):
            self._order = self._by_place(found)
        self.text = "".join(found[index] for index in self._order)

    def box(self, place: int) -> Box | None:
        """Where a character stands; None for one that has no extent, such as a space."""
        try:
            left, bottom, right, top = self._text.get_charbox(self._order[place])
        except pypdfium2.PdfiumError:
            return None
        return Box(left, bottom, right, top) if right > left and top > bottom else None

    def rectangles(self, places: Sequence[int]) -> Iterator[Box]:
        """One rectangle for each stretch of places, in order, on one line with no other letter between them."""
        current: Box | None = None
        last = -1
        for place in places:
            box = self.box(place)
            if box is None:
                continue
            alone = any(map(str.isalnum, self.text[last + 1 : place]))
            if current is not None and not alone and _on_one_line(current, box):
                current |= box
            else:
                if current is not None:
                    yield current
                current = box
            last = place
        if current is not None:
            yield current

    def _by_place(self, found: Sequence[str]) -> list[int]:
        lines: list[tuple[float, list[tuple[float, int]]]] = []
        x = y = 0.0
        for index, character in enumerate(found):
            if unicodedata.category(character) == "Mn":
                continue
            if not character.isspace():  # a space goes where the character before it goes
                x, y = self._origin(index)
            line = next((line for line in lines if abs(line[0] - y) <= SAME_LINE), None)
            if line is None:
                line = (y, [])
                lines.append(line)
            line[1].append((x, index))
        lines.sort(key=lambda line: -line[0])
        return [index for _, placed in lines for index in _read(placed, found)]

    def _origin(self, index: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        return x.value, y.value


def _read(placed: Sequence[tuple[float, int]], found: Sequence[str]) -> Iterator[int]:
    """The characters of one line in reading order."""
    kinds = [unicodedata.bidirectional(found[index]) for _, index in placed]
    if sum(kind in _RIGHT_TO_LEFT for kind in kinds) <= sum(kind == "L" for kind in kinds):
        yield from (index for _, index in placed)
        return
    leftward = sorted(placed, key=lambda each: (-each[0], found[each[1]].isspace(), -each[1]))
    for forward, run in groupby(leftward, key=lambda each: _runs_forward(found[each[1]])):
        indexes = [index for _, index in run]
        yield from reversed(indexes) if forward else indexes


def _runs_forward(character: str) -> bool:
    """Whether it runs from left to right also in right-to-left text: numbers and Latin letters."""
    return unicodedata.bidirectional(character) in {"EN", "AN", "L"}


def _character(code: int) -> str:
    """One character for each of pdfium's, so that places keep."""
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else " "


def _on_one_line(line: Box, box: Box) -> bool:
    overlap = min(line.top, box.top) - max(line.bottom, box.bottom)
    near = box.left - line.right < SAME_GAP and line.left - box.right < SAME_GAP
    return near and overlap > 0.2 * min(line.top - line.bottom, box.top - box.bottom)
