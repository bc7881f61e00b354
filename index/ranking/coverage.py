"""How much of a question a passage says, rare words counting for more.

Only the words that say what the question is about count, not those that say where to look: every passage of
the document named would have them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from index.lexical.lexical import LexicalQuery
from index.query.query import Query
from index.query.tokens import tokenise

_WINDOW = 25  # tokens of a stretch: about a sentence


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


def said(asked: Asked, context: Sequence[str], text: Sequence[str]) -> dict[str, float]:
    """The features of a passage in the question's language that come of its words.

    Args:
        asked: The question.
        context: Tokens of the passage's context line.
        text: Tokens of the passage.
    """
    at = [(i, word) for i, token in enumerate(text) for word in asked.places.get(token, ())]
    within, around = asked.among(text), asked.among(context)
    window = _best_window(asked, at)
    return {
        "headed": asked.share(around),
        "around": asked.share(within | around),
        "window_around": asked.share(window | around),
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
