"""What a Word file shows, letter by letter from its XML: the second opinion that the balance is struck by."""

from collections.abc import Iterator
from typing import Final

from ingest.readers.word.package import MC, Element, M, Package, W
from ingest.readers.word.styles import is_on

_GONE: Final = {f"{W}del", f"{W}moveFrom", f"{MC}Fallback", f"{W}rt"}
_NOTES: Final = ("footnotes", "endnotes")


def shown_text(package: Package) -> str:
    """All text of the body and its notes but what is deleted, hidden, or shown a second time for older programs."""
    roots = [package.body, *(root for kind in _NOTES if (root := package.related(kind)) is not None)]
    used = {
        str(each.get(f"{W}id")) for each in package.body.iter(f"{W}footnoteReference", f"{W}endnoteReference")
    }
    return " ".join(text for root in roots for text in _texts(root, used))


def _texts(node: Element, notes: set[str]) -> Iterator[str]:
    for child in node:
        if child.tag in _GONE or not isinstance(child.tag, str):
            continue
        if child.tag in {f"{W}footnote", f"{W}endnote"} and str(child.get(f"{W}id")) not in notes:
            continue
        if child.tag == f"{W}r" and is_on(child.find(f"{W}rPr/{W}vanish")):
            continue
        if child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            continue
        if child.tag in {f"{W}t", f"{M}t"}:
            yield child.text or ""
        yield from _texts(child, notes)
