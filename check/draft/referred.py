"""The references of a paragraph: each document named, with the place in it that is named beside it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cite.references import Mention, mentions
from ingest.names.symbols import SymbolMatch, find_symbols

REACH: Final = 40  # characters between a symbol and its paragraph, of a part's name and commas only

_BETWEEN = re.compile(
    r"[\s,(]*(?:(?:annex|enclosure|appendix|part|section)(?:\s[IVXLC\d]+|\s[A-Z]\b)?[\s,]*)?(?:(?:in|at|its)\s)*",
    re.IGNORECASE,
)
_OF = re.compile(r",?\s(?:of|in|to|de|du|de la|del)\s(?:(?:the|its|la|document|doc\.)\s)*", re.IGNORECASE)
_LONE = re.compile(r"(?:\(|\bibid\.?,?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred:
    """A reference in a text.

    Attributes:
        reference: In a spelling that can be looked up ("A/RES/70/125, para. 35").
        symbol: The document.
        start: First character.
        end: One past the last.
    """

    reference: str
    symbol: str
    start: int
    end: int


def references(text: str) -> list[Referred]:
    """Every reference of a paragraph in order; none overlap.

    A paragraph number on its own counts only in brackets or after "ibid.", and where the text before it
    names one document alone.
    """
    symbols, places = find_symbols(text), mentions(text)
    if not symbols:
        return []
    taken: set[int] = set()
    starts = [place.start for place in places]
    found = [_with_place(text, symbol, places, starts, taken) for symbol in symbols]
    named: set[str] = set()
    ahead = iter(symbols)
    pending = next(ahead, None)
    for index, place in enumerate(places):
        while pending is not None and pending.end <= place.start:
            named.add(pending.symbol)
            pending = next(ahead, None)
        if (
            index not in taken
            and len(named) == 1
            and _LONE.search(text[max(0, place.start - 12) : place.start])
        ):
            (symbol,) = named
            found.append(_placed(symbol, f", {text[place.start : place.end]}", place.start, place.end))
    return sorted(found, key=lambda reference: reference.start)


def _with_place(
    text: str, symbol: SymbolMatch, places: Sequence[Mention], starts: Sequence[int], taken: set[int]
) -> Referred:
    after = bisect_left(starts, symbol.end)
    if after < len(places):
        between = text[symbol.end : places[after].start][: REACH + 1]
        if len(between) <= REACH and _BETWEEN.fullmatch(between) and after not in taken:
            taken.add(after)
            end = places[after].end
            return _placed(symbol.symbol, f"{text[symbol.end : end]}".replace("(", ","), symbol.start, end)
    before = after - 1
    if before >= 0 and before not in taken and places[before].end <= symbol.start:
        between = text[places[before].end : symbol.start][: REACH + 1]
        if _OF.fullmatch(between):
            taken.add(before)
            printed = text[places[before].start : places[before].end]
            return _placed(symbol.symbol, f", {printed}", places[before].start, symbol.end)
    return Referred(reference=symbol.symbol, symbol=symbol.symbol, start=symbol.start, end=symbol.end)


def _placed(symbol: str, rest: str, start: int, end: int) -> Referred:
    rest = re.sub(r"\s+", " ", re.sub(r"^[\s,]*", ", ", rest))
    return Referred(reference=symbol + rest, symbol=symbol, start=start, end=end)
