"""XML: texts of law in Akoma Ntoso and the like, and any other by the shape of its elements."""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from ingest.document import ReadingWarning
from ingest.manuscript import Block
from ingest.readers.markup.blocks import blocks
from ingest.readers.markup.inline import inline, is_text, tidy
from ingest.readers.markup.tags import BLOCKS

UNKNOWN: Final = ReadingWarning(reason="It is XML of a kind this program does not know: read as plain text.")

_KNOWN: Final = frozenset({"udhr", "html"})
_APART: Final = frozenset("meta metadata identification references proprietary teiHeader".split())
_NUMBER: Final = frozenset({"num", "no", "enum", "label", "marker"})
_HEADING: Final = frozenset({"heading", "subheading", "title", "head", "docTitle"})
_PLAIN_PART: Final = re.compile(r"[^\W\d_]{2,}")


def is_known(soup: BeautifulSoup) -> bool:
    """Whether the file is of a kind that is read by its own names."""
    root = soup.find(True)
    return isinstance(root, Tag) and root.name in _KNOWN


def xml_blocks(soup: BeautifulSoup) -> Iterator[Block]:
    """The blocks of an XML file."""
    if is_known(soup):
        yield from blocks(soup)
        return
    root = soup.find(True)
    if isinstance(root, Tag):
        yield from _walk(root, 1)


def _walk(node: Tag, depth: int) -> Iterator[Block]:
    """Blocks of an element: one with text of its own is a paragraph, one of others holds theirs.

    A number ("2.", "(a)") goes before the words that follow it; one in words ("Article 1") is a heading.
    """
    number = ""
    for child in node.children:
        if not isinstance(child, Tag):
            text = tidy(str(child)) if is_text(child) else ""
            if text:
                yield Block(kind="paragraph", text=f"{number} {text}".strip())
                number = ""
            continue
        name = child.name.rpartition(":")[2]
        if name in _APART:
            continue
        if name in _NUMBER and not _PLAIN_PART.search(child.get_text()):
            number = tidy(child.get_text())
        elif name in _NUMBER or name in _HEADING:
            yield from _heading(child, depth)
        elif _is_paragraph(child):
            text = tidy(inline(child))
            if text:
                yield Block(kind="paragraph", text=f"{number} {text}".strip())
                number = ""
        else:
            for block in _walk(child, depth + 1):
                yield (
                    block
                    if not number
                    else Block(kind=block.kind, text=f"{number} {block.text}", level=block.level)
                )
                number = ""
    if number:
        yield Block(kind="paragraph", text=number)


def _heading(tag: Tag, depth: int) -> Iterator[Block]:
    text = tidy(inline(tag)).replace("\n", " ")
    if text:
        yield Block(kind="heading", text=text, level=min(depth, 6))


def _is_paragraph(tag: Tag) -> bool:
    """Whether an element has text of its own, or nothing below it that could stand apart."""
    if any(is_text(child) and str(child).strip() for child in tag.children):
        return tag.find(list(BLOCKS)) is None
    return not any(isinstance(child, Tag) for child in tag.children)
