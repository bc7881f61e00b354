"""DOCX through python-docx: headings by style, automatic numbers counted, tables as rows, footnotes."""

import re
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - named as an error

import docx
from docx.document import Document as DocxDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from errors import UnreadableDocumentError
from ingest.manuscript import Block, Manuscript

MAX_UNPACKED: Final = 500_000_000

_HEADING = re.compile(
    r"heading\s?(?P<word>\d)|_*\s?H[\s_]*(?P<un>Ch|1|2/?3|4|5/?6)_?$|(?P<title>title.*|.*_title_.*)",
    re.IGNORECASE,
)
_UN_LEVELS: Final = {"ch": 1, "1": 2, "2": 3, "4": 4, "5": 5}
_MASTHEAD_STYLE = re.compile(r"session|agenda_item|distr|masthead|header|footer", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:table of )?contents|table des matières|índice", re.IGNORECASE)
_MARK = "\ue000{}\ue001"
_MARKED = re.compile(r"\ue000(\d+)\ue001")

_BROKEN: Final = (
    BadZipFile,
    ZlibError,
    EOFError,
    PackageNotFoundError,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
)
"""What zipfile, lxml and python-docx raise on damaged files, as thousands of them showed."""


def read_docx(path: Path) -> Manuscript:
    """The manuscript of a DOCX file.

    Raises:
        UnreadableDocumentError: damaged, or far larger unpacked than any document is.
    """
    try:
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise UnreadableDocumentError("Unpacked it is larger than any document: it is set aside.")
            notes = _notes(archive)
        return _manuscript(docx.Document(str(path)), notes)
    except _BROKEN as error:
        raise UnreadableDocumentError(
            f"It is damaged or not a DOCX file ({type(error).__name__})."
        ) from error


def _manuscript(document: DocxDocument, notes: dict[str, str]) -> Manuscript:
    blocks = _blocks(document, notes)
    core = document.core_properties
    return Manuscript(
        format="docx",
        blocks=tuple(blocks),
        front="\n".join([*_heads(document), *(block.text for block in blocks[:40])]),
        heads=tuple(_heads(document)),
        title="",
        language=(core.language or "").split("-")[0].lower() or None,
    )


def _notes(archive: ZipFile) -> dict[str, str]:
    """Text of each footnote, by its id."""
    if "word/footnotes.xml" not in archive.namelist():
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(archive.read("word/footnotes.xml"), parser)
    notes = {}
    for note in root.findall(qn("w:footnote")):
        text = "".join(part.text or "" for part in note.iter(qn("w:t")))
        if text.strip():
            notes[str(note.get(qn("w:id")))] = re.sub(r"\s+", " ", text).strip()
    return notes


def _heads(document: DocxDocument) -> list[str]:
    found: dict[str, None] = {}
    for section in document.sections:
        for part in (section.first_page_header, section.header, section.even_page_header):
            for paragraph in part.paragraphs:
                found[_tidy(paragraph.text)] = None
            for table in part.tables:
                found.update((_tidy(cell.text), None) for row in table.rows for cell in row.cells)
    return [text for text in found if text]


def _blocks(document: DocxDocument, notes: dict[str, str]) -> list[Block]:
    blocks: list[Block] = []
    count = 0
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            text = _rows(item)
            if text and not (blocks and _CONTENTS.fullmatch(blocks[-1].text)):
                blocks.append(Block(kind="table", text=text))
            continue
        raw, used = _marked_text(item)
        text = _tidy(raw)
        if text and not _is_masthead(item):
            blocks.append(_block(item, text))
        for note in used:
            count += 1
            if note in notes:
                blocks.append(Block(kind="footnote", text=notes[note], number=str(count)))
    return blocks


def _block(paragraph: Paragraph, text: str) -> Block:
    level = _heading_level(paragraph)
    return Block(kind="heading", text=text, level=level) if level else Block(kind="paragraph", text=text)


def _is_masthead(paragraph: Paragraph) -> bool:
    style = paragraph.style.name if paragraph.style is not None else ""
    return bool(_MASTHEAD_STYLE.match(style or ""))


def _heading_level(paragraph: Paragraph) -> int:
    style = paragraph.style.name if paragraph.style is not None else ""
    match = _HEADING.match(style or "")
    if match:
        un = match["un"]
        return (
            int(match["word"])
            if match["word"]
            else _UN_LEVELS[un[:2].lower() if un[0] in "cC" else un[0]]
            if un
            else 1
        )
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    return (
        3
        if bold and len(paragraph.text) < 200 and not paragraph.text.rstrip().endswith((".", ";", ","))
        else 0
    )


def _marked_text(paragraph: Paragraph) -> tuple[str, list[str]]:
    """The paragraph's words, and the ids of the footnotes its marks stand for."""
    parts, used = [], []
    for node in paragraph._p.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")} and node.getparent().tag == qn("w:r"):
            parts.append(" ")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif node.tag == qn("w:footnoteReference"):
            used.append(str(node.get(qn("w:id"))))
    return "".join(parts), used


def _rows(table: Table) -> str:
    rows = []
    for row in table.rows:
        merged = {id(cell._tc): cell for cell in row.cells}
        cells = [_tidy(cell.text) for cell in merged.values()]
        if any(cells):
            rows.append(" | ".join(cells))
    return "\n".join(rows)


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
