"""Classes of words that the checking of statements tells apart (the lists are the packs' in language/)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from language.pack import pack
from language.stems import stemmer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The word classes of one language; language/README.md says what each is for.

    Attributes:
        operators: Group by stem.
        prefixes: Group by prefix ("non-").
        opposites: What a stem excludes.
        same: What may stand for a stem.
        whom: Those of whom something holds; a word before them narrows it.
        relative: What begins a clause that says which.
        tenses: "past" or "present" by auxiliary.
        titles: Stems of words that UN texts write with a capital and that name nobody alone.
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
    titles: frozenset[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The word classes of a language; those of English where it has none."""
    code = language if pack(language).statement else "en"
    lists = pack(code).statement
    assert lists is not None
    stem = stemmer(code)
    groups = [(group, word) for group, words in lists.operators.items() for word in words]
    return Lexicon(
        stop=frozenset(lists.stop),
        frame=frozenset(lists.frame),
        say=frozenset(lists.say),
        plain=frozenset(lists.plain),
        agents=frozenset(lists.agents),
        leaning=frozenset(lists.leaning),
        operators={stem(word): group for group, word in reversed(groups) if not word.endswith("-")},
        prefixes={word: group for group, word in groups if word.endswith("-")},
        opposites=_others(lists.opposites, stem),
        same=_others(lists.same, stem),
        whom=frozenset(map(stem, lists.whom)),
        relative=frozenset(lists.relative),
        tenses={word: tense for tense, words in lists.tenses.items() for word in words},
        titles=frozenset(map(stem, lists.titles)),
    )


def _others(sets: Sequence[Sequence[str]], stem: Callable[[str], str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in sets:
        words = [stem(word) for word in one]
        for word in words:
            found.setdefault(word, set()).update(set(words) - {word})
    return {word: frozenset(others) for word, others in found.items()}
