"""What was written into the fields of a PDF form, as fragments where the fields stand."""

from collections.abc import Iterator
from typing import Final

from pypdf import PageObject

from ingest.readers.pdf.fragment import Fragment, Turned

_SIZE: Final = 10.0
_WRITTEN: Final = frozenset({"/Tx", "/Ch"})  # text and choices; buttons hold no words
_DEEPEST: Final = 8


def filled_fields(page: PageObject) -> Iterator[Turned]:
    """The values of a page's fields."""
    for reference in page.get("/Annots") or ():
        field = reference.get_object()
        if field.get("/Subtype") != "/Widget":
            continue
        value = _inherited(field, "/V")
        if _inherited(field, "/FT") in _WRITTEN and value and str(value).strip():
            left, bottom = float(field["/Rect"][0]), float(field["/Rect"][1])
            text = " ".join(str(value).split())
            yield Turned(Fragment(text=text, x=left + 2, y=bottom + 3, size=_SIZE, font=""), 0)


def _inherited(field: object, name: str) -> object:
    """A property of a field, or of the field that it is a part of."""
    for _ in range(_DEEPEST):
        if not hasattr(field, "get"):
            return None
        if name in field:  # type: ignore[operator]
            return field[name]  # type: ignore[index]
        parent = field.get("/Parent")
        field = parent.get_object() if parent is not None else None
    return None
