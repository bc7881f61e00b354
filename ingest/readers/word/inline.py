"""The words of a Word paragraph as Word shows them: run by run, with the marks of its notes and its text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ingest.layout.raised import CLOSES, OPENS
from ingest.readers.word.formulas import formula
from ingest.readers.word.package import MC, Element, M, W
from ingest.readers.word.styles import Styles, is_on
from ingest.readers.word.symbols import plain, symbol

_SPACES: Final = {f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"}
_GONE: Final = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}pPr",
    f"{W}rPr",
    f"{W}sdtPr",
    f"{W}sdtEndPr",
    f"{W}instrText",
    f"{W}rt",
}
UNKNOWN: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one run; a formula has no run."""

    run: Element | None
    text: str
    raised: bool = False


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a note: its offset in the paragraph's text, its note, and its label where the author gave it one."""

    at: int
    kind: str
    id: str
    label: str = ""


@dataclass(slots=True)
class Inline:
    """What a paragraph's element holds.

    Attributes:
        pieces: Its words in order; joined they are its text.
        marks: Marks of notes.
        boxes: Contents of text boxes that hang on it.
        hidden: Number of characters that the file hides.
    """

    pieces: list[Piece] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    hidden: int = 0

    @property
    def text(self) -> str:
        """The words."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def raised_text(self) -> str:
        """The words, with raised characters marked as such."""
        return "".join(
            f"{OPENS}{p.text}{CLOSES}" if p.raised and p.text.strip() else p.text for p in self.pieces
        )


def inline(paragraph: Element, styles: Styles, style: str) -> Inline:
    """Read a paragraph's words.

    Args:
        paragraph: Its element.
        styles: The file's styles.
        style: The id of its style.
    """
    found = Inline()
    _Reader(found, styles, hidden=is_on(styles.property(style, "w:rPr/w:vanish"))).take(paragraph)
    return found


class _Reader:
    """One pass over a paragraph's elements."""

    def __init__(self, found: Inline, styles: Styles, *, hidden: bool) -> None:
        self._found = found
        self._styles = styles
        self._hidden = hidden
        self._length = 0

    def take(self, node: Element) -> None:
        """Take the words under an element: insertions, links, fields and controls too, deletions not."""
        for child in node:
            if child.tag in _GONE or not isinstance(child.tag, str):
                continue
            if child.tag == f"{W}r":
                self._run(child)
            elif child.tag == f"{M}oMath":
                self._add(Piece(None, formula(child)))
            elif child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
                continue  # "Click here to enter text"
            elif child.tag == f"{MC}AlternateContent":
                self.take(_alternative(child))
            else:
                self.take(child)

    def _add(self, piece: Piece) -> None:
        if piece.text:
            self._found.pieces.append(piece)
            self._length += len(piece.text)

    def _run(self, run: Element) -> None:
        properties = run.find(f"{W}rPr")
        if self._is_hidden(properties):
            self._found.hidden += sum(len(text.text or "") for text in run.iter(f"{W}t"))
            return
        font = _font(properties)
        marked = False
        words = ""
        for child in _shown(run):
            if child.tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                kind = "footnote" if child.tag == f"{W}footnoteReference" else "endnote"
                own = child.get(f"{W}customMarkFollows") in {"1", "true"}
                label = "".join(text.text or "" for text in run.iter(f"{W}t")).strip() if own else ""
                marked = marked or own
                at = self._length + len(words)
                self._found.marks.append(NoteMark(at, kind, str(child.get(f"{W}id")), label))
            elif child.tag == f"{W}txbxContent":
                self._found.boxes.append(child)
            else:
                words += "" if marked else _letters(child, font)
        raised = properties is not None and _value(properties, "vertAlign") == "superscript"
        self._add(Piece(run, words, raised))

    def _is_hidden(self, properties: Element | None) -> bool:
        if properties is None:
            return self._hidden
        own = properties.find(f"{W}vanish")
        if own is not None:
            return is_on(own)
        style = _value(properties, "rStyle")
        return self._hidden or bool(style and is_on(self._styles.property(style, "w:rPr/w:vanish")))


def _shown(run: Element) -> Iterator[Element]:
    """The elements of a run that show something; of two versions of a drawing the first that has words."""
    for child in run:
        if child.tag == f"{MC}AlternateContent":
            yield from _shown(_alternative(child))
        elif child.tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
            yield from _boxes(child)
        elif child.tag == f"{W}ruby":
            yield from (text for base in child.findall(f"{W}rubyBase") for text in base.iter(f"{W}t"))
        elif isinstance(child.tag, str):
            yield child


def _boxes(drawing: Element) -> Iterator[Element]:
    """The contents of text boxes in a drawing, each once."""
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _boxes(_alternative(child))
        elif isinstance(child.tag, str):
            yield from _boxes(child)


def _alternative(content: Element) -> Element:
    """The version of a content that a program of today shows, unless only the older one has words."""
    choice, older = content.find(f"{MC}Choice"), content.find(f"{MC}Fallback")
    if choice is not None and (older is None or next(choice.iter(f"{W}t", f"{M}t"), None) is not None):
        return choice
    return content if older is None else older


def _letters(child: Element, font: str) -> str:
    if child.tag == f"{W}t":
        return plain(child.text or "", font)
    if child.tag in _SPACES:
        return " "
    if child.tag == f"{W}sym":
        code = str(child.get(f"{W}char") or "")
        known = symbol(str(child.get(f"{W}font") or ""), int(code, 16)) if code.isalnum() else None
        return known or UNKNOWN
    return {f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}.get(child.tag, "")


def _font(properties: Element | None) -> str:
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return "" if fonts is None else str(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "")


def _value(properties: Element, name: str) -> str:
    found = properties.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val") or "")
