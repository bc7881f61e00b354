"""The one walk over a Word file's body: paragraphs, tables, boxes, inserted parts, and the notes in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from ingest.document import ReadingWarning
from ingest.readers.word.inline import UNKNOWN, Inline, NoteMark, inline
from ingest.readers.word.numbering import Numbering, written
from ingest.readers.word.package import Element, Package, W
from ingest.readers.word.styles import Styles, is_on

_WRAPPERS: Final = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_CONTENTS_STYLE: Final = re.compile(r"toc \d|table of figures", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordNote:
    """A note: what it is marked with, and the words of its paragraphs."""

    label: str
    text: str


@dataclass(slots=True, kw_only=True)
class WordParagraph:
    """A paragraph as Word shows it.

    Attributes:
        element: Its element; where a deleted mark joins two paragraphs, that of the first.
        words: Its words, marks and boxes.
        style: The name of its style.
        label: Its automatic number, as printed; empty without one.
        notes: The notes marked in it with the offset of their marks, in order.
    """

    element: Element
    words: Inline
    style: str = ""
    label: str = ""
    notes: list[tuple[int, WordNote]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, without its number and the marks of its notes."""
        return self.words.text


@dataclass(slots=True, kw_only=True)
class WordTable:
    """A table: its rows of cells, each with what stands in it."""

    rows: list[list[list["WordParagraph | WordTable"]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPart:
    """A file that was inserted whole: its bytes, and the ending of its name."""

    content: bytes
    suffix: str


WordItem = WordParagraph | WordTable | WordPart


class WordBody:
    """What a Word file shows, in its order.

    Attributes:
        aside: Words of the file's own table of contents, which only repeats headings.
        warnings: What could not be read.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self.styles = Styles(package)
        self._numbering = Numbering(package, self.styles)
        self._counts = {"footnote": 0, "endnote": 0}
        self._joined: Inline | None = None
        self._first: Element | None = None
        self._hidden = 0
        self._unknown = 0
        self._unread = 0
        self.aside: list[str] = []

    @property
    def warnings(self) -> tuple[ReadingWarning, ...]:
        """What a person should know, once the body has been walked."""
        reasons = (
            (self._hidden, f"It hides {self._hidden} characters from its readers: they were left out."),
            (self._unknown, "Symbols of a font that is not known were left out: look at the original."),
            (self._unread, "A part inserted from another file could not be read and was left out."),
        )
        return tuple(ReadingWarning(reason=reason) for number, reason in reasons if number)

    def walk(self, container: Element) -> Iterator[WordItem]:
        """What stands in an element, text boxes each after the paragraph that they hang on."""
        for child in container:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield WordTable(rows=[self._row(row) for row in _rows(child)])
            elif child.tag == f"{W}altChunk":
                yield from self._part(child)
            elif child.tag in _WRAPPERS:
                yield from self._wrapped(child)

    def _wrapped(self, wrapper: Element) -> Iterator[WordItem]:
        gallery = wrapper.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            self.aside += ["".join(p.itertext(f"{W}t")) for p in wrapper.iter(f"{W}p")]
        elif wrapper.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            yield from self.walk(wrapper)

    def _row(self, row: Element) -> list[list[WordParagraph | WordTable]]:
        return [
            [item for item in self.walk(cell) if not isinstance(item, WordPart)]
            for cell in _within(row, f"{W}tc")
            if cell.find(f"{W}tcPr/{W}cellDel") is None
        ]

    def _paragraph(self, element: Element) -> Iterator[WordItem]:
        style = self.styles.of_paragraph(element)
        name = self.styles.name(style)
        words = inline(element, self.styles, style)
        self._hidden += words.hidden
        self._unknown += words.text.count(UNKNOWN)
        words.pieces = [replace(p, text=p.text.replace(UNKNOWN, "")) for p in words.pieces]
        first, self._first = element if self._first is None else self._first, None
        words, self._joined = _joined(self._joined, words), None
        if is_on(element.find(f"{W}pPr/{W}rPr/{W}del")):  # its mark is deleted: the next paragraph goes on
            self._joined, self._first = words, first
            return
        if _CONTENTS_STYLE.match(name):
            self.aside.append(words.text)
            return
        label = self._numbering.label(element, style) if words.text.strip() else ""
        notes = [(mark.at, note) for mark in words.marks if (note := self._note(mark))]
        yield WordParagraph(element=first, words=words, style=name, label=label, notes=notes)
        for box in words.boxes:
            yield from self.walk(box)

    def _note(self, mark: NoteMark) -> WordNote | None:
        """The note of a mark, which is counted where it has no label of its own."""
        if not mark.label:
            self._counts[mark.kind] += 1
        note = self._notes[mark.kind].get(mark.id)
        if note is None:
            return None
        label = mark.label or written(self._counts[mark.kind], self._note_format(mark.kind))
        return WordNote(label=label, text=note)

    @cached_property
    def _notes(self) -> dict[str, dict[str, str]]:
        """The words of each note of a kind, by its id."""
        return {kind: self._notes_of(kind) for kind in self._counts}

    def _notes_of(self, kind: str) -> dict[str, str]:
        root = self._package.related(f"{kind}s")
        found: dict[str, str] = {}
        notes: list[Element] = [] if root is None else root.findall(f"{W}{kind}")
        for note in notes:
            inner: list[Element] = list(note.iter(f"{W}p"))
            texts = [inline(p, self.styles, self.styles.of_paragraph(p)).text for p in inner]
            text = " ".join(" ".join(texts).split())
            if text and note.get(f"{W}type") in {None, "normal"}:
                found[str(note.get(f"{W}id"))] = text
        return found

    def _note_format(self, kind: str) -> str:
        path = f".//{W}{kind}Pr/{W}numFmt"
        settings = self._package.related("settings")
        for root in (self._package.body, settings):
            found = None if root is None else root.find(path)
            if found is not None:
                return str(found.get(f"{W}val"))
        return "decimal" if kind == "footnote" else "lowerRoman"

    def _part(self, chunk: Element) -> Iterator[WordItem]:
        name = next((str(value) for key, value in chunk.attrib.items() if str(key).endswith("}id")), "")
        target = self._package.relationships(self._package.main).get(name, ("", ""))[1]
        suffix = target.rpartition(".")[2].lower()
        if self._package.has(target) and suffix in {"html", "htm", "xhtml", "txt", "docx"}:
            yield WordPart(content=self._package.bytes(target), suffix=suffix)
        else:
            self._unread += 1


def _joined(before: Inline | None, words: Inline) -> Inline:
    if before is None:
        return words
    moved = len(before.text)
    marks = [replace(mark, at=mark.at + moved) for mark in words.marks]
    return Inline(
        pieces=[*before.pieces, *words.pieces],
        marks=[*before.marks, *marks],
        boxes=[*before.boxes, *words.boxes],
    )


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _within(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None)


def _within(container: Element, tag: str) -> Iterator[Element]:
    """The elements of a kind in a container, those in content controls too."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def paragraphs(items: Iterator[WordItem]) -> Iterator[WordParagraph]:
    """All paragraphs, those in tables too, in order."""
    for item in items:
        if isinstance(item, WordParagraph):
            yield item
        elif isinstance(item, WordTable):
            for row in item.rows:
                for cell in row:
                    yield from paragraphs(iter(cell))
