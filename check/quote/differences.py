"""Word by word: where a quotation departs from its source, and how much each departure matters."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from answer.text.quotes import Token, tokens
from check.quote.finding import Difference, Gravity
from check.quote.telling import contrary, is_negation, is_number, narrows, tells
from ingest.layout.raised import lowered

LONGEST_SHOWN: Final = 300  # characters of the source shown for words that a quotation leaves out
LONE: Final = 3  # words left out at most, for a number among them to be what was left out
LONGEST_LETTER: Final = 5  # characters of a sub-paragraph's mark: "(viii)"

_SENTENCE_END = re.compile(r"(?<=[.!?。！？؟])[”’\"»)]*\s+(?=[^\W\d_])|(?<=[。！？])|\n")
_ENDED = re.compile(r"[.!?。！？؟][”’\"»)]*\s*$")
_INSIDE = re.compile(r"[-’']")
_MARK = re.compile(r"\W+")
_GROUPED = re.compile(r"(?<=\d)[ ,\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_UNIT = re.compile(r"[^\W\d_]+[²³]")


def differences(
    quoted: Sequence[Token], source: Sequence[Token], texts: tuple[str, str], language: str
) -> tuple[Difference, ...]:
    """Where the tokens of a quotation depart from those of its source, in order.

    Args:
        quoted: Tokens of the quotation.
        source: Tokens of the stretch of the source that it goes back to.
        texts: The quotation and the source, as the tokens' places count in them.
        language: BCP 47 code of the source: it decides which words negate, oblige and allow.
    """
    here = [token.folded for token in quoted]
    there = [token.folded for token in source]
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gravity = _gravity(quoted[a:b], source[c:d], language)
        if gravity == "minor" and (
            (a and narrows(here[a - 1], language) and (a == b or c == d))
            or _bracketed(quoted[a:b], texts[0]) != _bracketed(source[c:d], texts[1])
        ):
            gravity = "serious"
        found.append(
            Difference(
                quoted=_text(quoted[a:b], texts[0]),
                original=_shortened(_text(source[c:d], texts[1])),
                gravity=gravity,
            )
        )
    return tuple(found)


def decides(text: str, language: str = "en") -> bool:
    """Whether a text has a number or a word that negates, obliges, allows or takes sides.

    Args:
        text: A few words of a quotation or of its source.
        language: BCP 47 code.
    """
    return any(tells(token.folded, language) for token in comparable(text))


def swallows(text: str, language: str, before: str = "") -> bool:
    """Whether words that an omission mark stands for change what is left: a negation, a condition, a lone number.

    Whole sentences that were left out change nothing in those beside them.

    Args:
        text: The words left out.
        language: BCP 47 code.
        before: What stands before them: where a sentence ends there, the first one left out is whole.
    """
    sentences = _SENTENCE_END.split(text)
    whole_first, whole_last = _ENDED.search(before) is not None, _ENDED.search(text) is not None
    if len(sentences) == 1:
        ends = [] if whole_first and whole_last else [text]
    else:
        ends = [*([] if whole_first else sentences[:1]), *([] if whole_last else sentences[-1:])]
    for left_out in map(comparable, ends):
        if any(is_negation(token.folded, language) for token in left_out):
            return True
        if len(left_out) <= LONE and any(is_number(token.folded, language) for token in left_out):
            return True
    return False


def _gravity(quoted: Sequence[Token], original: Sequence[Token], language: str) -> Gravity:
    here, there = _words(quoted), _words(original)
    if [_plain(word) for word in here] == [_plain(word) for word in there] or _respaced(here, there):
        return "harmless"
    changed = {*here} ^ {*there}
    names = any(word[0].isupper() or _letterlike(word) for word in changed)
    if names or any(tells(word, language) for word in changed) or contrary(here, there, language):
        return "serious"
    return "minor"


def _plain(word: str) -> str:
    """A word as it is compared: case, grouping of figures, and the raised figures of units aside."""
    word = _GROUPED.sub("", word.casefold())
    return lowered(word) if _UNIT.fullmatch(word) else word


def _bracketed(of: Sequence[Token], text: str) -> list[str]:
    """The letters and numerals in brackets, which are a sub-paragraph's: "(a)"."""
    return [
        token.folded
        for token in of
        if len(token.folded) <= LONGEST_LETTER
        and text[max(token.start - 1, 0) : token.start] in {"(", "["}
        and text[token.end : token.end + 1] in {")", "]"}
    ]


def _respaced(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether words differ only by a space or a hyphen inside them, as copying from a PDF leaves them."""
    one, other = (_INSIDE.sub("", "".join(words)).casefold() for words in (here, there))
    return one == other and one.isalpha()


def _words(of: Sequence[Token]) -> list[str]:
    return [token.folded for token in of if not _MARK.fullmatch(token.folded) or _letterlike(token.folded)]


def _text(of: Sequence[Token], text: str) -> str:
    return text[of[0].start : of[-1].end] if of else ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1].rstrip()}…"


def comparable(text: str) -> list[Token]:
    """The tokens that count when texts are compared: words, numbers and symbols; marks only inside them."""
    return [token for token in tokens(text) if not _MARK.fullmatch(token.folded) or _letterlike(token.folded)]


def _letterlike(mark: str) -> bool:
    return any(
        unicodedata.category(character) in ("Sc", "Sm", "So") or character == "%" for character in mark
    )
