"""Learn the weights of ``answer/evidence/abstain.py`` from the development questions, and show what each threshold costs.

Run ``python -m training.train_abstention LIBRARY [LIBRARY …]``.

What is unanswerable is learned from questions that are so by nature and from those whose documents or passages were
hidden (``training.asked``); such a question is left out where what is left states one of its facts. Folds are of
questions, so that a question and its hidden twins are in one; sentences are scored out of fold.
"""

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from answer.compose.extractive import of_the_sort_asked
from answer.evidence import abstain
from answer.evidence.evidence import Evidence
from eval.cases.typography import says
from training.asked import Hidden, Linear, Matrix, Sample, folds, learned, samples
from training.train_evidence import learn_sentences, sentence_features

FOLDS: Final = 5
INVERSE: Final = 0.1  # of the regularisation
WEIGHTS: Final[dict[Hidden, float]] = {
    "nothing": 3.0,
    "documents": 1.0,
    "passages": 0.5,
}  # of what is unanswerable
THRESHOLDS: Final = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
OUT: Final = Path(__file__).resolve().parents[1] / "answer" / "evidence" / "abstention.json"

Row = tuple[list[float], bool, Hidden]


def main() -> None:
    """Learn, print the risk at each coverage, and write answer/evidence/abstention.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", nargs="+", type=Path)
    found = [sample for library in parser.parse_args().libraries for sample in samples(library)]
    at = folds(found, FOLDS)
    scorers = [learn_sentences([s for s, f in zip(found, at, strict=True) if f != k]) for k in range(FOLDS)]
    scored = [(_row(sample, scorers[fold]), fold) for sample, fold in zip(found, at, strict=True)]
    rows = [(row, fold) for row, fold in scored if row is not None]
    x = np.array([values for (values, _, _), _ in rows])
    y = np.array([label for (_, label, _), _ in rows])
    weight = np.array([1.0 if label else WEIGHTS[hidden] for (_, label, hidden), _ in rows])
    fold_of = np.array([fold for _, fold in rows])
    out = np.zeros(len(y))
    for k in range(FOLDS):
        learnt = fold_of != k
        out[~learnt] = learned(x[learnt], y[learnt], weight[learnt], INVERSE).of(x[~learnt])
    _report(out, y, np.array([hidden for (_, _, hidden), _ in rows]))
    weights = learned(x, y, weight, INVERSE).named(abstain.FEATURES)
    OUT.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


def _row(sample: Sample, scorer: Linear) -> Row | None:
    """Features, whether it can be answered, and what was hidden; None where that is not known."""
    if not sample.evidence:
        return None
    scores = scorer.of(sentence_features(sample))
    scored = [replace(e, score=float(s)) for e, s in zip(sample.evidence, scores, strict=True)]
    ranked = sorted(scored, key=lambda item: -item.score)
    fitting = [item for item in ranked if of_the_sort_asked(sample.understood, item)]
    if not fitting or (sample.hidden != "nothing" and _told_elsewhere(sample, fitting)):
        return None
    values = abstain.features(sample.understood, fitting)
    label = sample.asked.answerable and sample.hidden == "nothing"
    return [values[name] for name in abstain.FEATURES], label, sample.hidden


def _told_elsewhere(sample: Sample, fitting: Sequence[Evidence]) -> bool:
    best = " ".join(item.text for item in fitting[:4])
    facts = sample.asked.facts
    return not facts or any(says(best, wording) for wordings in facts for wording in wordings)


def _report(out: Matrix, y: NDArray[np.bool_], hidden: NDArray[np.str_]) -> None:
    for threshold in THRESHOLDS:
        kept = out >= threshold
        refused = {name: (~kept)[~y & (hidden == name)].mean() for name in WEIGHTS}
        risk = float((~y[kept]).mean()) if kept.any() else math.nan
        print(  # noqa: T201
            f"{threshold:.2f}: answerable answered {kept[y].mean():.3f}, refused: unanswerable {refused['nothing']:.3f}, "
            f"documents hidden {refused['documents']:.3f}, passages hidden {refused['passages']:.3f}, risk {risk:.3f}"
        )


if __name__ == "__main__":
    main()
