"""Word by word: where a quotation departs from its source, and how much each departure matters."""

import difflib
import re
import unicodedata
from collections.abc import Sequence

from answer.text.lexicon import lexicon
from answer.text.quotes import Token, tokens
from check.finding import Difference, Gravity
from language.numbers import cardinals, ordinals
from language.pack import base
from language.stems import stemmer

LONGEST_SHOWN = 300  # characters of the source shown for words that a quotation leaves out

_WISHES = "wish"  # the one group of operators whose words are near synonyms of each other
_NUMBER = re.compile(r"\d")
_NUMBER_WORDS = frozenset(("half", *cardinals("en"), *(word for word, n in ordinals("en").items() if n <= 5)))
_INSIDE = re.compile(r"[-’']")
_MARK = re.compile(r"\W+")


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
        if kind != "equal":
            gravity = _gravity(quoted[a:b], source[c:d], language)
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
    return any(_matters(token.folded, language) for token in comparable(text))


def _gravity(quoted: Sequence[Token], original: Sequence[Token], language: str) -> Gravity:
    here, there = _words(quoted), _words(original)
    if [word.casefold() for word in here] == [word.casefold() for word in there] or _respaced(here, there):
        return "harmless"
    changed = {*here} ^ {*there}
    names = any(word[0].isupper() for word in changed)
    return "serious" if names or any(_matters(word, language) for word in changed) else "minor"


def _respaced(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether words differ only by a space or a hyphen inside them, as copying from a PDF leaves them."""
    one, other = (_INSIDE.sub("", "".join(words)).casefold() for words in (here, there))
    return one == other and one.isalpha()


def _matters(word: str, language: str) -> bool:
    """Whether a word is a number, or one that negates, obliges, allows, or takes sides."""
    folded = word.casefold()
    if _NUMBER.search(folded) or folded in _NUMBER_WORDS or folded.endswith("n't"):
        return True
    code = base(language)
    classes = lexicon(code)
    if any(folded.startswith(prefix) for prefix in classes.prefixes):
        return True
    return classes.operators.get(stemmer(code)(folded), _WISHES) != _WISHES


def _words(of: Sequence[Token]) -> list[str]:
    return [token.folded for token in of if not _MARK.fullmatch(token.folded)]


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
