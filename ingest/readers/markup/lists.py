"""The mark that a browser prints before an item of a list: "3.", "(b)", "IV.", a bullet."""

import re
from typing import Final

from bs4 import Tag

from ingest.readers.word.numbering import written

_FORMS: Final = {
    "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "i": "lowerRoman", "lower-roman": "lowerRoman", "I": "upperRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_OWN: Final = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivxIVX]{1,5})[.)]|[•●▪–—])\s")


def mark(item: Tag, text: str) -> str:
    """The mark of a list item with a space behind it; empty where its words begin with one, or it prints none.

    Args:
        item: The item.
        text: Its words.
    """
    parent = item.parent
    if _OWN.match(text) or parent is None:
        return ""
    if parent.name != "ol":
        return "• "
    form = str(item.get("type") or parent.get("type") or "")
    styled = _STYLE.search(str(parent.get("style") or ""))
    form = _FORMS.get(form) or _FORMS.get(styled[1].lower() if styled else "") or "decimal"
    if styled and styled[1].lower() == "none":
        return ""
    number = written(_value(item, parent), form)
    return f"({number}) " if form.startswith("lower") else f"{number}. "


def _value(item: Tag, parent: Tag) -> int:
    own = _integer(item.get("value"))
    if own is not None:
        return own
    before = [each for each in item.find_previous_siblings("li") if isinstance(each, Tag)]
    step = -1 if parent.has_attr("reversed") else 1
    for distance, each in enumerate(before, start=1):
        counted = _integer(each.get("value"))
        if counted is not None:
            return counted + step * distance
    start = _integer(parent.get("start"))
    if start is None:
        start = len(parent.find_all("li", recursive=False)) if step < 0 else 1
    return start + step * len(before)


def _integer(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None
