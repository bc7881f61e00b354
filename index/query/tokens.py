"""Texts as the tokens of the lexical index: the same for passages and for questions.

A symbol ("A/RES/70/125", also written "resolution 70/125") and a paragraph reference ("para. 35") are one
token each; numbers, years and acronyms stay whole; words are stemmed (Snowball) in the language of the
text; Chinese is read in pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from ingest.names.symbols import find_symbols
from language.pack import base, pack
from language.stems import stemmer

_LATIN: Final = ("en", "fr", "es", "de")

_LONGEST_TOKEN = 64
_PARAGRAPH = re.compile(
    r"\b(?:paragraphe?|para|párrafo|párr|пункт(?:а|е|у|ом|ы|ах|ов)?)s?\b\.?\s?(?P<western>\d{1,3})(?![\d/])"
    r"|第\s?(?P<chinese>\d{1,3})\s?段|الفقرة\s(?P<arabic>\d{1,3})",
    re.IGNORECASE,
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:'[^\W_]+)*")
_HAN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\w)")
_POSSESSIVE = re.compile(r"'s?$")
_ARABIC_MARKS = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_ARABIC_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")


def tokenise(text: str, language: str) -> list[str]:
    """The content tokens of a text, in order, without function words.

    Args:
        text: Any text.
        language: BCP 47 code; decides the stemmer and the function words.
    """
    return [stem(word, language) for word in content_words(text, language)]


def content_words(text: str, language: str) -> list[str]:
    """Like ``tokenise``, before stemming."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    stop = stop_words(language)
    return [word[:_LONGEST_TOKEN] for word in _words(text) if word not in stop]


def stem(word: str, language: str) -> str:
    """One word without its ending, accents and variant letters; symbols and numbers as they are."""
    return _stem(word, base(language)) if word.isalpha() else word


def stems(word: str, language: str) -> tuple[str, ...]:
    """The stems a word of a question may have in passages of any language, the question's own first."""
    others = _LATIN if max(word, default="") < "\u0250" else ()
    languages = dict.fromkeys((base(language), *others))
    return tuple(dict.fromkeys(stem(word, code) for code in languages))


@cache
def stop_words(language: str) -> frozenset[str]:
    """The function words of a language; none where they are not known."""
    return frozenset(pack(language).stop)


def _words(text: str) -> Iterator[str]:
    at = 0
    for start, end, token in _whole_tokens(text):
        if start >= at:
            yield from _plain_words(text[at:start])
            yield token
            at = end
    yield from _plain_words(text[at:])


def _whole_tokens(text: str) -> list[tuple[int, int, str]]:
    found = [(match.start, match.end, _symbol_token(match.symbol)) for match in find_symbols(text, bare=True)]
    found += [
        (match.start(), match.end(), f"¶{match[match.lastgroup or 0]}") for match in _PARAGRAPH.finditer(text)
    ]
    return sorted(found)


def _symbol_token(symbol: str) -> str:
    return symbol.casefold().replace(" ", "_")


def _plain_words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text.casefold()):
        word = match[0]
        if word[0].isdecimal():
            yield _THOUSANDS.sub("", word)
        elif _HAN.search(word):
            yield from _mixed(word)
        else:
            yield _POSSESSIVE.sub("", _ELISION.sub("", word)).replace("'", "")


def _mixed(word: str) -> Iterator[str]:
    """Chinese runs as pairs of characters, what stands between them as words."""
    for part in _HAN.split(word):
        if _HAN.match(part):
            for run in _chinese_breaks().split(part):
                yield from (a + b for a, b in pairwise(run)) if len(run) > 1 else filter(None, (run,))
        elif part:
            yield part


@cache
def _chinese_breaks() -> re.Pattern[str]:
    return re.compile("|".join(sorted(stop_words("zh"), key=len, reverse=True)))


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    return _folded(stemmer(language)(word))


def _folded(word: str) -> str:
    """Without accents, vowel marks and variant letters of Arabic."""
    if word.isascii():
        return word
    word = _ARABIC_MARKS.sub("", word).translate(_ARABIC_LETTERS)
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
