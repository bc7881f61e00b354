"""Learn when to answer: the weights of ``answer/evidence/decision.py``, and what each threshold costs.

Run ``python -m training.train_decision QUESTIONS LIBRARY --kept FILE`` after ``training.train_evidence``. An answer is
right where the passage of the likeliest sentence holds the words that answer; a question that cannot be answered
has no right answer. It learns on the documents of the learning part and prints risk and coverage on held-out ones.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from answer.evidence.decision import FEATURES, features
from benchmarks.answers.strangers import Part
from training.asked import ANSWERABLE, UNANSWERABLE, Linear, Matrix, Sample, learned, samples

INVERSE: Final = 0.1  # of the regularisation
THRESHOLDS: Final = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)
OUT: Final = Path(__file__).resolve().parents[1] / "answer" / "evidence" / "decision.json"


def main() -> None:
    """Learn, print risk and coverage, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--learn", type=int, nargs=2, default=(ANSWERABLE, UNANSWERABLE))
    parser.add_argument("--judge", type=int, nargs=2, default=(300, 100))
    given = parser.parse_args()
    parts: dict[Part, Sequence[int]] = {"choosing": given.learn, "development": given.judge}
    learning, held_out = (
        [Measured.of(each) for each in samples(given.questions, given.library, given.kept, part, *counts)]
        for part, counts in parts.items()
    )
    model = learn_decision(learning)
    OUT.write_text(json.dumps(model.named(FEATURES), indent=1) + "\n", encoding="utf-8")
    report(model, held_out)
    ablations(learning, held_out)


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured of a question's evidence, and what is true of it."""

    features: Mapping[str, float]
    answerable: bool
    right: bool

    @classmethod
    def of(cls, sample: Sample) -> "Measured":
        """Of a question as it was asked."""
        return cls(features(sample.understood, sample.evidence), sample.asked.answerable, right(sample))


def learn_decision(found: Sequence[Measured], names: Sequence[str] = FEATURES) -> Linear:
    """When the likeliest sentence's passage answers."""
    return learned(rows(found, names), np.array([each.right for each in found]), INVERSE)


def rows(found: Sequence[Measured], names: Sequence[str] = FEATURES) -> Matrix:
    """The features of the questions."""
    return np.array([[each.features[name] for name in names] for each in found])


def right(sample: Sample) -> bool:
    """Whether the passage of the likeliest sentence answers."""
    return sample.asked.held_by([sample.evidence[0].hit.passage.text])


def report(model: Linear, held_out: Sequence[Measured]) -> None:
    """Print what each threshold costs on held-out documents."""
    sure = model.of(rows(held_out))
    answerable = np.array([each.answerable for each in held_out])
    correct = np.array([each.right for each in held_out])
    print(_areas(sure, answerable, correct))  # noqa: T201
    print("threshold: coverage, risk; refused of the answerable, of the unanswerable, of those right")  # noqa: T201
    for threshold in THRESHOLDS:
        kept = sure >= threshold
        risk = float((~correct[kept]).mean()) if kept.any() else float("nan")
        print(  # noqa: T201
            f"{threshold:.2f}: {kept.mean():.3f} {risk:.3f}; {(~kept)[answerable].mean():.3f} "
            f"{(~kept)[~answerable].mean():.3f} {(~kept)[correct].mean():.3f}"
        )


def ablations(learning: Sequence[Measured], held_out: Sequence[Measured]) -> None:
    """Print the areas under the curve without each feature."""
    answerable = np.array([each.answerable for each in held_out])
    correct = np.array([each.right for each in held_out])
    for without in FEATURES:
        names = [name for name in FEATURES if name != without]
        sure = learn_decision(learning, names).of(rows(held_out, names))
        print(f"without {without:18s} {_areas(sure, answerable, correct)}")  # noqa: T201


def _areas(sure: Matrix, answerable: NDArray[np.bool_], correct: NDArray[np.bool_]) -> str:
    """Areas under the curve: right answers from others, and questions that can be answered from others."""
    return f"right {roc_auc_score(correct, sure):.3f} answerable {roc_auc_score(answerable, sure):.3f}"


if __name__ == "__main__":
    main()
