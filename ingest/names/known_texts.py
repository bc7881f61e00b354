"""Documents called by name: "the Global Digital Compact" is A/RES/79/1."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ingest.names.symbols import SymbolMatch


def find_known_texts(text: str) -> list[SymbolMatch]:
    """Every well-known document that ``text`` calls by name, in order, none overlapping."""
    pattern, symbols = _names()
    return [
        SymbolMatch(symbol=symbols[_folded(match[0])], start=match.start(), end=match.end())
        for match in pattern.finditer(text)
    ]


def texts_named(symbol: str) -> tuple[str, ...]:
    """What a document of a symbol is called; empty where it has no name of its own."""
    return tuple(_data().get(symbol, ()))


@cache
def _data() -> Mapping[str, list[str]]:
    text = files("ingest.names").joinpath("known_texts.toml").read_text(encoding="utf-8")
    data: Mapping[str, list[str]] = tomllib.loads(text)
    return data


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, str]]:
    symbols = {_folded(name): symbol for symbol, names in _data().items() for name in names}
    longest_first = sorted(symbols, key=len, reverse=True)
    either = "|".join(re.escape(name).replace("’", "['’]") for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), symbols


def _folded(name: str) -> str:
    return name.casefold().replace("'", "’")
