"""The paragraphs of a Word draft, character for character as Word shows them, with their notes."""

import re
from pathlib import Path
from typing import Final

from check.draft.paragraph import Note, Paragraph
from errors import UnreadableDocumentError
from ingest.readers.word.body import WordBody, WordParagraph, paragraphs
from ingest.readers.word.package import BROKEN, Element, Package, W

QUOTE_INDENT: Final = (
    432  # twentieths of a point on both sides: deeper than a first-line indent; no list has it
)

_QUOTE_STYLE = re.compile(r"quot|citation|block text|cita", re.IGNORECASE)


def docx_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of the body in order, those of tables and text boxes too, then the notes.

    Raises:
        UnreadableDocumentError: protected, damaged, or far larger unpacked than any draft is.
    """
    try:
        with Package(path) as package:
            body = WordBody(package)
            found = list(paragraphs(body.walk(package.body)))
            drafted = [_paragraph(each, body, inner) for inner, each in enumerate(found)]
    except BROKEN as error:
        raise UnreadableDocumentError(
            f"It is damaged or not a DOCX file ({type(error).__name__})."
        ) from error
    notes = [Paragraph(number=0, text=note.text, kind="footnote") for each in found for _, note in each.notes]
    return [*drafted, *notes]


def shown_paragraphs(path: Path, body: Element) -> list[WordParagraph]:
    """The paragraphs that ``Paragraph.inner`` counts, in another copy of the same draft's body."""
    with Package(path) as package:
        return list(paragraphs(WordBody(package).walk(body)))


def _paragraph(paragraph: WordParagraph, body: WordBody, inner: int) -> Paragraph:
    return Paragraph(
        number=0,
        text=paragraph.text,
        kind=_kind(paragraph, body),
        notes=tuple(Note(at=at, text=note.text) for at, note in paragraph.notes),
        inner=inner,
    )


def _kind(paragraph: WordParagraph, body: WordBody) -> str:
    if paragraph.style.lower().startswith(("heading", "title")):
        return "heading"
    style = body.styles.of_paragraph(paragraph.element)
    own, given = paragraph.element.find(f"{W}pPr/{W}ind"), body.styles.property(style, "w:pPr/w:ind")
    indented = all(
        _indent(own, given, *names) >= QUOTE_INDENT for names in (("left", "start"), ("right", "end"))
    )
    return "block" if _QUOTE_STYLE.search(paragraph.style) or indented else "text"


def _indent(own: Element | None, given: Element | None, *names: str) -> int:
    """An indent in twentieths of a point: the paragraph's own, else its style's."""
    found = (each.get(f"{W}{name}") for each in (own, given) if each is not None for name in names)
    value = next(filter(None, found), "0")
    return int(value) if value.lstrip("-").isdigit() else 0
