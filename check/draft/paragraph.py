"""A draft as paragraphs with their footnotes: what every reader of drafts gives."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: the offset in the paragraph at which its mark stood, and its words."""

    at: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a draft.

    Attributes:
        number: Its place in the draft, from 1; footnotes are counted after the text that they belong to.
        text: Its words, footnote marks taken out.
        kind: "text", "heading", "block" for a quotation set off from the text, "footnote".
        page: The page it begins on; None where the format has none.
        notes: The footnotes marked in it, in order.
        inner: For .docx, which of the paragraphs that Word shows it is, from 0; None in notes.
    """

    number: int
    text: str
    kind: str = "text"
    page: int | None = None
    notes: tuple[Note, ...] = ()
    inner: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft: its file, format and paragraphs in order."""

    path: Path
    format: str
    paragraphs: tuple[Paragraph, ...]
