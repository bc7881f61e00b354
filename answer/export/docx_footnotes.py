"""Footnotes in a Word file, which python-docx 1.2 can neither read nor write.

The part and its elements are those of ECMA-376, part 1, 11.3.7 (footnotes part) and 17.11 (footnotes).
"""

from typing import Final

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

_EMPTY: Final = (
    f"<w:footnotes {nsdecls('w', 'r')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
)
_SMALL: Final = "18"  # half points


class Footnotes:
    """The footnotes of one document being written, numbered by Word in the order of their marks."""

    def __init__(self, document: WordDocument) -> None:
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(_EMPTY),
            document.part.package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._count = 0

    def add(self, paragraph: Paragraph, text: str, address: str | None = None) -> None:
        """Put a mark at the end of ``paragraph`` whose note is ``text``, then ``address`` as a link.

        Both must be free of characters that XML does not allow.
        """
        self._count += 1
        mark = OxmlElement("w:footnoteReference", {qn("w:id"): str(self._count)})
        paragraph._p.append(_run(mark, raised=True))
        note, line = OxmlElement("w:footnote", {qn("w:id"): str(self._count)}), OxmlElement("w:p")
        line.append(_run(OxmlElement("w:footnoteRef"), raised=True))
        line.append(_run(_text(f" {text}")))
        if address:
            line.append(_run(_text(" ")))
            line.append(self._link(address))
        note.append(line)
        self._part.element.append(note)

    def _link(self, address: str) -> BaseOxmlElement:
        key = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink", {qn("r:id"): key})
        link.append(_run(_text(address)))
        return link


def _text(words: str) -> BaseOxmlElement:
    text = OxmlElement("w:t", {qn("xml:space"): "preserve"})
    text.text = words
    return text


def _run(content: BaseOxmlElement, *, raised: bool = False) -> BaseOxmlElement:
    run, look = OxmlElement("w:r"), OxmlElement("w:rPr")
    if raised:
        look.append(OxmlElement("w:vertAlign", {qn("w:val"): "superscript"}))
    else:
        look.append(OxmlElement("w:sz", {qn("w:val"): _SMALL}))
    run.append(look)
    run.append(content)
    return run
