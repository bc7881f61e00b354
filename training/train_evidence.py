"""Learn which sentence answers: the weights of ``answer/evidence/evidence.py``.

Run ``python -m training.train_evidence QUESTIONS LIBRARY --kept FILE``. It learns on the documents of the learning
part, prints on held-out documents how often the likeliest sentence stands in a passage that answers, with every
feature and without each, and writes answer/evidence/weights.json.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from answer.evidence.evidence import Evidence
from answer.evidence.features import FEATURES
from training.asked import ANSWERABLE, UNANSWERABLE, Linear, Matrix, Sample, answers, learned, samples

INVERSE: Final = 0.1  # of the regularisation
OUT: Final = Path(__file__).resolve().parents[1] / "answer" / "evidence" / "weights.json"


def main() -> None:
    """Learn, print the figures and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--learn", type=int, nargs=2, default=(ANSWERABLE, UNANSWERABLE))
    parser.add_argument("--judge", type=int, nargs=2, default=(300, 100))
    given = parser.parse_args()
    learning = samples(given.questions, given.library, given.kept, "choosing", *given.learn)
    held_out = samples(given.questions, given.library, given.kept, "development", *given.judge)
    report(learning, held_out)
    OUT.write_text(json.dumps(learn_sentences(learning).named(FEATURES), indent=1) + "\n", encoding="utf-8")


def learn_sentences(found: Sequence[Sample], names: Sequence[str] = FEATURES) -> Linear:
    """Which sentence answers: learned from every sentence of the questions whose answer was found."""
    used = [sample for sample in found if any(answers(sample, item) for item in sample.evidence)]
    x = np.vstack([rows(sample, names) for sample in used])
    y = np.array([answers(sample, item) for sample in used for item in sample.evidence])
    return learned(x, y, INVERSE)


def rows(sample: Sample, names: Sequence[str] = FEATURES) -> Matrix:
    """The features of a question's sentences."""
    return np.array([[item.features[name] for name in names] for item in sample.evidence])


def report(learning: Sequence[Sample], held_out: Sequence[Sample]) -> None:
    """Print how often the likeliest sentence is right, with every feature and without each."""
    asked = [sample for sample in held_out if sample.asked.answerable]
    for without in ("", *FEATURES):
        names = [name for name in FEATURES if name != without]
        model = learn_sentences(learning, names)
        firsts = [(sample, _likeliest(sample, model, names)) for sample in asked]
        home = np.mean([sample.asked.held_by([item.hit.passage.text]) for sample, item in firsts])
        told = np.mean([answers(sample, item) for sample, item in firsts])
        print(f"without {without or 'nothing':16s} passage {home:.3f} sentence {told:.3f}")  # noqa: T201


def _likeliest(sample: Sample, model: Linear, names: Sequence[str]) -> Evidence:
    return sample.evidence[int(model.of(rows(sample, names)).argmax())]


if __name__ == "__main__":
    main()
