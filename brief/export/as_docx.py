"""A brief as a Word file: headings in Word's styles, real footnotes."""

from io import BytesIO

import docx

from answer.export.docx_footnotes import Footnotes
from brief.footnotes import address, note
from brief.model import Brief
from brief.paper import closing, lead, sections, title, words
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
        for name, entries in section.speakers:
            for at, entry in enumerate(entries):
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{name}: " if at == 0 else "and: ").bold = at == 0
                paragraph.add_run(lead(entry)).italic = True
                paragraph.add_run(words(entry))
                footnotes.add(paragraph, note(entry, style), address(entry))
                if entry.remark:
                    document.add_paragraph(one_line(entry.remark), style="Intense Quote")
    for heading, lines in closing(brief):
        document.add_heading(heading, level=1)
        for line in lines:
            document.add_paragraph(line, style="List Bullet")
    file = BytesIO()
    document.save(file)
    return file.getvalue()
