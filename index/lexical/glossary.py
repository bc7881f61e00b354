"""The terms of these tracks that a question uses in another language, in English."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_INFLECTED = re.compile(r"[\u0400-\u04ff]")
_BOUNDED = re.compile(r"[^\u4e00-\u9fff\u0600-\u06ff]")


def in_english(text: str) -> tuple[str, ...]:
    """The English of the terms that ``text`` uses, the longest first, none twice."""
    folded = text.casefold().replace("’", "'")
    return tuple(english for english, pattern in _terms() if pattern.search(folded))


@cache
def _terms() -> list[tuple[str, re.Pattern[str]]]:
    read: dict[str, list[str]] = tomllib.loads(
        files("index.lexical").joinpath("glossary.toml").read_text(encoding="utf-8")
    )
    longest_first = sorted(read.items(), key=lambda item: -len(item[0]))
    return [(english, re.compile("|".join(map(_form, names)))) for english, names in longest_first]


def _form(name: str) -> str:
    """A term as it may stand in a text: Russian words with any ending."""
    folded = name.casefold().replace("’", "'")
    if _INFLECTED.search(folded):
        return r"\b" + r"[а-яё]{0,4}\s".join(map(re.escape, folded.split()))
    if _BOUNDED.search(folded[0]):
        return rf"\b{re.escape(folded)}(?!\w)"
    return re.escape(folded)
