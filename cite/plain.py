"""Facts of a document as one line of plain text."""

import re
from typing import Final
from urllib.parse import urlsplit

from language.months import month_names

_HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_RARE_SPACE: Final = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


def visible(text: str) -> str:
    """``text`` without control characters and those that turn the direction of writing; lines are kept."""
    return _RARE_SPACE.sub(" ", _HIDDEN.sub("", text))


def one_line(text: str) -> str:
    """``text`` on one line; control characters, and those that turn the direction of writing, left out."""
    return " ".join(_HIDDEN.sub("", text).split())


def titled(title: str) -> str:
    """A title in quotation marks; those inside it become single ones, as UN editorial style has it."""
    return f"“{one_line(title).replace('“', '‘').replace('”', '’')}”"


def date_parts(iso: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as far as they are known."""
    return tuple(int(part) for part in iso.split("-")) if iso else ()


def long_date(iso: str | None) -> str:
    """An ISO date as UN documents print it: "16 December 2015"; empty where there is none."""
    parts = date_parts(iso)
    words = [str(parts[0])] if parts else []
    if len(parts) > 1:
        words.insert(0, month_names("en")[parts[1] - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    return " ".join(words)


def web_address(url: str | None) -> str | None:
    """``url`` where it is a plain web address; None for anything else."""
    address = (url or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    sound = parts.scheme in ("http", "https") and parts.hostname and address == one_line(address)
    return address if sound and " " not in address else None
