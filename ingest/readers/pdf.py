"""PDF through pypdf: text with the positions and sizes of its visitor, page by page."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from errors import UnreadableDocumentError
from ingest.document import ReadingWarning
from ingest.layout.footnotes import split_printed_notes
from ingest.layout.furniture import strip_furniture
from ingest.layout.lines import Line
from ingest.layout.paragraphs import assemble
from ingest.layout.quality import page_fault
from ingest.manuscript import Manuscript
from ingest.readers.pdf_fragment import Fragment
from ingest.readers.pdf_lines import page_lines
from ingest.readers.pdf_spaces import settle_spaces

MAX_PAGES = 5000
LEAST_CHARACTERS = 30


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
    pages, warnings = _pages(path)
    front = "\n".join(line.text for line in sorted(pages[0], key=lambda line: -line.y))
    body, heads = strip_furniture(pages)
    warnings += [
        ReadingWarning(
            reason="This page has practically no text layer: an image, a scan or a blank page.", page=n
        )
        for n, lines in enumerate(body, start=1)
        if sum(len(line.text) for line in lines) < LEAST_CHARACTERS
    ]
    warnings += [
        ReadingWarning(reason=fault, page=n)
        for n, lines in enumerate(body, start=1)
        if (fault := page_fault("\n".join(line.text for line in lines)))
    ]
    if all(sum(len(line.text) for line in lines) < LEAST_CHARACTERS for lines in body):
        raise ScanError(len(pages), sum(len(line.text) for lines in body for line in lines))
    body, notes = split_printed_notes(body)
    return Manuscript(
        format="pdf",
        blocks=assemble(body, notes),
        pages=len(pages),
        front=front,
        heads=heads,
        warnings=tuple(warnings),
    )


def _pages(path: Path) -> tuple[list[list[Line]], list[ReadingWarning]]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocumentError(
                "It is protected by a password: save a copy without one and ingest that."
            )
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableDocumentError(f"It has more than {MAX_PAGES} pages: split it first.")
        warnings: list[ReadingWarning] = []
        pages = [_lines(page, number, warnings) for number, page in enumerate(reader.pages, start=1)]
    except (*_BROKEN, OSError) as error:
        raise UnreadableDocumentError(
            f"It is damaged or not a PDF ({type(error).__name__}: {error})."
        ) from error
    if not pages:
        raise UnreadableDocumentError("It has no pages.")
    return settle_spaces(pages), warnings


def _lines(page: PageObject, number: int, warnings: list[ReadingWarning]) -> list[Line]:
    try:
        return page_lines(list(_fragments(page)), number, float(page.mediabox.height))
    except _BROKEN as error:
        warnings.append(
            ReadingWarning(reason=f"This page could not be read ({type(error).__name__}).", page=number)
        )
        return []


def _fragments(page: PageObject) -> Iterator[Fragment]:
    found: list[Fragment] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        if not text.strip("\n"):
            return
        name = str((font or {}).get("/BaseFont") or "")
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.append(Fragment(text=text, x=x, y=y, size=size * scale, font=name))

    page.extract_text(visitor_text=visit)
    return iter(found)
