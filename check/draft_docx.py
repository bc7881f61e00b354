"""The paragraphs of a Word draft, character for character as its runs have them, with its footnotes."""

import re
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as DocxDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml import etree

from check.paragraph import Note, Paragraph
from errors import UnreadableDocumentError

MAX_UNPACKED: Final = 500_000_000
OLE: Final = b"\xd0\xcf\x11\xe0"
QUOTE_INDENT: Final = 0.3  # inches on both sides: deeper than a first-line indent, and no list has it

_QUOTE_STYLE = re.compile(r"quot|citation|block text|cita", re.IGNORECASE)


def docx_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of the body in order, of its tables too, then the footnotes.

    Raises:
        UnreadableDocumentError: protected, damaged, or far larger unpacked than any draft is.
    """
    document, notes = _open(path)
    found, inner = [], 0
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            cells = {id(cell._tc): cell for row in item.rows for cell in row.cells}
            found += [_paragraph(p, notes, None) for cell in cells.values() for p in cell.paragraphs]
        else:
            found.append(_paragraph(item, notes, inner))
            inner += 1
    return [*found, *(Paragraph(number=0, text=text, kind="footnote") for text in notes.values())]


def pieces(element: BaseOxmlElement) -> list[tuple[BaseOxmlElement, str]]:
    """The runs under a paragraph's element with their texts, which joined are the paragraph's text.

    Runs inside links and insertions count; deleted text does not.
    """
    runs = [run for run in element.iter(qn("w:r")) if run.getparent().tag != qn("w:del")]
    return [(run, "".join(_letters(child) for child in run)) for run in runs]


def _letters(child: BaseOxmlElement) -> str:
    if child.tag == qn("w:t"):
        return child.text or ""
    if child.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")}:
        return " "
    return "-" if child.tag == qn("w:noBreakHyphen") else ""


def _open(path: Path) -> tuple[DocxDocument, dict[str, str]]:
    with path.open("rb") as file:
        if file.read(4) == OLE:
            raise UnreadableDocumentError(
                "It is protected or an old Office file: save it without a password."
            )
    try:
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableDocumentError("Unpacked it is larger than any draft: save it anew.")
            notes = _notes(archive)
        return docx.Document(str(path)), notes
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise UnreadableDocumentError(
            f"It is damaged or not a DOCX file ({type(error).__name__})."
        ) from error


def _notes(archive: ZipFile) -> dict[str, str]:
    if "word/footnotes.xml" not in archive.namelist():
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(archive.read("word/footnotes.xml"), parser)
    found = {
        str(note.get(qn("w:id"))): " ".join("".join(t.text or "" for t in note.iter(qn("w:t"))).split())
        for note in root.findall(qn("w:footnote"))
    }
    return {number: text for number, text in found.items() if text}


def _paragraph(paragraph: DocxParagraph, notes: dict[str, str], inner: int | None) -> Paragraph:
    text = ""
    marks: list[Note] = []
    for run, words in pieces(paragraph._p):
        text += words
        ids = [str(mark.get(qn("w:id"))) for mark in run.iter(qn("w:footnoteReference"))]
        marks += [Note(at=len(text), text=notes[number]) for number in ids if number in notes]
    return Paragraph(number=0, text=text, kind=_kind(paragraph), notes=tuple(marks), inner=inner)


def _kind(paragraph: DocxParagraph) -> str:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    if style.lower().startswith(("heading", "title")):
        return "heading"
    layout = paragraph.paragraph_format
    sides = (layout.left_indent, layout.right_indent)
    indented = all(side is not None and side.inches >= QUOTE_INDENT for side in sides)
    return "block" if _QUOTE_STYLE.search(style) or indented else "text"
