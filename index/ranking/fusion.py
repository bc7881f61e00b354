"""Two rankings made one: normalised scores, where words have no say against a passage in another language.

Reciprocal ranks and a plain weighted sum both ruin a search whose answer stands in another language than
the question: beside passages that share its words it looks as if it had nothing to do with it. So where the
languages differ, the lexical side may speak for a passage and not against it. Min-max normalisation after
Bruch et al., "An Analysis of Fusion Functions for Hybrid Retrieval" (2023).
"""

from collections.abc import Collection, Mapping
from typing import Final

FOREIGN: Final = 0.75  # what the words of another language are taken to say, of what the meaning says


def normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores moved and stretched to 0 … 1; where all are equal, all become 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {name: (score - low) / (high - low) for name, score in scores.items()}


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], weight: float, foreign: Collection[str] = ()
) -> dict[str, float]:
    """Fused scores, 0 to 1, of everything either side found, best first; ties by name.

    What has no vector yet is judged by its words; what has no word of the question has the lowest
    score there.

    Args:
        dense: Cosine similarities.
        lexical: BM25 scores.
        weight: Weight of the lexical side against 1 for the dense side.
        foreign: What is in another language than the question.
    """
    if not dense:
        return _ordered(normalised(lexical))
    near, worded = normalised(dense), normalised(lexical)
    fused: dict[str, float] = {}
    for name in {**dense, **lexical}:
        words = worded.get(name, 0.0)
        meaning = near.get(name, words)
        if name in foreign:
            words = max(words, FOREIGN * meaning)
        fused[name] = (meaning + weight * words) / (1 + weight)
    return _ordered(fused)


def _ordered(scores: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
