"""The one rule for text within a line: breaks, raised characters, deletions, quotations, ruby, formulas."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from bs4 import Tag
from bs4.element import CData, NavigableString, PreformattedString
from lxml import etree

from ingest.layout.characters import composed
from ingest.layout.raised import raised
from ingest.readers.word.formulas import formula

BREAK: Final = "\ue022"
"""Stands for a line break until the text is tidied."""

_GONE: Final = frozenset({"del", "s", "strike", "rt", "rp", "rtc"})
_CELLS: Final = frozenset({"td", "th"})
_QUOTES: Final = (("“", "”"), ("‘", "’"))

Aside = Callable[[Tag], bool]


def inline(node: Tag, aside: Aside | None = None) -> str:
    """The words of an element in their order, line breaks as ``BREAK``, raised characters marked.

    Args:
        node: The element.
        aside: Asked of each element within; where it says yes, the element's words are left out.
    """
    return "".join(_strings(node, aside or (lambda _: False), 0))


def tidy(text: str) -> str:
    """White space made single; line breaks are line ends."""
    text = re.sub(r"\s+", " ", composed(text))
    return re.sub(rf"(?: ?{BREAK} ?)+", "\n", text).strip()


def _strings(node: Tag, aside: Aside, quoted: int) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, Tag):
            yield from (" ",) if aside(child) else element(child, aside, quoted)
        elif is_text(child):
            yield str(child)


def element(tag: Tag, aside: Aside, quoted: int = 0) -> Iterator[str]:
    """The words of one inline element."""
    name = tag.name
    if name in _GONE:
        return
    if name == "br":
        yield BREAK
    elif name == "sup":
        yield raised("".join(_strings(tag, aside, quoted)))
    elif name == "q":
        opens, closes = _QUOTES[quoted % 2]
        yield opens
        yield from _strings(tag, aside, quoted + 1)
        yield closes
    elif name == "math":
        yield _mathml(tag)
    else:
        apart = name in _CELLS or (name in {"p", "div", "li"} and bool(tag.contents))
        if apart:
            yield " "
        yield from _strings(tag, aside, quoted)
        if apart:
            yield " "


def is_text(node: object) -> bool:
    """Whether a node is text that is shown: no comment, no declaration."""
    if not isinstance(node, NavigableString):
        return False
    return type(node) is CData or not isinstance(node, PreformattedString)


def _mathml(tag: Tag) -> str:
    try:
        return formula(etree.fromstring(str(tag), etree.XMLParser(recover=True, resolve_entities=False)))
    except (etree.XMLSyntaxError, ValueError, TypeError):
        return tag.get_text(" ")
