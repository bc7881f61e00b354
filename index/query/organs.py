"""Resolutions named by their number alone, where the question says whose they are: "ECOSOC 2023/11"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.query.vocabulary import Word
from ingest.names.symbols import SymbolMatch

_NEAR: Final = 2  # characters between "resolution" and a number of the Security Council's
_COUNCIL: Final = re.compile(r"(?<![\d/.])[12]\d{3}(?![\d/])")
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
    if "Security Council" in organs:
        resolutions = [kind.end for kind in kinds if kind.value == "resolution"]
        found = _COUNCIL.finditer(text)
        numbers = (m for m in found if any(0 <= m.start() - end <= _NEAR for end in resolutions))
        yield from _free("S/RES/", numbers, documents)


def _free(
    series: str, numbers: Iterator[re.Match[str]], documents: Sequence[SymbolMatch]
) -> Iterator[SymbolMatch]:
    """Numbers that are part of no symbol, as symbols of a series."""
    for number in numbers:
        if not any(named.start <= number.start() < named.end for named in documents):
            yield SymbolMatch(symbol=f"{series}{number[0]}", start=number.start(), end=number.end())
