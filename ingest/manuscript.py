"""The form every reader gives: a document as blocks in reading order, with what was set aside."""

from dataclasses import dataclass, field
from typing import Literal

from ingest.document import ReadingWarning

BlockKind = Literal["heading", "paragraph", "footnote", "table", "break"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph, footnote or table, whole: lines and pages joined, page furniture gone.

    Attributes:
        kind: What it is; a "break" is a mark such as "***" that ends what went before.
        text: Its words; footnote marks taken out; a table's rows one a line, cells parted by " | ".
        level: Depth of a heading, from 1; 0 where the format does not say.
        number: Number of a paragraph or mark of a footnote, where the format itself gives it.
        pages: Pairs of offset in ``text`` and page number that starts there; empty without pages.
        speaker: Speaker line above it, as printed, where the format marks one; empty where it names nobody.
        marks: Where in ``text`` marks of notes stood, and their labels, where the format ties notes to marks.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: str | None = None
    pages: tuple[tuple[int, int], ...] = ()
    speaker: str | None = None
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What a reader makes of one file.

    Attributes:
        format: File format ("pdf", "txt" …).
        blocks: The document in reading order.
        pages: Number of pages; 0 where the format has none.
        front: Raw text of the first page or screen, masthead included: where symbol and date stand.
        heads: Running heads and page marks that were taken out, each once.
        aside: Text that was taken out because it only repeats or frames the rest, as often as it stands there.
        witness: The text as another reader shows it, by which what is kept is counted; empty without one.
        title: Title the format itself declares, else empty.
        date: ISO date the format itself declares.
        language: BCP 47 code the format itself declares.
        warnings: What a person should know about the reading.
        ocr_pages: Pages that were read by OCR.
    """

    format: str
    blocks: tuple[Block, ...]
    pages: int = 0
    front: str = ""
    heads: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    witness: str = ""
    title: str = ""
    date: str | None = None
    language: str | None = None
    warnings: tuple[ReadingWarning, ...] = field(default=())
    ocr_pages: frozenset[int] = frozenset()
