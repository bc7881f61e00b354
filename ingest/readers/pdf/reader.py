"""PDF: lines, type and marks through pypdf, spaces and missing letters through pdfium, page by page."""

import logging
import math
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from errors import UnreadableDocumentError
from ingest.document import ReadingWarning
from ingest.layout.contents import without_contents
from ingest.layout.footnotes import split_printed_notes
from ingest.layout.furniture import strip_furniture
from ingest.layout.line_numbers import without_line_numbers
from ingest.layout.lines import Line
from ingest.layout.paragraphs import assemble
from ingest.layout.powers import restore_powers
from ingest.layout.quality import page_fault, sound_share
from ingest.manuscript import Manuscript
from ingest.readers.pdf.forms import filled_fields
from ingest.readers.pdf.fragment import Box, Fragment, Turned, upright
from ingest.readers.pdf.lines import page_lines
from ingest.readers.pdf.second import SecondReader, spaced
from ingest.readers.pdf.spaces import settle_spaces

MAX_PAGES: Final = 5000
LEAST_CHARACTERS: Final = 30
AGREED: Final = 0.5  # share of a page's letters that both readers have, for the first one's lines to stand
BETTER: Final = (
    0.1  # by how much the share of sound words must be greater for the other reader to be believed
)
_WRITING_AREA: Final = Box(0.0, 0.0, 612.0, 792.0)


class ScanError(UnreadableDocumentError):
    """A file none of whose pages has a usable text layer.

    Attributes:
        pages: How many it has.
        letters: How many characters they have all the same.
    """

    def __init__(self, pages: int, letters: int = 0) -> None:
        super().__init__(
            "Its pages have practically no text: if there is more to see on them, ingest it with --ocr."
            if letters
            else "No page has a text layer (a scan): it needs OCR; ingest it with --ocr."
        )
        self.pages, self.letters = pages, letters

    def __reduce__(self) -> tuple[type["ScanError"], tuple[int, int]]:
        """Pickle by its numbers, so that it crosses from a reading process."""
        return type(self), (self.pages, self.letters)


logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_BROKEN: Final = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    ZeroDivisionError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
"""What pypdf raises on damaged files, as ten thousand of them showed (tests/faults/fuzz_files.py)."""


def read_pdf(path: Path) -> Manuscript:
    """The manuscript of a PDF file.

    Raises:
        UnreadableDocumentError: password-protected, damaged, or without any text layer.
    """
    pages, warnings, witness = _pages(path)
    front = "\n".join(line.text for line in sorted(pages[0], key=lambda line: -line.y))
    body, heads = strip_furniture(without_line_numbers(pages))
    warnings += _faults(body)
    if all(sum(len(line.text) for line in lines) < LEAST_CHARACTERS for lines in body):
        raise ScanError(len(pages), sum(len(line.text) for lines in body for line in lines))
    body, notes = split_printed_notes(body)
    body, notes = restore_powers(body, notes)
    body, aside = without_contents(body)
    return Manuscript(
        format="pdf",
        blocks=assemble(body, notes),
        pages=len(pages),
        front=front,
        heads=tuple(dict.fromkeys(heads)),
        aside=(*heads, *aside),
        witness=witness,
        warnings=tuple(warnings),
    )


def _faults(pages: list[list[Line]]) -> Iterator[ReadingWarning]:
    for number, lines in enumerate(pages, start=1):
        if sum(len(line.text) for line in lines) < LEAST_CHARACTERS:
            reason = "This page has practically no text layer: an image, a scan or a blank page."
            yield ReadingWarning(reason=reason, page=number)
    for number, lines in enumerate(pages, start=1):
        fault = page_fault("\n".join(line.text for line in lines))
        if fault:
            yield ReadingWarning(reason=fault, page=number)


def _pages(path: Path) -> tuple[list[list[Line]], list[ReadingWarning], str]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocumentError(
                "It is protected by a password: save a copy without one and ingest that."
            )
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableDocumentError(f"It has more than {MAX_PAGES} pages: split it first.")
        with closing(SecondReader(path)) as second:
            read = _BothReaders(second, forms="/AcroForm" in reader.root_object)
            pages = [read.lines(page, number) for number, page in enumerate(reader.pages, start=1)]
    except (*_BROKEN, OSError) as error:
        raise UnreadableDocumentError(
            f"It is damaged or not a PDF ({type(error).__name__}: {error})."
        ) from error
    if not pages:
        raise UnreadableDocumentError("It has no pages.")
    return settle_spaces(pages), read.warnings(), "\n".join(read.texts)


class _BothReaders:
    """The lines of pages, by what the two readers make of them together.

    Attributes:
        texts: The pages so far as the second reader has them.
    """

    def __init__(self, second: SecondReader, *, forms: bool) -> None:
        self._second = second
        self._forms = forms
        self._taken: list[int] = []
        self.texts: list[str] = []
        self._unread: list[ReadingWarning] = []

    def warnings(self) -> list[ReadingWarning]:
        """Pages that could not be read, and those that the second reader was believed on."""
        if not self._taken:
            return self._unread
        pages = ", ".join(map(str, self._taken[:20])) + (" …" if len(self._taken) > 20 else "")
        reason = (
            f"Its letters are read otherwise by two readers; the sounder words were taken on page {pages}."
        )
        return [*self._unread, ReadingWarning(reason=reason)]

    def lines(self, page: PageObject, number: int) -> list[Line]:
        """The printed lines of a page."""
        text = self._second.text(number)
        self.texts.append(text)
        box = _WRITING_AREA
        first: list[Line] = []
        try:
            box = Box(*(float(edge) for edge in page.mediabox))
            turned = [*_fragments(page), *(filled_fields(page) if self._forms else ())]
            first = page_lines(*_uprightly(turned, box, number))
        except _BROKEN as error:
            if not text.strip():
                reason = f"This page could not be read ({type(error).__name__})."
                self._unread.append(ReadingWarning(reason=reason, page=number))
                return []
        settled, agreed = spaced(first, text)
        if agreed >= AGREED or not text.strip():
            return settled
        return self._sounder(settled, text, box, number)

    def _sounder(self, first: list[Line], text: str, box: Box, number: int) -> list[Line]:
        """The page by the reader whose words are words, where the two have other letters."""
        printed = "\n".join(line.text for line in first)
        if sound_share(text) < sound_share(printed) + BETTER:
            return first
        self._taken.append(number)
        second = page_lines(*_uprightly(self._second.fragments(number), box, number))
        return spaced(second, text)[0]


def _uprightly(
    turned: Iterator[Turned] | list[Turned], box: Box, number: int
) -> tuple[list[Fragment], int, float]:
    fragments, height = upright(turned, box)
    return fragments, number, height


def _fragments(page: PageObject) -> list[Turned]:
    found: list[Turned] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if not text.strip("\n"):
            return
        name = str((font or {}).get("/BaseFont") or "")
        across = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        up = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
        quarter = round(math.atan2(across[1], across[0]) / (math.pi / 2)) % 4
        scale = abs(up[0] if quarter % 2 else up[1]) or 1.0
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.append(Turned(Fragment(text=text, x=x, y=y, size=size * scale, font=name), quarter))

    page.extract_text(visitor_text=visit)
    return found
