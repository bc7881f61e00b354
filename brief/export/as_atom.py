"""What is new as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final
from xml.etree import ElementTree

from brief.footnotes import address, note
from brief.model import Brief, Entry
from brief.paper import title, words
from cite.plain import one_line

_SPACE: Final = "http://www.w3.org/2005/Atom"


def as_atom(brief: Brief, entries: Sequence[Entry]) -> bytes:
    """The feed: an item for each entry."""
    ElementTree.register_namespace("", _SPACE)
    feed = ElementTree.Element(f"{{{_SPACE}}}feed")
    _add(feed, "title", title(brief))
    _add(feed, "id", f"urn:sha256:{sha256(brief.topic.encode()).hexdigest()}")
    _add(feed, "updated", brief.made)
    _add(_add(feed, "author", ""), "name", "Rapporteur")
    for entry in entries:
        item = _add(feed, "entry", "")
        key = f"{entry.passage.id} {entry.owner.name} {entry.quote}"
        _add(item, "title", one_line(f"{entry.owner.name}: {entry.match.reference}"))
        _add(item, "id", f"urn:sha256:{sha256(key.encode()).hexdigest()}")
        _add(item, "updated", brief.made)
        _add(item, "content", f"{words(entry)} — {note(entry)}")
        where = address(entry)
        if where:
            ElementTree.SubElement(item, f"{{{_SPACE}}}link", {"href": where})
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_SPACE}}}{name}")
    if text:
        child.text = text
    return child
