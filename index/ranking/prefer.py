"""Which candidates a ranking should prefer beyond what the indexes say of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

NAMED_DOCUMENT: Final = 0.4
NAMED_SPEAKER: Final = 0.2
NAMED_YEAR: Final = 0.15

_COPY = 0.85  # share of words in common from which a passage is a copy of another
_COPY_FACTOR = 0.5


def lifted(scores: Mapping[str, float], named: Sequence[tuple[float, Collection[str]]]) -> dict[str, float]:
    """Scores, 0 to 1, with what the question names lifted above the rest, best first.

    Args:
        scores: Fused scores.
        named: For each thing named (a document, a speaker, a year): its weight against 1 for the fused
            score, and the passages that are of it.
    """
    total = 1 + sum(weight for weight, _ in named)
    return _ordered(
        {
            name: (score + sum(weight for weight, members in named if name in members)) / total
            for name, score in scores.items()
        }
    )


def without_copies(scores: Mapping[str, float], texts: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Scores with those of near-copies of a better passage halved, best first.

    Resolutions repeat whole paragraphs year after year; one of them is enough unless a year is asked for.

    Args:
        scores: Best first.
        texts: The tokens of the passages to compare.
    """
    originals: list[frozenset[str]] = []
    kept = dict(scores)
    for name in scores:
        words = frozenset(texts.get(name, ()))
        if any(_alike(words, other) for other in originals):
            kept[name] *= _COPY_FACTOR
        elif words:
            originals.append(words)
    return _ordered(kept)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if min(len(one), len(other)) < _COPY * max(len(one), len(other)) or not one:
        return False
    common = len(one & other)
    return common >= _COPY * (len(one) + len(other) - common)


def _ordered(scores: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(scores.items(), key=lambda item: -item[1]))
