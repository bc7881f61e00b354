"""pdfium as the second reader of a PDF: it knows where spaces are, and has letters that the first one lacks.

The first reader knows lines, type and marks. Each of its lines is found again among the letters of the second one,
whose spaces are put beside its own; a page whose letters the two read otherwise is taken from the one whose words
are words.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.layout.lines import Line, Mark
from ingest.readers.pdf.fragment import Fragment, Turned
from ingest.readers.pdf.spaces import DOUBTS, FIRST, GUESSED, SECOND

NEAR: Final = 1500  # letters ahead in which a line is looked for before it is looked for anywhere
BLIND: Final = 11  # letters to a word, on average, from which on the first reader has no spaces of its own
SHORT: Final = 8  # letters; a shorter line is only looked for near the one before it

_NO_SPACE, _SPACE, _LINE_END = range(3)
_WORD_GAPS: Final = bytes([_SPACE]) + bytes(10_000)  # what stands before each letter of a word
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
    """Lines with the spaces of both readers, those that only one has marked as such, and the share of letters found.

    Args:
        lines: A page's lines.
        text: The page as the second reader has it.
    """
    letters, gaps = _letters(text)
    known = bytes(gaps)
    found: list[tuple[Line, list[_Letter]]] = []
    at = agreed = total = 0
    for line in lines:
        alike = _alike(line, letters, known, at)
        if alike:
            total, agreed, at = total + alike.size, agreed + alike.size, alike.end
            found.append((line, []))
            continue
        pieces = list(_pieces(line))
        place, sought = _found(pieces, letters, at)
        if place is None and line.marks:  # a raised mark may stand elsewhere in the second reader's order
            pieces = [piece for piece in pieces if piece.mark is None]
            place, sought = _found(pieces, letters, at)
        total += len(sought)
        if place is not None:
            at = place + len(sought)
            agreed += len(sought)
            pieces = list(_with_gaps(pieces, gaps, place))
        found.append((line, pieces))
    blind = _lacks_spaces(found)
    settled = [_respaced(line, pieces, blind=blind) if pieces else line for line, pieces in found]
    return settled, agreed / total if total else 1.0


@dataclass(frozen=True, slots=True)
class _Alike:
    """A line that both readers have with the same spaces: how many letters it has, and where it ends in the second one's."""

    size: int
    end: int


def _alike(line: Line, letters: str, gaps: bytes, at: int) -> _Alike | None:
    """Most lines: nothing in them is in doubt, so they need not be looked at letter by letter."""
    if line.marks or not DOUBTS.isdisjoint(line.text) or "  " in line.text:
        return None
    words = line.text.split(" ")
    sought = "".join(map(_fold, "".join(words)))
    if len(sought) != sum(map(len, words)):
        return None
    place = _place(sought, letters, at)
    if place is None:
        return None
    own = b"".join(_WORD_GAPS[: len(word)] for word in words)
    end = place + len(sought)
    return _Alike(len(sought), end) if own[1:] == gaps[place + 1 : end] else None


def _found(pieces: Sequence["_Letter"], letters: str, at: int) -> tuple[int | None, str]:
    sought = "".join(_fold(piece.char) for piece in pieces)
    return _place(sought, letters, at), sought


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


@cache
def _fold(char: str) -> str:
    """A character as both readers have it."""
    if char in "\x02\ufffe\u2010\u2011":
        return "-"
    if char.isascii():
        return char if char.isprintable() else ""
    return unicodedata.normalize("NFKC", char).replace("\u00ad", "").replace(" ", "")


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter of a line: the mark it belongs to, and whether a space stands before it by each reader.

    ``theirs`` is None where the second reader does not say: at the ends of its lines, and where it has not the letter.
    """

    char: str
    ours: bool
    guessed: bool = False
    theirs: bool | None = None
    mark: Mark | None = None


def _pieces(line: Line) -> Iterator[_Letter]:
    """The letters of a line without its spaces, marks of notes in their places."""
    marks = sorted(line.marks, key=lambda mark: mark.offset)
    gap = guessed = False
    for offset, char in enumerate(line.text):
        while marks and marks[0].offset <= offset:
            mark = marks.pop(0)
            yield from (_Letter(part, False, mark=mark) for part in mark.label)
        if char.isspace() or char == GUESSED:
            gap, guessed = True, guessed or char == GUESSED
        else:
            yield _Letter(char, gap, guessed)
            gap = guessed = False
    for mark in marks:
        yield from (_Letter(part, False, mark=mark) for part in mark.label)


def _with_gaps(pieces: Sequence[_Letter], gaps: Sequence[int], place: int) -> Iterator[_Letter]:
    """The letters with what the second reader has before each; a space before a mark counts for what follows it."""
    carried = False
    for piece in pieces:
        gap = gaps[place] if place < len(gaps) else _NO_SPACE
        place += len(_fold(piece.char))
        if piece.mark is not None:
            carried = carried or gap == _SPACE
            yield piece
            continue
        theirs = None if gap == _LINE_END else gap == _SPACE or (carried and piece.ours)
        carried = False
        yield _Letter(piece.char, piece.ours, piece.guessed, theirs)


def _lacks_spaces(found: Sequence[tuple[Line, Sequence[_Letter]]]) -> bool:
    """Whether the first reader has hardly any spaces on a page: its words are then several run together."""
    looked_at = [pieces for _, pieces in found if pieces]
    alike = [line.text for line, pieces in found if not pieces]
    lacking = any(piece.theirs and not piece.ours for pieces in looked_at for piece in pieces)
    letters = sum(piece.mark is None for pieces in looked_at for piece in pieces) + sum(map(len, alike))
    words = len(found) + sum(piece.ours for pieces in looked_at for piece in pieces)
    spaces = sum(text.count(" ") for text in alike)
    return lacking and letters - spaces > BLIND * (words + spaces)


def _respaced(line: Line, pieces: Sequence[_Letter], *, blind: bool) -> Line:
    """A line with the spaces of both, in doubt where only one has them; without our own where we are blind."""
    text, marks = "", list[Mark]()
    for piece in pieces:
        if piece.mark is not None:
            if not marks or marks[-1].label != piece.mark.label or marks[-1].offset != len(text):
                marks.append(Mark(offset=len(text), label=piece.mark.label))
            continue
        theirs = piece.ours if piece.theirs is None else piece.theirs
        if piece.ours == theirs or blind:
            gap = (GUESSED if piece.guessed and not blind else " ") if theirs else ""
        else:
            gap = FIRST if piece.ours else SECOND
        text += (gap if text else "") + piece.char
    if len(marks) == len(line.marks):
        return replace(line, text=text, marks=tuple(marks))
    return replace(line, text=text, marks=_kept(line, text))


def _kept(line: Line, text: str) -> tuple[Mark, ...]:
    """The marks of a line at the letters behind which they stood."""
    ends = [offset + 1 for offset, char in enumerate(text) if not (char.isspace() or char in DOUBTS)]
    kept = []
    for mark in line.marks:
        behind = sum(not (char.isspace() or char in DOUBTS) for char in line.text[: mark.offset])
        kept.append(Mark(offset=ends[behind - 1] if 0 < behind <= len(ends) else 0, label=mark.label))
    return tuple(kept)
