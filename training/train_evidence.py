"""Learn which sentence answers, from the development questions: the weights of ``answer/evidence/evidence.py``.

Run ``python -m training.train_evidence LIBRARY [LIBRARY …]``. It prints how often the likeliest sentence stands in a
passage that answers, and how often it states a fact, out of fold, and writes answer/evidence/weights.json.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from answer.evidence.evidence import Evidence
from answer.evidence.features import FEATURES
from training.asked import Linear, Matrix, Sample, answers, folds, foreign, learned, samples

FOLDS: Final = 5
INVERSE: Final = 0.1  # of the regularisation
OUT: Final = Path(__file__).resolve().parents[1] / "answer" / "evidence" / "weights.json"


def main() -> None:
    """Learn, print the figures and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", nargs="+", type=Path)
    found = [sample for library in parser.parse_args().libraries for sample in samples(library)]
    _report(found)
    OUT.write_text(json.dumps(weights(learn_sentences(found)), indent=1) + "\n", encoding="utf-8")


def learn_sentences(found: Sequence[Sample]) -> Linear:
    """Which sentence answers: learned from every sentence of the questions that can be answered."""
    used = _answerable(found)
    x = np.vstack([sentence_features(sample) for sample in used])
    y = np.array([answers(sample, item) for sample in used for item in sample.evidence])
    return learned(x, y, np.ones(len(y)), INVERSE)


def sentence_features(sample: Sample) -> Matrix:
    """The features of a question's sentences, and whether each is in another language than the question."""
    return np.array(
        [
            [*(item.features[name] for name in FEATURES), float(foreign(sample, item))]
            for item in sample.evidence
        ]
    )


def weights(model: Linear) -> dict[str, dict[str, float]]:
    """One model with two biases: a passage in another language lacks the features of words."""
    same = Linear(model.weights[:-1], model.bias).named(FEATURES)
    return {"same": same, "cross": {**same, "bias": round(model.bias + float(model.weights[-1]), 3)}}


def _answerable(found: Sequence[Sample]) -> list[Sample]:
    return [s for s in found if s.asked.answerable and s.hidden == "nothing" and s.evidence]


def _report(found: Sequence[Sample]) -> None:
    used = _answerable(found)
    at = folds(used, FOLDS)
    models = [learn_sentences([s for s, f in zip(used, at, strict=True) if f != k]) for k in range(FOLDS)]
    firsts = [(sample, _likeliest(sample, models[fold])) for sample, fold in zip(used, at, strict=True)]
    home = np.mean([item.hit.passage.id in sample.gold for sample, item in firsts])
    told = np.mean([answers(sample, item) for sample, item in firsts])
    print(f"{len(used)} questions: right passage first {home:.3f}, right sentence first {told:.3f}")  # noqa: T201


def _likeliest(sample: Sample, model: Linear) -> Evidence:
    return sample.evidence[int(model.of(sentence_features(sample)).argmax())]


if __name__ == "__main__":
    main()
