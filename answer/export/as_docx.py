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


def as_docx(entries: Sequence[Entry], stamp: str = "") -> bytes:
    """The file; each mark is a footnote with the reference, the title and the address.

    The quotation stands in a footnote only where the answer does not have its words.

    Args:
        entries: What is exported.
        stamp: When, and from which library; stands at the end.
    """
    document = docx.Document()
    document.core_properties.title = one_line(entries[0].question)[:255] if entries else ""
    document.core_properties.author = "Rapporteur"
    footnotes = Footnotes(document)
    for entry in entries:
        citations = {citation.n: citation for citation in entry.answer.citations}
        said = "".join(piece.text for block in blocks(entry.answer.text, ()) for piece in block.pieces)
        document.add_heading(one_line(entry.question), level=1)
        for block in blocks(entry.answer.text, citations):
            paragraph = document.add_paragraph(style="List Bullet" if block.bullet else None)
            _fill(paragraph, block, citations, footnotes, said)
        if entry.answer.message.strip():
            document.add_paragraph().add_run(one_line(entry.answer.message)).italic = True
    if stamp:
        document.add_paragraph().add_run(one_line(stamp)).italic = True
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _fill(
    paragraph: Paragraph, block: Block, citations: dict[int, Citation], footnotes: Footnotes, said: str
) -> None:
    for piece in block.pieces:
        if piece.mark is None:
            run = paragraph.add_run(piece.text)
            run.bold, run.italic = piece.bold or None, piece.italic or None
        else:
            citation = citations[piece.mark]
            footnotes.add(paragraph, _note(citation, said), web_address(citation.document.url))


def _note(citation: Citation, said: str) -> str:
    document = citation.document
    where = one_line(reference(document, citation.passage))
    title = "" if document.name == document.title else f", {titled(document.title)}"
    quote = one_line(citation.quote)
    return f"{where}{title}" if quote in one_line(said) else f"{where}{title}: “{quote}”"
