"""Learn the weights of the ranker: python -m training.train_ranker --library FOLDER --xquad FOLDER --out FILE.

Learned from our own questions of the "dev" split, on a library of the whole corpus and on one of the starter
documents, from XQuAD's articles that do not measure (``benchmarks.retrieval.xquad``) and from questions made by rule
(``training.made_questions``). The weights maximise the share of the softmax that goes to the passages that answer,
question by question, with a quadratic penalty; what can only speak for a passage may not weigh against it,
which a few hundred questions would else teach by chance. Scale and bias are then fitted so that the score is
the probability that a passage answers (Platt 1999). What is printed is cross-validated: every own question is
ranked by weights learned without it.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from benchmarks.retrieval.retrieval_sets import Ask, own, scores
from benchmarks.retrieval.retrieval_systems import CachedEmbedding
from benchmarks.retrieval.xquad import libraries
from eval.cases.questions import in_split, load, sets
from eval.gate.system import starter_library
from index.hit import Filters
from index.library import Library
from index.query.query import read
from index.ranking.features import FEATURES, Floats, matrix
from settings import Settings
from training.made_questions import made

FOLDS: Final = 5
PENALTY: Final = 3.0
BENCH_WEIGHT: Final = 0.2  # of an XQuAD question against 1 for one of our own
COUNT: Final = 40  # XQuAD questions of each language and scenario
MADE: Final = 300  # questions made by rule
MADE_WEIGHT: Final = 0.1
SEED: Final = 70125
# What no question names weighs as much as what is like it.
_LIKE: Final = {"language": "document_year"}
_AGAINST: Final = frozenset({"footnote", "short", "masthead", "preamble"})
_EITHER: Final = frozenset({"foreign", "dense_foreign", "topical_foreign", "company", "latest", "table"})


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its candidates.

    Attributes:
        ask: The question.
        names: The candidates.
        features: Shape (candidates, ``FEATURES``).
        labels: Whether each answers.
        weight: How much the question counts.
    """

    ask: Ask
    names: list[str]
    features: Floats
    labels: Floats
    weight: float


def examples(library: Library, asks: Iterable[Ask], weight: float) -> Iterator[Example]:
    """Questions with the candidates that the search would rank."""
    retriever = library.retriever()
    for ask in asks:
        query = read(ask.text)
        words, candidates = retriever.candidates(query, Filters())
        if candidates.fused:
            gold = frozenset().union(*ask.wanted)
            names = list(candidates.fused)
            labels = np.array([name in gold for name in names], np.float64)
            yield Example(ask, names, matrix(query, words, candidates), labels, weight)


def learn(chosen: Sequence[Example], penalty: float = PENALTY) -> Floats:
    """Weights of the features, of the softmax over each question's candidates."""
    usable = [example for example in chosen if 0 < example.labels.sum() < len(example.labels)]
    features = np.vstack([example.features for example in usable])
    labels = np.concatenate([example.labels for example in usable])
    counts = np.array([example.weight for example in usable])
    sizes = np.array([len(example.labels) for example in usable])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    question = np.repeat(np.arange(len(sizes)), sizes)
    scale = features.std(axis=0) + 1e-9
    scaled = features / scale

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = scaled @ weights
        odds -= np.maximum.reduceat(odds, starts)[question]
        mass = np.exp(odds)
        every, right = np.add.reduceat(mass, starts), np.add.reduceat(mass * labels, starts)
        miss = mass / every[question] - mass * labels / right[question]
        value = float((counts * np.log(every / right)).sum() + penalty / 2 * weights @ weights)
        return value, scaled.T @ (miss * counts[question]) + penalty * weights

    found = minimize(
        loss,
        np.zeros(len(FEATURES)),
        jac=True,
        method="L-BFGS-B",
        bounds=[_bounds(name) for name in FEATURES],
        options={"maxiter": 1000},
    )
    weights: Floats = found.x / scale
    return weights


def _bounds(feature: str) -> tuple[float | None, float | None]:
    """Between what a weight may be: a feature speaks for a passage, against it, or either way."""
    if feature in _EITHER:
        return None, None
    return (None, 0.0) if feature in _AGAINST else (0.0, None)


def calibrated(weights: Floats, chosen: Sequence[Example]) -> tuple[Floats, float]:
    """Weights and bias of the probability that a passage answers."""
    odds = np.concatenate([example.features @ weights for example in chosen])
    labels = np.concatenate([example.labels for example in chosen])
    model = LogisticRegression(C=1e6).fit(odds[:, None], labels)
    return weights * float(model.coef_[0][0]), float(model.intercept_[0])


def cross_validated(mine: Sequence[Example], others: Sequence[Example]) -> list[dict[str, float]]:
    """The figures of each own question, ranked by weights learned without it."""
    order = np.random.default_rng(SEED).permutation(len(mine))
    found: list[dict[str, float]] = [{}] * len(mine)
    for fold in range(FOLDS):
        held_out = set(order[fold::FOLDS].tolist())
        weights = learn([e for i, e in enumerate(mine) if i not in held_out] + list(others))
        for i in held_out:
            found[i] = figures(mine[i], weights)
    return found


def figures(example: Example, weights: Floats) -> dict[str, float]:
    """The figures of one question, by the weights alone."""
    order = np.argsort(-(example.features @ weights), kind="stable")
    return scores([example.names[i] for i in order], example.ask.wanted, every=example.ask.every)


def gather(arguments: argparse.Namespace) -> tuple[list[Example], list[Example]]:
    """Our own examples, and the others: those made by rule, and XQuAD's."""
    embedder = CachedEmbedding(2, arguments.cache)
    questions = in_split(load(sets()), "dev")
    mine: list[Example] = []
    others: list[Example] = []
    with starter_library(Settings()) as settings:
        for folder in (arguments.library, settings.library):
            library = Library(Settings(library=folder), embedder)
            mine += examples(library, own(questions, library.register), 1.0)
            if folder == arguments.library:
                others += examples(library, _made(library), MADE_WEIGHT)
            library.close()
    for _, library, asks in libraries(arguments.xquad, "dev", COUNT, embedder):
        others += examples(library, asks, BENCH_WEIGHT)
    embedder.save()
    return mine, others


def _made(library: Library) -> list[Ask]:
    """Questions about passages that none of our own, of either split, has as gold."""
    golds = [ids for ask in own(load(sets()), library.register) for ids in ask.wanted]
    return made(library, MADE, frozenset().union(*golds), SEED)


def parser(text: str) -> argparse.ArgumentParser:
    """The arguments that ``gather`` needs."""
    wanted = argparse.ArgumentParser(description=text)
    wanted.add_argument("--library", type=Path, required=True, help="library of the whole corpus")
    wanted.add_argument("--xquad", type=Path, required=True, help="folder of xquad.*.json")
    wanted.add_argument("--cache", type=Path, help="file (.npz) that keeps embeddings from run to run")
    return wanted


def main() -> None:
    """Gather, learn, tell and write."""
    wanted = parser(__doc__ or "")
    wanted.add_argument("--out", type=Path, default=Path("index/ranking/ranker.json"))
    arguments = wanted.parse_args()
    console = Console()
    mine, others = gather(arguments)
    told = cross_validated(mine, others)
    for metric in told[0]:
        console.print(f"cross-validated {metric}: {np.mean([row[metric] for row in told]):.3f} ({len(told)})")
    weights, bias = calibrated(learn([*mine, *others]), mine)
    named = dict(zip(FEATURES, (round(float(weight), 3) for weight in weights), strict=True))
    named |= {name: named[like] for name, like in _LIKE.items() if not named[name]}
    arguments.out.write_text(json.dumps({"bias": round(bias, 3), "weights": named}, indent=1) + "\n")


if __name__ == "__main__":
    main()
