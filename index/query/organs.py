"""Resolutions named by their number alone: "ECOSOC 2023/11", and "resolution 2744", which is nobody's but one's.

Of the organs that number their resolutions without a session or a year the Security Council alone has come past
a thousand in our time; a number that may be a year is its resolution only where it is named.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.query.vocabulary import Word
from ingest.names.symbols import SymbolMatch

_NEAR: Final = re.compile(r"\W{0,2}(?:(?:no|nr|number|número|numéro|núm|n[°º]|№|رقم)\W{1,2})?|[^\w\s]?号")
_COUNCIL: Final = re.compile(r"(?<![\d/.])[12]\d{3}(?![\d/])(?! ?\([XVIL]+\))")
_SHORT: Final = re.compile(
    r"\b(?:UNSCR|SCR|SC\s[Rr]es(?:olution)?\.?|UNSC\s[Rr]es(?:olution)?\.?)\s?([12]\d{3})(?![\d/])"
)
_YEARS: Final = range(1945, 2040)
_YEARLY: Final = re.compile(r"(?<![\w/.\-])20\d\d/\d{1,3}(?![\w/]|[.\-]\d)")


def by_organ(
    text: str, documents: Sequence[SymbolMatch], bodies: Sequence[Word], kinds: Sequence[Word]
) -> Iterator[SymbolMatch]:
    """The documents a question names, those named by number alone given to the organ it speaks of.

    Args:
        text: The question.
        documents: Symbols found in it; a number alone is taken to be the General Assembly's.
        bodies: Where it names organs.
        kinds: Where it names kinds of document.
    """
    organs = {body.value for body in bodies}
    rights = "Human Rights Council" in organs and "General Assembly" not in organs
    for match in documents:
        number = match.symbol.removeprefix("A/RES/")
        words = text[match.start : match.end]
        if rights and number != match.symbol and number in words and "/RES/" not in words.upper():
            yield SymbolMatch(symbol=f"A/HRC/RES/{number}", start=match.start, end=match.end)
        else:
            yield match
    if "Economic and Social Council" in organs:
        yield from _free("E/RES/", _YEARLY.finditer(text), documents)
    yield from _free("S/RES/", _councils(text, kinds, named="Security Council" in organs), documents)


def _councils(text: str, kinds: Sequence[Word], *, named: bool) -> Iterator[re.Match[str]]:
    """Numbers of Security Council resolutions, beside the word for one or its short form."""
    yield from _SHORT.finditer(text)
    words = [kind for kind in kinds if kind.value == "resolution"]
    for number in _COUNCIL.finditer(text):
        between = [text[kind.end : number.start()] for kind in words if kind.end <= number.start()]
        between += [text[number.end() : kind.start] for kind in words if number.end() <= kind.start]
        if (named or int(number[0]) not in _YEARS) and any(_NEAR.fullmatch(part) for part in between):
            yield number


def _free(
    series: str, numbers: Iterator[re.Match[str]], documents: Sequence[SymbolMatch]
) -> Iterator[SymbolMatch]:
    """Numbers that are part of no symbol, as symbols of a series."""
    for number in numbers:
        group = number.re.groups
        if not any(named.start <= number.start(group) < named.end for named in documents):
            yield SymbolMatch(symbol=f"{series}{number[group]}", start=number.start(), end=number.end())
