"""A conversation as a Word file whose citation marks are footnotes."""

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.text.paragraph import Paragraph

from answer.export.blocks import Block, blocks
from answer.export.docx_footnotes import Footnotes
from answer.export.entry import Entry
from answer.model import Citation
from cite.locator import reference
from cite.plain import one_line, titled, web_address


def as_docx(entries: Sequence[Entry]) -> bytes:
    """The file; each mark is a footnote with the reference, the title, the quotation and the address."""
    document = docx.Document()
    document.core_properties.title = one_line(entries[0].question)[:255] if entries else ""
    document.core_properties.author = "Rapporteur"
    footnotes = Footnotes(document)
    for entry in entries:
        citations = {citation.n: citation for citation in entry.answer.citations}
        document.add_heading(one_line(entry.question), level=1)
        for block in blocks(entry.answer.text, citations):
            paragraph = document.add_paragraph(style="List Bullet" if block.bullet else None)
            _fill(paragraph, block, citations, footnotes)
        if entry.answer.message.strip():
            document.add_paragraph().add_run(one_line(entry.answer.message)).italic = True
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _fill(paragraph: Paragraph, block: Block, citations: dict[int, Citation], footnotes: Footnotes) -> None:
    for piece in block.pieces:
        if piece.mark is None:
            run = paragraph.add_run(piece.text)
            run.bold, run.italic = piece.bold or None, piece.italic or None
        else:
            citation = citations[piece.mark]
            footnotes.add(paragraph, _note(citation), web_address(citation.document.url))


def _note(citation: Citation) -> str:
    document = citation.document
    where = one_line(reference(document, citation.passage))
    title = "" if document.name == document.title else f", {titled(document.title)}"
    return f"{where}{title}: “{one_line(citation.quote)}”"
