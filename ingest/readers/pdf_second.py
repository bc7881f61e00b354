"""pdfium as the second reader of a PDF: it knows where spaces are, and has letters that the first one lacks.

The first reader knows lines, type and marks. Its lines take their spaces from the second one, letter by letter;
a page whose letters the two read otherwise is taken from the one whose words are words.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.layout.lines import Line, Mark
from ingest.readers.pdf_fragment import Fragment, Turned

NEAR: Final = 1500  # letters ahead in which a line is looked for before it is looked for anywhere
SHORT: Final = 8  # letters; a shorter line is only looked for near the one before it

_NO_SPACE, _SPACE, _LINE_END = range(3)
_FONT_NAME: Final = 256


class SecondReader:
    """The pages of a file as pdfium reads them; a file that it cannot open has none.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._document: pypdfium2.PdfDocument | None = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError):
            self._document = None

    def close(self) -> None:
        """Let the file go."""
        if self._document is not None:
            self._document.close()

    def text(self, page: int) -> str:
        """The text of a page, by its number from 1; empty where it cannot be read."""
        if self._document is None or page > len(self._document):
            return ""
        try:
            opened = self._document[page - 1]
            return str(opened.get_textpage().get_text_range())
        except pypdfium2.PdfiumError:
            return ""

    def fragments(self, page: int) -> Iterator[Turned]:
        """The letters of a page in runs of one font on one line, and how each run is turned."""
        if self._document is None:
            return
        opened = self._document[page - 1]
        letters = opened.get_textpage()
        run, start = "", -1
        for index in range(pdfium.FPDFText_CountChars(letters)):
            char = chr(pdfium.FPDFText_GetUnicode(letters, index))
            if char in "\r\n" or (start >= 0 and run and not _same_type(letters, start, index)):
                if run.strip():
                    yield _turned(letters, start, run)
                run, start = "", -1
            if char not in "\r\n":
                start = index if start < 0 else start
                run += "-" if char == "\x02" else char
        if run.strip():
            yield _turned(letters, start, run)


def _same_type(letters: pypdfium2.PdfTextPage, one: int, other: int) -> bool:
    size = abs(pdfium.FPDFText_GetFontSize(letters, one) - pdfium.FPDFText_GetFontSize(letters, other)) < 0.2
    weights = (pdfium.FPDFText_GetFontWeight(letters, index) for index in (one, other))
    return size and len(set(weights)) == 1


def _turned(letters: pypdfium2.PdfTextPage, index: int, run: str) -> Turned:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(letters, index, x, y)
    name = ctypes.create_string_buffer(_FONT_NAME)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(letters, index, name, _FONT_NAME, flags)
    size = float(pdfium.FPDFText_GetFontSize(letters, index))
    quarter = round(float(pdfium.FPDFText_GetCharAngle(letters, index)) / (math.pi / 2)) % 4
    font = name.value.decode("utf-8", "replace")
    return Turned(Fragment(text=run, x=x.value, y=y.value, size=size, font=font), quarter)


def spaced(lines: Sequence[Line], text: str) -> tuple[list[Line], float]:
    """Lines with the spaces that the second reader has between their letters, and the share of letters found.

    Args:
        lines: A page's lines.
        text: The page as the second reader has it.
    """
    letters, gaps = _letters(text)
    settled: list[Line] = []
    at, found, total = 0, 0, 0
    for line in lines:
        pieces = list(_pieces(line))
        sought = "".join(_fold(char) for char, _ in pieces)
        total += len(sought)
        place = _place(sought, letters, at)
        if place is None and line.marks:  # a raised mark may stand elsewhere in the second reader's order
            pieces = [piece for piece in pieces if piece[1] is None]
            sought = "".join(_fold(char) for char, _ in pieces)
            place = _place(sought, letters, at)
        if place is None:
            settled.append(line)
            continue
        at = place + len(sought)
        found += len(sought)
        settled.append(_respaced(line, pieces, gaps, place))
    return settled, found / total if total else 1.0


def _place(sought: str, letters: str, at: int) -> int | None:
    if not sought:
        return None
    place = letters.find(sought, at, at + NEAR + len(sought))
    if place < 0 and len(sought) >= SHORT:
        place = letters.find(sought)
    return place if place >= 0 else None


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters of a text without its spaces, and what stands before each."""
    letters: list[str] = []
    gaps: list[int] = []
    gap = _NO_SPACE
    for char in text:
        if char in "\r\n":
            gap = _LINE_END
        elif char.isspace():
            gap = gap or _SPACE
        else:
            for part in _fold(char):
                letters.append(part)
                gaps.append(gap)
                gap = _NO_SPACE
    return "".join(letters), gaps


def _fold(char: str) -> str:
    """A character as both readers have it."""
    if char in "\x02\ufffe\u2010\u2011":
        return "-"
    if char.isascii():
        return char if char.isprintable() else ""
    return unicodedata.normalize("NFKC", char).replace("\u00ad", "").replace(" ", "")


def _pieces(line: Line) -> Iterator[tuple[str, Mark | None]]:
    """The letters of a line without its spaces, marks of notes in their places."""
    marks = sorted(line.marks, key=lambda mark: mark.offset)
    for offset, char in enumerate(line.text):
        while marks and marks[0].offset <= offset:
            mark = marks.pop(0)
            yield from ((part, mark) for part in mark.label)
        if not char.isspace():
            yield char, None
    for mark in marks:
        yield from ((part, mark) for part in mark.label)


def _respaced(line: Line, pieces: list[tuple[str, Mark | None]], gaps: list[int], place: int) -> Line:
    """A line with the second reader's spaces; at the ends of its lines, our own."""
    own = _own_gaps(line)
    text, marks, letter = "", list[Mark](), 0
    after_mark = False
    for char, mark in pieces:
        gap = gaps[place] if place < len(gaps) else _NO_SPACE
        place += len(_fold(char))
        if mark is not None:
            if not marks or marks[-1].label != mark.label or marks[-1].offset != len(text):
                marks.append(Mark(offset=len(text), label=mark.label))
            after_mark = after_mark or gap == _SPACE
            continue
        apart = own[letter] if gap == _LINE_END else gap == _SPACE or (after_mark and own[letter])
        text += f" {char}" if apart and text else char
        letter += 1
        after_mark = False
    if len(marks) != len(line.marks) and len(pieces) == len(own):
        return replace(line, text=text, marks=_moved(line, text))
    return replace(line, text=text, marks=tuple(marks))


def _own_gaps(line: Line) -> list[bool]:
    gaps, gap = [], False
    for char in line.text:
        if char.isspace():
            gap = True
        else:
            gaps.append(gap)
            gap = False
    return gaps


def _moved(line: Line, text: str) -> tuple[Mark, ...]:
    """Marks at the letters behind which they stood."""
    ends = [offset + 1 for offset, char in enumerate(text) if not char.isspace()]
    moved = []
    for mark in line.marks:
        behind = sum(not char.isspace() for char in line.text[: mark.offset])
        moved.append(Mark(offset=ends[behind - 1] if behind else 0, label=mark.label))
    return tuple(moved)
