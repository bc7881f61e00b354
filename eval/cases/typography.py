"""Comparing words without their typography; written apart from the answer room, which it checks."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_QUOTES: Final = "\"'“”„‟«»‹›「」『』〝〞＂`´‘’‚‛"
_APOSTROPHE: Final = re.compile(r"(?<=\w)[’'ʼ](?=\w)")
_HYPHENS: Final = re.compile("[-\u2010-\u2015\u2212]")
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
_DROP_QUOTES: Final = str.maketrans(dict.fromkeys(_QUOTES))
_MARK: Final = re.compile(r"(?<!\\)\[\d+\]")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """``text`` with quotation marks and invisible characters gone, one hyphen, single spaces."""
    text = _APOSTROPHE.sub("\ue000", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    text = _HYPHENS.sub("-", text.translate(_DROP_QUOTES)).replace("\ue000", "’")
    return " ".join(text.split())


def says(text: str, words: str) -> bool:
    """Whether ``words`` stand in ``text`` as whole words, whatever their case.

    Chinese and Japanese have no spaces: there a number or a foreign word ends where such a character begins.
    """
    needle, hay = normal(words).casefold(), normal(text).casefold()
    before = r"(?<![^\W\u3040-\u9fff])" if _bounded(needle[:1]) else ""
    after = r"(?![^\W\u3040-\u9fff])" if _bounded(needle[-1:]) else ""
    return bool(needle) and re.search(before + re.escape(needle) + after, hay) is not None


def plain(markdown: str) -> str:
    """The words of an answer: emphasis, escapes and citation marks taken off."""
    text = _MARK.sub("", markdown).replace("**", "")
    return _ESCAPED.sub(r"\1", text)


def count_words(text: str) -> int:
    """Words; in Chinese, half the characters."""
    chinese = sum("\u3400" <= character <= "\u9fff" for character in text)
    return len(re.findall(r"[^\W\u3400-\u9fff]+", text)) + chinese // 2


def _bounded(character: str) -> bool:
    return character.isalnum() and not "\u3040" <= character <= "\u9fff"
