"""Ordinal numbers in figures and in words: who asks for "the 17th session" means the seventeenth."""

import re
from collections.abc import Mapping
from typing import Final

from language.numbers import english_ordinal

_FIGURES: Final = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)


def ordinals(text: str) -> Mapping[str, tuple[str, ...]]:
    """The ordinals that a text has in figures, in small letters, each with its word."""
    figures = {match[0].casefold() for match in _FIGURES.finditer(text)}
    return {figure: (english_ordinal(int(figure[:-2])),) for figure in figures if int(figure[:-2])}
