"""Ordinal numbers in figures and in words: who asks for "the 17th session" means the seventeenth."""

import re
from collections.abc import Mapping
from typing import Final

_FIGURES: Final = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)
_UNITS: Final = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS: Final = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def ordinals(text: str) -> Mapping[str, tuple[str, ...]]:
    """The ordinals that a text has in figures, in small letters, each with its word."""
    figures = {match[0].casefold() for match in _FIGURES.finditer(text)}
    return {figure: (_word(int(figure[:-2])),) for figure in figures if int(figure[:-2])}


def _word(number: int) -> str:
    if number < len(_UNITS) + 1:
        return _UNITS[number - 1]
    if number < 20:
        return _TEENS[number - 10]
    ten, unit = divmod(number, 10)
    return f"{_TENS[ten - 2]}-{_UNITS[unit - 1]}" if unit else f"{_TENS[ten - 2].removesuffix('y')}ieth"
