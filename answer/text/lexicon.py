"""Classes of words that the checking of statements tells apart (the lists are lexicon.toml)."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

_STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The word classes of one language; lexicon.toml says what each is for.

    Attributes:
        operators: Group by stem.
        prefixes: Group by prefix ("non-").
        opposites: What a stem excludes.
        same: What may stand for a stem.
        whom: Those of whom something holds; a word before them narrows it.
        relative: What begins a clause that says which.
        tenses: "past" or "present" by auxiliary.
    """

    stop: frozenset[str]
    frame: frozenset[str]
    say: frozenset[str]
    plain: frozenset[str]
    agents: frozenset[str]
    leaning: frozenset[str]
    operators: Mapping[str, str]
    prefixes: Mapping[str, str]
    opposites: Mapping[str, frozenset[str]]
    same: Mapping[str, frozenset[str]]
    whom: frozenset[str]
    relative: frozenset[str]
    tenses: Mapping[str, str]


@cache
def lexicon(language: str) -> Lexicon:
    """The word classes of a language; those of English where it has none."""
    catalogue = tomllib.loads(files("answer.text").joinpath("lexicon.toml").read_text(encoding="utf-8"))
    code = language if language in catalogue else "en"
    lists = catalogue[code]
    stem = stemmer(code)
    groups = [(group, word) for group, words in lists.get("operators", {}).items() for word in words.split()]
    return Lexicon(
        stop=frozenset(lists["stop"].split()),
        frame=frozenset(lists["frame"].split()),
        say=frozenset(lists["say"].split()),
        plain=frozenset(lists["plain"].split()),
        agents=frozenset(lists["agents"].split()),
        leaning=frozenset(lists["leaning"].split()),
        operators={stem(word): group for group, word in reversed(groups) if not word.endswith("-")},
        prefixes={word: group for group, word in groups if word.endswith("-")},
        opposites=_others(lists.get("opposites", {}).get("pairs", ""), stem),
        same=_others(lists.get("same", {}).get("sets", ""), stem),
        whom=frozenset(map(stem, lists.get("whom", "").split())),
        relative=frozenset(lists.get("relative", "").split()),
        tenses={word: tense for tense, words in lists.get("tenses", {}).items() for word in words.split()},
    )


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The function that stems a lower-case word; it gives the word back where there is no stemmer."""
    name = _STEMMERS.get(language)
    if name is None:
        return str
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return lru_cache(maxsize=50_000)(stem)


def _others(sets: str, stem: Callable[[str], str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in sets.split(";"):
        words = [stem(word) for word in one.split()]
        for word in words:
            found.setdefault(word, set()).update(set(words) - {word})
    return {word: frozenset(others) for word, others in found.items()}
