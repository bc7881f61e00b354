"""Sessions by which a question names documents: "the seventy-eighth session’s resolution", "the 73rd session"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.query.vocabulary import Word
from language.numbers import cardinals, ordinals

_ORDINALS: Final = ordinals("en")
_TENS: Final = {name: number for name, number in cardinals("en").items() if 20 <= number < 100}
_IN_DIGITS: Final = re.compile(
    r"(?<!\w)(\d{1,2})(?:st|nd|rd|th|e|ème|a|º|°|-я|-й)\s(?:session|sesión|período\sde\ssesiones|сесси[ия])"
    r"|第\s?(\d{1,2})\s?届|الدورة\s(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_IN_WORDS: Final = re.compile(
    rf"\b(?:({'|'.join(_TENS)})[-\s])?({'|'.join(_ORDINALS)})\ssession", re.IGNORECASE
)
# What may stand between a resolution and its session, where the session says which resolution is meant.
_OF: Final = re.compile(
    r"\s(?:(?:adopted|of|from|at|by|the|its|general|assembly|council)(?:['’]s)?\s){1,8}", re.IGNORECASE
)
_ITS: Final = re.compile(r"(?:['’]s?)?\s", re.IGNORECASE)


def find_sessions(text: str, kinds: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Numbers of sessions that say where to look, each with the words for it.

    A session spelled out counts only beside what it is the session of: "a report to its seventy-ninth
    session" is what a resolution says, not where it stands.

    Args:
        text: A question.
        kinds: Where it names kinds of document.
    """
    for match in _IN_DIGITS.finditer(text):
        yield next(filter(None, match.groups())), match[0]
    for match in _IN_WORDS.finditer(text):
        number = _number(match[1], match[2])
        if number and any(_belongs(text, match, kind) for kind in kinds):
            yield str(number), match[0]


def _number(tens: str | None, units: str) -> int:
    """The number an ordinal stands for; 0 for none: "seventy", "eighth" is 78, "eightieth" is 80."""
    number = _ORDINALS[units.lower()]
    if tens is None:
        return number
    return _TENS[tens.lower()] + number if number < 10 else 0


def _belongs(text: str, session: re.Match[str], kind: Word) -> bool:
    if kind.start >= session.end():
        return _ITS.fullmatch(text[session.end() : kind.start]) is not None
    return kind.value == "resolution" and _OF.fullmatch(text[kind.end : session.start()]) is not None
