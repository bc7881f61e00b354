"""Paragraphs and articles that Chinese counts in words: "第十二条" is "第12条"."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"(?<=第)([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)(?=[条段])")
_DIGITS: Final = "一二三四五六七八九"


def in_digits(text: str) -> str:
    """A text with the numbers of its paragraphs and articles in digits."""
    return _NUMBER.sub(_digits, text)


def _digits(match: re.Match[str]) -> str:
    tens, ten, ones = match.groups()
    tens_digit = (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0
    last = ones or ("" if ten else tens)
    return str(10 * tens_digit + (_DIGITS.index(last) + 1 if last else 0))
