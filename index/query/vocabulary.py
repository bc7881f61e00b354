"""Words of a question that say where its answer stands: bodies, kinds, languages, years counted from today."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_CJK = re.compile(r"[\u4e00-\u9fff]")


class Word(NamedTuple):
    """A word found: what it means, and where it stands."""

    value: str
    start: int
    end: int


def find_words(text: str, sort: str) -> list[Word]:
    """The words of one sort ("bodies", "kinds", "languages", "order", "years", "asks"), in order.

    Args:
        text: A question.
        sort: A table of vocabulary.toml.
    """
    return sorted(_found(text, sort), key=lambda word: word.start)


def body_named(name: str) -> str:
    """The one spelling of a body: "ECOSOC" is the Economic and Social Council; an unknown one as it is."""
    return next((word.value for word in find_words(name, "bodies")), name)


def _found(text: str, sort: str) -> Iterator[Word]:
    pattern, acronyms, values = _table(sort)
    folded = _folded(text)
    for match in pattern.finditer(folded):
        yield Word(values[match[0]], match.start(), match.end())
    if acronyms:
        for match in acronyms.finditer(text):
            yield Word(values[match[0]], match.start(), match.end())


@cache
def _table(sort: str) -> tuple[re.Pattern[str], re.Pattern[str] | None, dict[str, str]]:
    values: dict[str, str] = {}
    words: list[str] = []
    acronyms: list[str] = []
    for value, names in _tables()[sort].items():
        for name in names:
            (acronyms if name.isupper() and name.isascii() else words).append(name)
            values[name if name.isupper() and name.isascii() else _folded(name)] = value
    return _either([_folded(word) for word in words]), _either(acronyms) if acronyms else None, values


def _either(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    bounded = [
        re.escape(word) if _CJK.search(word) else rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest_first
    ]
    return re.compile("|".join(bounded))


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """Small letters and one apostrophe, a character for a character."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text).replace("’", "'")


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("index.query").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    )
    return tables
