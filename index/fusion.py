"""Two rankings made one: normalised scores, the lexical side weighted by what it can know.

Reciprocal ranks and a fixed lexical weight both ruin a search whose question is in another language than
the passages. The lexical side therefore counts by the cube of the share of the question's words that its
index has. Min-max normalisation after Bruch et al., "An Analysis of Fusion Functions for Hybrid Retrieval"
(2023).
"""

from collections.abc import Mapping


def normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores moved and stretched to 0 … 1; where all are equal, all become 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {name: (score - low) / (high - low) for name, score in scores.items()}


def lexical_weight(known: float) -> float:
    """Weight of the lexical side against 1 for the dense side.

    Args:
        known: Share of the question's content words that the lexical index has, 0 to 1.
    """
    return float(known**3)


def fuse(dense: Mapping[str, float], lexical: Mapping[str, float], weight: float) -> dict[str, float]:
    """Fused scores, 0 to 1, of everything either side found, best first; ties by name.

    What one side did not find has that side's lowest score.

    Args:
        dense: Cosine similarities.
        lexical: BM25 scores.
        weight: Weight of the lexical side against 1 for the dense side.
    """
    sides = [(normalised(dense), 1.0 if dense else 0.0), (normalised(lexical), weight if dense else 1.0)]
    total = sum(share for _, share in sides)
    fused = {
        name: sum(share * scores.get(name, 0.0) for scores, share in sides) / total
        for name in {**dense, **lexical}
    }
    return dict(sorted(fused.items(), key=lambda item: (-item[1], item[0])))
