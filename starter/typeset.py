"""Set text into lines: break it where its script breaks, and say where each piece stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from starter.dialect import Spans

ARABIC = re.compile(r"[\u0600-\u06ff]")
NO_LINE_START = set("，。、；：？！）》”’")
NO_LINE_END = set("（《“‘")

# A word that is not broken: one Han character or full-width mark, or a run of anything else but spaces.
WORD = re.compile(
    r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]|[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"
)
LATIN_WORD = re.compile(r"\S+")
# Within a right-to-left line each of these is a piece of its own: Arabic letters with their marks, a Latin
# or numeric word such as A/RES/79/243, one punctuation mark.
RTL_PIECE = re.compile(r"[\u0600-\u06ff]+|\w+(?:[/.:-]\w+)*|.")


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece is printed: its size in points, bold or not, raised or not."""

    size: float
    bold: bool = False
    note: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style that is drawn at once, and its width in millimetres."""

    text: str
    style: Style
    width: float


@dataclass(slots=True)
class Line:
    """A line of pieces in reading order.

    Attributes:
        pieces: What stands on it.
        height: Distance to the next baseline, in millimetres.
        indent: Distance from the margin where reading starts, in millimetres.
        before: White space above, dropped at the head of a page, in millimetres.
        hang: A mark printed left of the indent (a paragraph number), with its style.
        keep: The next line must stand on the same page.
        rule: A rule is drawn under it (table rows).
    """

    pieces: list[Piece]
    height: float
    indent: float = 0.0
    before: float = 0.0
    hang: tuple[Piece, float] | None = None
    keep: bool = False
    rule: bool = False
    cells: list["Line"] = field(default_factory=list)

    @property
    def notes(self) -> list[int]:
        """Footnotes marked on this line."""
        own = [piece.style.note for piece in self.pieces if piece.style.note]
        return own + [note for cell in self.cells for note in cell.notes]


Measure = Callable[[str, Style], float]


def break_lines(
    spans: Spans, size: float, width: float, measure: Measure, language: str
) -> list[list[Piece]]:
    """Break text into lines no wider than ``width`` millimetres, greedily."""
    lines: list[list[Piece]] = []
    line: list[Piece] = []
    used = 0.0
    for word in _words(spans, size, language):
        pieces = [Piece(text, style, measure(text, style)) for text, style in word]
        needed = sum(piece.width for piece in pieces)
        if line and used + sum(piece.width for piece in _without_space(pieces)) > width:
            lines.append(_trimmed(line))
            line, used = [], 0.0
        line += pieces
        used += needed
    return [*lines, _trimmed(line)] if line else lines


def joined(line: list[Piece], measure: Measure, language: str) -> list[Piece]:
    """Neighbours of one style as one piece, so that each is one string in the document.

    Right-to-left lines are cut finer instead: each word, mark and space on its own and in reading order,
    which is the order in which pypdf then reads them.
    """
    runs = [(style, "".join(piece.text for piece in run)) for style, run in groupby(line, lambda p: p.style)]
    if language != "ar":
        return [Piece(text, style, measure(text, style)) for style, text in runs]
    return [
        Piece(part, style, measure(part, style)) for style, text in runs for part in RTL_PIECE.findall(text)
    ]


def _words(spans: Spans, size: float, language: str) -> Iterator[list[tuple[str, Style]]]:
    """Unbreakable words, each with the space and the footnote marks that follow it."""
    word: list[tuple[str, Style]] = []
    for span in spans:
        if span.note:
            word.append((span.text, Style(size * 0.64, span.bold, span.note)))
            continue
        style = Style(size, span.bold)
        for text in _split(span.text, language):
            if word and _may_break(word[-1][0], text, language):
                yield word
                word = []
            word.append((text, style))
    if word:
        yield word


def _split(text: str, language: str) -> list[str]:
    pattern = WORD if language == "zh" else LATIN_WORD
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            parts.append(" ")
        parts.append(match.group())
        end = match.end()
    return [*parts, " "] if end < len(text) else parts


def _may_break(before: str, after: str, language: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    return language == "zh" and after not in NO_LINE_START and before not in NO_LINE_END


def _without_space(pieces: list[Piece]) -> list[Piece]:
    return pieces[:-1] if pieces[-1].text == " " else pieces


def _trimmed(line: list[Piece]) -> list[Piece]:
    return _without_space(line)
