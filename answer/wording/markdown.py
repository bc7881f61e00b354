"""Words of documents, models and users inside Markdown: shown as they are, doing nothing."""

import re
from typing import Final

# "[…]" stays as it is: it is our own mark of an omission and nothing links to it.
_ACTIVE: Final = re.compile(r"[\\`*_$~|<>]|\[(?!…\])|(?<!\[…)\]|&(?=#?\w{1,32};)")
_AT_LINE_START: Final = re.compile(r"^(\s*)([#+=-]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def escape(text: str) -> str:
    """``text`` for a Markdown page: marks that would format, link, cite or be code or math are escaped.

    Control characters, and those that turn the direction of writing, are left out: they show nothing and
    can hide or reorder what is read.
    """
    text = _ACTIVE.sub(r"\\\g<0>", _CONTROL.sub("", text))
    return _AT_LINE_START.sub(lambda match: match[1] + _inert(match[2]), text)


def _inert(start: str) -> str:
    return f"{start}\\" if start.isdigit() else f"\\{start}"
