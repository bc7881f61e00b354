"""Words whose change changes what a text says: numbers, amounts, conditions, contraries (language/packs has them)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from answer.text.lexicon import lexicon
from language.numbers import cardinals, ordinals
from language.pack import base, pack
from language.stems import stemmer

_FIGURE: Final = re.compile(r"\d")
_PARTS: Final = re.compile(r"[-’'/]")
_WISHES: Final = "wish"  # the one group of operators whose words are near synonyms of each other
_NEGATIONS: Final = frozenset({"not", "all", "only", "some", "most", "few", "must"})
"""Groups of operators whose reach a word put behind them narrows: "no urgent need" is less than "no need"."""
_SHORTEST_STEM: Final = 3  # letters of a word whose contrary is looked for


@dataclass(frozen=True, slots=True)
class _Words:
    whole: frozenset[str]
    begin: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.whole or bool(self.begin and word.startswith(self.begin))


@dataclass(frozen=True, slots=True)
class Telling:
    """The telling words of one language; language/README.md says what each list is for."""

    numbers: _Words
    amounts: _Words
    conditions: _Words
    scopes: _Words
    contraries: tuple[str, ...]
    opposed: tuple[tuple[_Words, ...], ...]


@cache
def telling(language: str) -> Telling:
    """The telling words of a language; those of English where it has none."""
    own = pack(language).changing
    if not own.numbers:
        return telling("en")
    return Telling(
        numbers=_words((*own.numbers, *cardinals(language), *ordinals(language))),
        amounts=_words(own.amounts),
        conditions=_words(own.conditions),
        scopes=_words(own.scopes),
        contraries=own.contraries,
        opposed=tuple(tuple(_words([word]) for word in words) for words in own.opposed),
    )


def _words(listed: Iterable[str]) -> _Words:
    words = [word.casefold() for word in listed]
    begin = tuple(word[:-1] for word in words if word.endswith("*"))
    return _Words(frozenset(word for word in words if not word.endswith("*")), begin)


def is_number(word: str, language: str) -> bool:
    """Whether a word is or holds a number, in figures or in words."""
    folded = word.casefold()
    numbers = telling(language).numbers
    return bool(_FIGURE.search(folded)) or any(map(numbers.has, _PARTS.split(folded)))


def is_negation(word: str, language: str) -> bool:
    """Whether a word negates, or makes a statement hold under a condition only."""
    folded = word.casefold()
    code = base(language)
    group = lexicon(code).operators.get(stemmer(code)(folded))
    if group in {"not", "if"} or folded.endswith("n't"):
        return True
    return (code == "zh" and folded in telling(code).contraries) or telling(language).conditions.has(folded)


def tells(word: str, language: str) -> bool:
    """Whether a word is a number or an amount, or one that negates, obliges, allows, takes sides, or sets a condition."""
    folded = word.casefold()
    if is_number(folded, language) or is_negation(folded, language):
        return True
    code = base(language)
    words, classes = telling(code), lexicon(code)
    if words.scopes.has(folded) or any(map(words.amounts.has, _PARTS.split(folded))):
        return True
    if any(folded.startswith(prefix) for prefix in classes.prefixes):
        return True
    return classes.operators.get(stemmer(code)(folded), _WISHES) != _WISHES


def narrows(word: str, language: str) -> bool:
    """Whether a word says how far what follows it reaches: a word added behind it changes that."""
    code = base(language)
    return lexicon(code).operators.get(stemmer(code)(word.casefold())) in _NEGATIONS


def contrary(quoted: Collection[str], original: Collection[str], language: str) -> bool:
    """Whether one of two changed passages has the contrary of a word of the other: "lawful" and "unlawful"."""
    code = base(language)
    stem, classes = stemmer(code), lexicon(code)
    here, there = ({word.casefold() for word in words} for words in (quoted, original))
    if any(_exclude(words, here, there) for words in telling(code).opposed):
        return True
    if any(stem(other) in classes.opposites.get(stem(one), ()) for one in here for other in there):
        return True
    return any(
        one in (f"{prefix}{other}", f"{prefix}-{other}") or other in (f"{prefix}{one}", f"{prefix}-{one}")
        for one in here
        for other in there
        for prefix in telling(code).contraries
        if min(len(one), len(other)) >= _SHORTEST_STEM
    )


def _exclude(words: Collection[_Words], here: Collection[str], there: Collection[str]) -> bool:
    """Whether one wording has one of several words that exclude each other, and the other wording has another."""
    ours = {n for n, word in enumerate(words) if any(map(word.has, here))}
    theirs = {n for n, word in enumerate(words) if any(map(word.has, there))}
    return bool(ours and theirs and ours.isdisjoint(theirs))
