"""A brief as a Word file: headings in Word's styles, real footnotes."""

from io import BytesIO

import docx

from answer.export.docx_footnotes import Footnotes
from brief.footnotes import address, note
from brief.model import Brief
from brief.paper import closing, lead, lines, sections, title, words
from cite.plain import one_line
from cite.styles import Style


def as_docx(brief: Brief, style: Style = Style.FOOTNOTE) -> bytes:
    """The file."""
    document = docx.Document()
    document.core_properties.title = title(brief)[:255]
    document.core_properties.author = "Rapporteur"
    footnotes = Footnotes(document)
    document.add_heading(title(brief), level=0)
    for section in sections(brief):
        document.add_heading(section.heading, level=1)
        for name, entry in lines(section):
            if entry.heading:
                document.add_heading(one_line(entry.heading), level=2)
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}: " if name else "and: ").bold = bool(name)
            paragraph.add_run(lead(entry)).italic = True
            paragraph.add_run(words(entry))
            footnotes.add(paragraph, note(entry, style), address(entry))
            if entry.remark:
                document.add_paragraph(one_line(entry.remark), style="Intense Quote")
    for heading, items in closing(brief):
        document.add_heading(heading, level=1)
        for line in items:
            document.add_paragraph(line, style="List Bullet")
    file = BytesIO()
    document.save(file)
    return file.getvalue()
