"""Write a source as a Word document with real footnotes."""

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from string import ascii_lowercase
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from starter.dialect import Block, Heading, Paragraph, Source, Spans, Table, plain
from starter.printed_phrases import PHRASES

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write(source: Source, target: Path) -> None:
    """Write one source to ``target``; the same source gives the same bytes."""
    document = docx.Document()
    _describe(document, source)
    _masthead(document, source)
    for block in source.blocks:
        _add(document, block)
    _add_footnotes(document, source.notes)
    buffer = BytesIO()
    document.save(buffer)
    _save_without_times(buffer, target)


def _describe(document: WordDocument, source: Source) -> None:
    properties = document.core_properties
    properties.title = source.title
    properties.author = PHRASES[source.language].author
    properties.subject = source.number
    properties.language = source.language
    properties.keywords = f"source-sha256={source.hash}"
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(source.date, time(), UTC)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(10.5)


def _masthead(document: WordDocument, source: Source) -> None:
    phrases = PHRASES[source.language]
    header = document.sections[0].header.paragraphs[0]
    header.add_run(source.number).bold = True
    header.add_run(f"\t\t{source.title}")
    document.add_paragraph(f"{phrases.series}\t{source.number}")
    for text in (phrases.written(source.date), phrases.original, phrases.author):
        document.add_paragraph(text)
    document.add_paragraph(source.title, style="Title")
    document.add_paragraph().add_run(phrases.notice).italic = True


def _add(document: WordDocument, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(block.text, level=block.level - 1)
    elif isinstance(block, Table):
        _add_table(document, block)
    else:
        _add_paragraph(document, block)


def _add_paragraph(document: WordDocument, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.number:
        paragraph.add_run(f"{block.number}.\t")
    _add_spans(paragraph, block.spans)
    for letter, item in zip(ascii_lowercase, block.items, strict=False):
        point = document.add_paragraph()
        point.paragraph_format.left_indent = Mm(10)
        point.add_run(f"({letter})\t")
        _add_spans(point, item)


def _add_table(document: WordDocument, block: Table) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, spans in zip(row.cells, cells, strict=True):
            _add_spans(cell.paragraphs[0], spans)


def _add_spans(paragraph: WordParagraph, spans: Spans) -> None:
    for span in spans:
        if not span.note:
            paragraph.add_run(span.text).bold = span.bold or None
            continue
        run = paragraph.add_run()
        run.font.superscript = True
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(span.note))
        run._r.append(mark)


def _add_footnotes(document: WordDocument, notes: tuple[Spans, ...]) -> None:
    """Add the part that holds footnote bodies; ids below 1 are Word's own separators."""
    rule = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
    body = (
        '<w:footnote w:id="{}"><w:p>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"> {}</w:t></w:r></w:p></w:footnote>'
    )
    rules = [rule.format("separator", -1), rule.format("continuationSeparator", 0)]
    bodies = [body.format(number, escape(plain(note))) for number, note in enumerate(notes, 1)]
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {NAMESPACE}>'
    blob = (xml + "".join(rules + bodies) + "</w:footnotes>").encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _save_without_times(buffer: BytesIO, target: Path) -> None:
    """Copy the archive with fixed file times, so that a rebuild gives the same bytes."""
    with ZipFile(buffer) as made, ZipFile(target, "w", ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            fixed.writestr(info, made.read(name))
