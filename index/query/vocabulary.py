"""Words of a question that say where its answer stands: bodies, kinds, languages, years counted from today."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from language.pack import packs

_CJK = re.compile(r"[\u4e00-\u9fff]")


class Word(NamedTuple):
    """A word found: what it means, and where it stands."""

    value: str
    start: int
    end: int


def find_words(text: str, sort: str) -> list[Word]:
    """The words of one sort ("bodies", "kinds", "languages", "order", "years", "asks", "demonyms"), in order.

    Args:
        text: A question.
        sort: "demonyms", or a table of a pack's question words.
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
    for value, name in _meanings(sort):
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


def _meanings(sort: str) -> Iterator[tuple[str, str]]:
    """What the words of a sort mean, in every language, each with the word."""
    for known in packs():
        meanings = known.demonyms if sort == "demonyms" else getattr(known.question, sort)
        yield from ((value, word) for value, words in meanings.items() for word in words)
