"""A text read word by word, for comparing what two texts claim."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from answer.text.lexicon import Lexicon, lexicon
from answer.text.quotes import Token, tokens
from language.numbers import cardinals
from language.stems import stemmer

WordKind = Literal["stop", "frame", "say", "operator", "number", "name", "content"]

SCOPE: Final = 3  # content words an operator reaches in either text

_SENTENCE_END: Final = frozenset('.!?:";…。！？')
_CLAUSE_END: Final = frozenset(".!?;:。；")
_CONTRASTS: Final = frozenset("while whereas but although tandis mais mientras pero но".split())
_POSSESSIVE = re.compile(r"'s?$")
_NUMERALS: Final = cardinals("en")
_ALSO_NAMES: Final = frozenset({"may", "will", "us"})  # the month, the person, the country
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text.

    Attributes:
        stem: What it is compared by: the lower-case stem, a number in digits, two CJK characters.
        kind: Its class.
        group: Its group, where it is an operator.
        clause: Number of the clause it stands in, from 0.
        start: First character.
        end: One past the last.
        first: Whether it begins a sentence, so that its capital says nothing.
    """

    stem: str
    kind: WordKind
    group: str
    clause: int
    start: int
    end: int
    first: bool = False

    @property
    def claims(self) -> bool:
        """Whether it carries a part of the claim."""
        return self.kind in ("number", "name", "content")


def words(text: str, language: str) -> list[Word]:
    """The words of a text in order, marks left out; hyphenated words stay whole."""
    found: list[Word] = []
    known, stem = lexicon(language), stemmer(language)
    clause, first = 0, True
    row = list(_parts(tokens(text), language))
    for i, token in enumerate(row):
        if not token.folded[0].isalnum():
            clause += token.folded in _CLAUSE_END
            first = first or token.folded in _SENTENCE_END
            continue
        clause += token.folded in _CONTRASTS
        kind, group = _kind(token.folded, known, language, first=first)
        if _CJK.match(token.folded):
            behind = row[i + 1].folded if i + 1 < len(row) else ""
            form = token.folded + (behind if _CJK.match(behind) else "")
        elif kind == "number":
            form = _digits(token.folded.lower())
        else:
            form = stem(_POSSESSIVE.sub("", token.folded.lower()))
        found.append(Word(form, kind, group, clause, token.start, token.end, first))
        first = False
    return found


def stems(row: Sequence[Word]) -> frozenset[str]:
    """The stems of some words, with the parts of hyphenated ones unless they begin with a negation."""
    found = {word.stem for word in row}
    for word in row:
        if "-" in word.stem and not word.group and word.kind != "number":
            found.update(part for part in word.stem.split("-") if len(part) > 2)
    return frozenset(found)


def scopes(row: Sequence[Word], reach: int = SCOPE) -> list[tuple[str, frozenset[str]]]:
    """Every operator's group with the stems it reaches.

    Those are the next ``reach`` that claim something in its clause, and the one before it.
    """
    found: list[tuple[str, frozenset[str]]] = []
    for i, word in enumerate(row):
        if word.kind != "operator":
            continue
        behind = [w.stem for w in row[i + 1 :] if w.clause == word.clause and (w.claims or w.group)][:reach]
        before = [w.stem for w in row[:i] if w.clause == word.clause and w.claims][-1:]
        own = [word.stem.split("-", 1)[1]] if "-" in word.stem else []
        found.append((word.group, frozenset([*own, *behind, *before])))
    return found


def _digits(token: str) -> str:
    """A number in digits: "1,000" is 1000, "twenty-five" is 25."""
    parts = [_NUMERALS.get(part, 0) for part in token.split("-")]
    if all(parts):
        return str(sum(parts))
    return token.replace(",", "")


def _is_number(token: str, language: str) -> bool:
    if any(character.isdigit() for character in token):
        return True
    return language == "en" and all(part in _NUMERALS for part in token.split("-"))


def _parts(row: Sequence[Token], language: str) -> Iterator[Token]:
    """Tokens with "n't" and the elisions of French taken apart."""
    for token in row:
        at = token.folded.find("'")
        if at > 0 and language == "fr" and at <= 2 and token.end - token.start == len(token.folded):
            yield Token(token.folded[:at], token.start, token.start + at)
            yield Token(token.folded[at + 1 :], token.start + at + 1, token.end)
        elif token.folded.lower().endswith("n't"):
            yield Token(token.folded[:-3] or token.folded, token.start, token.end - 3)
            yield Token("not", token.end - 3, token.end)
        else:
            yield token


def _kind(token: str, known: Lexicon, language: str, *, first: bool) -> tuple[WordKind, str]:
    lower = _POSSESSIVE.sub("", token.lower())
    prefix = next((group for prefix, group in known.prefixes.items() if lower.startswith(prefix)), "")
    group = prefix or known.operators.get(stemmer(language)(lower), "")
    if group and lower not in known.plain and not (token[0].isupper() and not first and lower in _ALSO_NAMES):
        return "operator", group
    if _is_number(lower, language):
        return "number", ""
    if lower in known.stop:
        return "stop", ""
    if lower in known.say:
        return "say", ""
    if lower in known.frame:
        return "frame", ""
    capital = token[0].isupper() and (not first or (token.isupper() and len(token) > 1))
    return ("name" if capital else "content"), ""
