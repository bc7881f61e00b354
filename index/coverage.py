"""How much of a question a passage says, rare words counting for more.

Only the words that say what the question is about count, not those that say where to look: every passage of
the document named would have them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.lexical import LexicalQuery
from index.query import Query
from index.tokens import tokenise

_WINDOW = 25  # tokens of a stretch: about a sentence
_CLOSE = 5  # tokens between words that belong together


class Asked(NamedTuple):
    """The question's words by the stems they may have, how rare each is, and what acronyms stand for."""

    places: dict[str, list[int]]
    weights: list[float]
    meanings: Mapping[int, list[list[str]]]

    @classmethod
    def of(cls, query: Query, words: LexicalQuery) -> "Asked":
        """The words of a question, as the lexical index reads them."""
        topic = frozenset(tokenise(query.topic, query.language))
        places: dict[str, list[int]] = {}
        for place, forms in enumerate(words.words):
            for form in forms:
                places.setdefault(form, []).append(place)
        weights = [rare if forms[0] in topic else 0.0 for forms, rare in words.words.items()]
        return cls(places, weights, words.meanings)

    def share(self, found: Iterable[int]) -> float:
        """Weighted share of the question's words."""
        return sum(self.weights[place] for place in set(found)) / (sum(self.weights) or 1.0)

    def among(self, tokens: Iterable[str]) -> set[int]:
        """The words that stand among some tokens, or are spelled out there."""
        held = set(tokens)
        found = {place for token in held if token in self.places for place in self.places[token]}
        found |= {
            place for place, names in self.meanings.items() if any(held.issuperset(name) for name in names)
        }
        return found


def said(
    asked: Asked, title: frozenset[str], context: Sequence[str], text: Sequence[str]
) -> dict[str, float]:
    """The features of a passage in the question's language that come of its words.

    Args:
        asked: The question.
        title: Tokens of the document's title.
        context: Tokens of the passage's context line.
        text: Tokens of the passage.
    """
    at = [(i, word) for i, token in enumerate(text) for word in asked.places.get(token, ())]
    within, around = asked.among(text), asked.among(context)
    rarest = max(range(len(asked.weights)), key=lambda word: asked.weights[word], default=-1)
    window = _best_window(asked, at)
    return {
        "headed": asked.share(around),
        "around": asked.share(within | around),
        "window_around": asked.share(window | around),
        "rarest": float(rarest in within or rarest in around),
        "close_pairs": _close_pairs(asked, at),
        "title_coverage": asked.share(asked.among(title)),
    }


def _best_window(asked: Asked, at: Sequence[tuple[int, int]]) -> set[int]:
    """The words in the stretch of ``_WINDOW`` tokens that has most of the question."""
    best: set[int] = set()
    most = 0.0
    first = 0
    for last in range(len(at)):
        while at[last][0] - at[first][0] >= _WINDOW:
            first += 1
        held = {word for _, word in at[first : last + 1]}
        share = asked.share(held)
        if share > most:
            best, most = held, share
    return best


def _close_pairs(asked: Asked, at: Sequence[tuple[int, int]]) -> float:
    """Share of the question's neighbouring words that stand within ``_CLOSE`` tokens of each other."""
    found = set()
    for j, (i, word) in enumerate(at):
        for other_i, other in at[j + 1 : j + 1 + 2 * _CLOSE]:
            if other_i - i > _CLOSE:
                break
            if abs(other - word) == 1:
                found.add(min(word, other))
    return len(found) / (len(asked.weights) - 1) if len(asked.weights) > 1 else 0.0


@lru_cache(maxsize=4096)
def title_tokens(title: str, language: str) -> frozenset[str]:
    """The tokens of a document's title."""
    return frozenset(tokenise(title, language))
