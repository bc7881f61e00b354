"""Raised characters, by one rule for all formats: a note's mark where that note exists, else part of the word.

A reader puts raised characters between ``OPENS`` and ``CLOSES``. ``settle`` takes out those that are marks of
the notes there are, and writes the others as they are read: 10⁶, km², 1er, 19th.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

OPENS: Final = "\ue020"
CLOSES: Final = "\ue021"

_RAISED: Final = re.compile(rf"(\s*){OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")
_LEADING: Final = re.compile(rf"\s*{OPENS}\s*([^{OPENS}{CLOSES}]{{1,8}}?)\s*{CLOSES}")
_LABEL: Final = re.compile(r"(?<!\s)[\[(]?\s*+(\d{1,3}|[a-z]|[ivx]{1,6}|\*{1,4}|[†‡§])\s*+[\])]?")
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_POWER: Final = re.compile(r"[+−–-]?\d{1,3}|n")
_POWERED: Final = re.compile(
    r"(?<![\w.,/])\d{1,3}$|(?<![^\W\d_])[^\W\d_]{1,3}$|[⁰¹²³⁴-⁹]$|(?<!\S)\d{1,3}(?:[.,]\d+)?$"
)
"""What figures may be raised behind: a short number, a unit or a variable; not a word or a year."""
_UNIT: Final = re.compile(r"(?<![^\W\d_])(?:[kcdm]?m|km|ft|mi|yd)$")


def raised(text: str) -> str:
    """Characters as a reader marks them raised; white space around them stays outside."""
    bare = text.strip()
    if not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{OPENS}{bare}{CLOSES}{after}"


def leading_label(text: str) -> tuple[str, str] | None:
    """The raised mark with which a note's own words begin, and those words; None where there is none."""
    match = _LEADING.match(text)
    label = _LABEL.fullmatch(match[1]) if match else None
    return (label[1], text[match.end() :].strip()) if match and label else None


def settle(text: str, notes: Collection[str]) -> str:
    """A text with its raised characters settled.

    Args:
        text: With raised characters marked.
        notes: Labels of the notes that exist.
    """
    if OPENS not in text:
        return text

    def written(match: re.Match[str]) -> str:
        before = text[: match.start()]
        if is_mark(match[2], before if not match[1] else f"{before} ", notes):
            return ""
        return match[1] + power(match[2])

    return _RAISED.sub(written, text).replace(OPENS, "").replace(CLOSES, "")


def is_mark(label: str, before: str, notes: Collection[str]) -> bool:
    """Whether raised characters are marks of notes: of notes that exist, or where nothing can have a power.

    Args:
        label: The raised characters.
        before: What stands before them.
        notes: Labels of the notes that exist.
    """
    parts = [part for part in re.split(r"[,;\s]+", label) if part]
    labels = [found[1] for part in parts if (found := _LABEL.fullmatch(part))]
    if not parts or len(labels) < len(parts) or belongs(label, before):
        return False
    if all(each in notes for each in labels):
        return True
    return all(each.isdecimal() or not each.isalpha() for each in labels) and not _POWERED.search(before)


def belongs(label: str, before: str) -> bool:
    """Whether raised figures are a power whatever notes there are: of a unit of length, or of a ten that is multiplied."""
    if label in {"2", "3"} and _UNIT.search(before):
        return True
    return label.isdecimal() and re.search(r"[×·]\s?10$", before) is not None


def power(text: str) -> str:
    """Raised characters that belong to their word: figures as raised figures, letters as letters."""
    return text.translate(_SUPERSCRIPTS) if _POWER.fullmatch(text) else text


def lowered(text: str) -> str:
    """Raised and lowered figures as plain ones."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "²" <= c <= "³" or c == "¹" or "⁰" <= c <= "₎" else c
        for c in text
    )
