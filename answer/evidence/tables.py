"""Tables: a row says little without the words at the head of its columns."""

import re
from typing import Final

from ingest.document import Passage
from ingest.structure.sentences import Span, trimmed

_LINE: Final = re.compile(r"[^\n]+")
_CELL: Final = re.compile(r"[^|\s]+(?:\s[^|\s]+)*")
_FIGURE: Final = re.compile(r"(?!(?:19|20)\d\d$)(?=[., %()–-]*+\d)[\d., %()–-]++$")


def rows(passage: Passage) -> list[Span]:
    """The lines of a table, the head among them, in order."""
    lines = (trimmed(passage.text, *match.span()) for match in _LINE.finditer(passage.text))
    return [line for line in lines if line.end > line.start]


def head(passage: Passage) -> Span | None:
    """The words above the columns; None in other passages, and where a table begins with figures.

    A first line with one cell only ("Changes") spans several columns: the second belongs to it.
    """
    lines = rows(passage) if passage.kind == "table" else []
    if len(lines) < 2 or _has_figures(lines[0].of(passage.text)):
        return None
    first = lines[0].of(passage.text)
    alone = "|" in first and len(_CELL.findall(first)) == 1
    if alone and len(lines) > 2 and not _has_figures(lines[1].of(passage.text)):
        return Span(lines[0].start, lines[1].end)
    return lines[0]


def above(passage: Passage, span: Span) -> Span | None:
    """The head of the table that a stretch is a row of; None where it is none, or the head itself."""
    found = head(passage)
    return found if found is not None and span.start >= found.end else None


def read(passage: Passage, span: Span) -> str:
    """A stretch as a reader takes it in: a row of a table after its head."""
    top = above(passage, span)
    return f"{top.of(passage.text)}\n{span.of(passage.text)}" if top else span.of(passage.text)


def _has_figures(line: str) -> bool:
    cells = _CELL.findall(line) if "|" in line else line.split()
    return any(_FIGURE.match(cell) for cell in cells)
