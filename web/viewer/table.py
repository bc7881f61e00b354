"""A table of a document as a table: its cells are those that its reader found, its letters those of the passage."""

import re
from collections.abc import Iterator
from typing import Final

from ingest.document import Passage
from web.kit.markup import escape

_LINE: Final = re.compile(r"[^\n]+")
LEAST_ROWS: Final = 2

Span = tuple[int, int]


def is_table(passage: Passage) -> bool:
    """Whether the cells of a passage are known: every line has them, and there is more than a head."""
    lines = passage.text.splitlines()
    return passage.kind == "table" and len(lines) >= LEAST_ROWS and all("|" in line for line in lines)


def table_html(passage: Passage, quote: str = "") -> str:
    """The table, its first line as its head, the quoted words marked in every cell that has some of them."""
    at = passage.text.find(quote) if quote else -1
    marked = (at, at + len(quote)) if at >= 0 else (0, 0)
    rows = [_row(passage.text, line.span(), marked, "td") for line in _LINE.finditer(passage.text)]
    head = _row(passage.text, next(_LINE.finditer(passage.text)).span(), marked, 'th scope="col"')
    return f'<div class="cells" tabindex="0"><table><thead>{head}</thead><tbody>{"".join(rows[1:])}</tbody></table></div>'


def _row(text: str, line: Span, marked: Span, tag: str) -> str:
    cells = (_cell(text, span, marked) for span in _cells(text, line))
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag[:2]}>' for cell in cells)}</tr>"


def _cells(text: str, line: Span) -> Iterator[Span]:
    """The cells of a line; a bar at either end of it begins and ends no cell."""
    start, end = line
    while start < end and text[start] in "| ":
        start += 1
    while end > start and text[end - 1] in "| ":
        end -= 1
    at = start
    while at <= end:
        stop = text.find("|", at, end)
        stop = end if stop < 0 else stop
        yield (at, stop)
        at = stop + 1


def _cell(text: str, cell: Span, marked: Span) -> str:
    first, last = max(cell[0], marked[0]), min(cell[1], marked[1])
    if first >= last or not text[first:last].strip():
        return escape(text[cell[0] : cell[1]].strip())
    before, within, after = text[cell[0] : first], text[first:last], text[last : cell[1]]
    return f"{escape(before.lstrip())}<mark>{escape(within.strip())}</mark>{escape(after.rstrip())}"
