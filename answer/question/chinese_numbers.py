"""Paragraphs and articles that Chinese counts in words: "第十二条" is "第12条"."""

import re
from typing import Final

from language.numbers import chinese_number

_NUMBER: Final = re.compile(r"(?<=第)[一二三四五六七八九十]+(?=[条段])")


def in_digits(text: str) -> str:
    """A text with the numbers of its paragraphs and articles in digits."""
    return _NUMBER.sub(lambda match: str(chinese_number(match[0])), text)
