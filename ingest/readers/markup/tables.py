"""Tables of a page, row by row, and after each the tables in its cells, so that no text comes twice."""

from collections.abc import Iterator

from bs4 import Tag

from ingest.manuscript import Block
from ingest.readers.markup.inline import inline, tidy


def table(tag: Tag) -> Iterator[Block]:
    """A table as blocks.

    Where a row or a cell was never closed, those that the parser put into it are part of its text.
    """
    inner: list[Tag] = []

    def aside(child: Tag) -> bool:
        if child.name == "table":
            inner.append(child)
        return child.name == "table"

    rows = [
        " | ".join(tidy(inline(cell, aside)).replace("\n", " ") for cell in _own(row, {"td", "th"}, inner))
        for row in _own(tag, {"tr"}, inner)
    ]
    text = "\n".join(row for row in rows if row.strip(" |"))
    if text:
        yield Block(kind="table", text=text)
    for each in inner:
        yield from table(each)


def _own(node: Tag, names: set[str], inner: list[Tag]) -> Iterator[Tag]:
    """The outermost elements of some names; tables on the way are put aside."""
    for child in node.children:
        if not isinstance(child, Tag):
            continue
        if child.name in names:
            yield child
        elif child.name == "table":
            inner.append(child)
        else:
            yield from _own(child, names, inner)
