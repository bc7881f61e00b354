"""Learn how much the reading counts beside the features: ``python -m training.train_reading QUESTIONS LIBRARY``.

Two weights and a bias (``index/ranking/reading.json``): by the softmax over the candidates that were read, then a scale
and a bias that make the sum the log odds that a passage answers. Learned on the documents for choosing, which neither
the cross-encoder nor the question side learned from; recall is printed for these and for the documents that judge.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from index.hit import Filters
from index.library import Library
from index.query.query import read
from index.ranking.features import Floats, matrix
from index.ranking.ranker import log_odds
from index.ranking.reading import READ, read_together
from settings import Settings
from training.hand_questions import HandQuestion, load

SEED: Final = 16
JUDGED: Final = 300
OUT: Final = Path(__file__).resolve().parents[1] / "index" / "ranking" / "reading.json"
RANKS: Final = (1, 3, 5, 10, 16)


@dataclass(frozen=True, slots=True)
class Sample:
    """The candidates of one question that were read.

    Attributes:
        told: Log odds by the features and by the reading, shape (candidates, 2).
        right: Whether each answers, shape (candidates,).
    """

    told: Floats
    right: Floats


def samples(library: Library, asked: Sequence[HandQuestion]) -> list[Sample]:
    """What the search would have to order, for each question that can be answered."""
    retriever = library.retriever()
    found = []
    for question in asked:
        query = read(question.text)
        words, candidates = retriever.candidates(query, Filters())
        names = list(candidates.fused)
        odds = log_odds(matrix(query, words, candidates)) if names else np.zeros(0)
        best = [names[i] for i in np.argsort(-odds, kind="stable")[:READ]]
        told = read_together(question.text, best, library.register, library.cross_encoder)
        rows = [[odds[names.index(name)], told[name]] for name in best if name in told]
        right = [float(name in question.right) for name in best if name in told]
        found.append(Sample(np.array(rows).reshape(-1, 2), np.array(right)))
    return found


def learned(taught: Sequence[Sample]) -> dict[str, float]:
    """The weights by name."""
    useful = [sample for sample in taught if sample.right.any()]

    def loss(weights: Floats) -> float:
        total = 0.0
        for sample in useful:
            odds = sample.told @ weights
            total -= np.logaddexp.reduce(odds[sample.right > 0]) - np.logaddexp.reduce(odds)
        return total / len(useful) + 1e-3 * float(weights @ weights)

    weights = minimize(loss, np.array([1.0, 0.5]), method="Nelder-Mead").x
    odds = np.concatenate([sample.told @ weights for sample in taught])[:, None]
    scale = LogisticRegression(C=1e3).fit(odds, np.concatenate([sample.right for sample in taught]))
    by = weights * float(scale.coef_[0, 0])
    return {"bias": float(scale.intercept_[0]), "features": float(by[0]), "reading": float(by[1])}


def recall(found: Sequence[Sample], weights: Sequence[float]) -> str:
    """How often a passage that answers is among the first so many, by the weights of features and reading."""
    ranks = []
    for sample in found:
        order: list[int] = np.argsort(-(sample.told @ np.array(weights)), kind="stable").tolist()
        ranks.append(next((i + 1 for i, row in enumerate(order) if sample.right[row]), 1 << 30))
    return " / ".join(f"{np.mean([rank <= most for rank in ranks]):.3f}" for most in RANKS)


def main() -> None:
    """Learn, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--most", type=int, default=JUDGED, help="questions of each part")
    arguments = parser.parse_args()
    library = Library(Settings(library=arguments.library))
    asked = [q for q in load(arguments.questions, library.register) if q.answerable and q.right]
    parts = {}
    for part in ("choosing", "judging"):
        of_part = [question for question in asked if question.part == part]
        random.Random(SEED).shuffle(of_part)  # noqa: S311 - which questions are asked
        parts[part] = samples(library, of_part[: arguments.most])
    library.close()
    model = learned(parts["choosing"])
    for part, found in parts.items():
        for name, weights in (
            ("features", (1.0, 0.0)),
            ("reading", (0.0, 1.0)),
            ("both", (model["features"], model["reading"])),
        ):
            print(f"{part} ({len(found)}), {name}: {recall(found, weights)}", flush=True)  # noqa: T201
    OUT.write_text(json.dumps({k: round(v, 3) for k, v in model.items()}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
