"""The fields a sidecar may give, each with the check its value must pass."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

import pycountry

from ingest.names.symbols import normalise

Value = str | tuple[str, ...]

_LONGEST: Final = 1000
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_KIND = re.compile(r"[a-z][a-z_]{1,39}")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[A-Za-z0-9]{2,8}){0,3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _words(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("give a text between quotation marks")
    if len(value) > _LONGEST or _CONTROL.search(value):
        raise ValueError(f"give one line of at most {_LONGEST} characters")
    return " ".join(value.split())


def _symbols(value: object) -> tuple[str, ...]:
    """One symbol, several in a list, or several with semicolons between them (for a table)."""
    items = value if isinstance(value, list) else _words(value).split(";")
    found = dict.fromkeys(_symbol(item) for item in items if not isinstance(item, str) or item.strip())
    if not found:
        raise ValueError("give at least one symbol")
    return tuple(found)


def _symbol(value: object) -> str:
    words = _words(value)
    symbol = normalise(words)
    if symbol is None:
        raise ValueError(f"“{words[:80]}” is not a symbol; write it as in A/RES/70/125 or GE-005")
    return symbol


def _iso_date(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    words = str(value) if isinstance(value, int) else _words(value)
    match = _DATE.fullmatch(words)
    if not match:
        raise ValueError(f"“{words[:40]}” is not a date; write 2015-12-16, 2015-12 or 2015")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError as error:
        raise ValueError(f"there is no day {words}") from error
    return words


def _language(value: object) -> str:
    words = _words(value)
    match = _LANGUAGE.fullmatch(words)
    code = match[1] if match else ""
    if not (pycountry.languages.get(alpha_2=code) or pycountry.languages.get(alpha_3=code)):
        raise ValueError(f"“{words[:40]}” is not a language code; write en, fr, es, ru, zh or ar")
    return words


def _kind(value: object) -> str:
    words = _words(value)
    if not _KIND.fullmatch(words):
        raise ValueError("write one word in small letters, as in report, letter or verbatim_record")
    return words


def _address(value: object) -> str:
    words = _words(value)
    try:
        parts = urlsplit(words)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in words
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("give a web address that begins with https://")
    return words


FIELDS: Final[Mapping[str, Callable[[object], Value]]] = {
    "symbol": _symbols,
    "title": _words,
    "date": _iso_date,
    "body": _words,
    "language": _language,
    "author": _words,
    "kind": _kind,
    "url": _address,
    "original_language": _language,
    "session": _words,
    "agenda_item": _words,
    "job_number": _words,
}
"""Checks by field; each gives the value as it is kept and raises ValueError with what to write."""
