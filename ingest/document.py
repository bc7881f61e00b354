"""The vocabulary of the house: what a document and a passage are."""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

PassageKind = Literal["paragraph", "footnote", "table", "heading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One published text, as the register knows it.

    Attributes:
        id: First 16 hexadecimal digits of the content hash.
        content_hash: SHA-256 of the file's bytes, in hexadecimal.
        symbols: Every UN symbol or GE number that names it, the first printed first; may be empty.
        title: Its title, never empty (the file's name where none was recognised).
        date: ISO date of publication or adoption ("2015-12-16"; "2015-12" or "2015" where no more is known).
        body: The organ or organisation it comes from ("General Assembly", "ICANN").
        language: BCP 47 code of the main language.
        url: The official address to open it.
        kind: What sort of document it is ("resolution", "report", "paper", "letter", "transcript" …).
        format: The file format it was read from ("pdf", "docx" …).
        pages: Number of pages; 0 where the format has none.
        author: Who wrote it, where a sidecar says so.
        original_language: BCP 47 code of the language it was written in.
        session: Session of its body, in words as printed ("Seventy-ninth session").
        agenda_item: Item of that session's agenda ("3 (a)", "32 and 60").
        job_number: The printer's number ("25-01355", "GE.25-11220").
    """

    id: str
    content_hash: str
    symbols: tuple[str, ...]
    title: str
    date: str | None
    body: str | None
    language: str
    url: str | None
    kind: str
    format: str
    pages: int
    author: str | None = None
    original_language: str | None = None
    session: str | None = None
    agenda_item: str | None = None
    job_number: str | None = None

    @property
    def symbol(self) -> str | None:
        """The first symbol, by which the document is cited."""
        return self.symbols[0] if self.symbols else None

    @property
    def name(self) -> str:
        """How a reader calls it: its symbol, else its title."""
        return self.symbol or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is retrieved and cited.

    Attributes:
        id: Stable: the same text at the same place of the same document has the same id.
        document_id: ``Document.id``.
        ordinal: Position in the document, from 0.
        text: The passage's own words; paragraph marks, page marks and footnote marks taken out.
        section: Heading path, outermost first.
        paragraph: Printed number ("35", "3 (a)", "PP2" for a preambular paragraph, "fn 7" for a footnote).
        speaker: Who says it, inherited from the heading or lead-in above it; None for the author.
        pages: Page numbers it stands on, from 1; empty where the format has none.
        start: First character of ``text`` in the document's text.
        end: One past the last character.
        language: BCP 47 code.
        kind: Running text, a footnote, a table's rows, or a heading on its own.
        ocr: Whether any of it was read by OCR, so that its letters may be wrong.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    section: tuple[str, ...]
    paragraph: str | None
    speaker: str | None
    pages: tuple[int, ...]
    start: int
    end: int
    language: str
    kind: PassageKind = "paragraph"
    ocr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWarning:
    """Something a person should know about how a document was read."""

    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Letters of a document: shown by its file, set aside as no text of it, and lost.

    Attributes:
        shown: Letters that another reader sees in the file.
        aside: Letters of heads and feet of pages, mastheads, contents.
        lost: Letters of the file that are neither in a passage or heading nor set aside.
    """

    shown: int
    aside: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading one file gives: the document, its passages in order, warnings, and the balance of its letters."""

    document: Document
    passages: tuple[Passage, ...]
    warnings: tuple[ReadingWarning, ...] = ()
    balance: Balance | None = None

    def headings(self) -> frozenset[tuple[str, ...]]:
        """All paths of headings."""
        return frozenset(passage.section for passage in self.passages)

    def text_hash(self) -> str:
        """SHA-256 of the letters and digits of the text, whatever its case, spaces and marks."""
        digest = sha256()
        for passage in self.passages:
            text = unicodedata.normalize("NFKC", passage.text).casefold()
            digest.update("".join(char for char in text if char.isalnum()).encode())
        return digest.hexdigest()
