"""Learn how the numbers of ``answer.verify.compared`` are weighed: ``answer/verify/support.json``.

Run ``python -m training.train_support REPLIES``; REPLIES is the file of a strong model's sentences and lies. The
learning part of its documents gives the weights; figures and the bar are out of fold, folds by document; the other
part only measures.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from answer.verify.compared import NAMES, Told, compared
from answer.verify.support import BIAS
from benchmarks.answers.kept_replies import KeptSentence, Part, document_of, load_replies, sentences_of
from index.models.e5_file import Floats
from training.support.figures import area, report

FOLDS: Final = 5
STRENGTH: Final = 0.03  # of the weights, against their being large
PASS: Final = 0.95  # share of faithful sentences above the bar
OUT: Final = Path(__file__).resolve().parents[1] / "answer" / "verify" / "support.json"


def main() -> None:
    """Learn, print figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("replies", type=Path)
    given = parser.parse_args()
    told, numbers = measured(given.replies, "learn")
    weights, bar = learned(numbers, np.array([not each.lie for each in told]), folds_of(told))
    held, theirs = measured(given.replies, "held")
    for line in report(held, scored(theirs, weights) >= bar):
        print(line)  # noqa: T201
    weights[BIAS] -= bar
    text = json.dumps({"weights": {name: round(value, 5) for name, value in weights.items()}}, indent=1)
    OUT.write_text(text + "\n", encoding="utf-8")


def measured(path: Path, part: Part) -> tuple[list[KeptSentence], Floats]:
    """Sentences of one part, and their numbers, shape (sentences, names)."""
    told = list(sentences_of(load_replies(path, part)))
    rows = []
    for each in told:
        heads = tuple(dict.fromkeys(proof.head for proof in each.proofs))
        numbers = compared(each.text, Told(heads, tuple(proof.words for proof in each.proofs)))
        rows.append([numbers[name] for name in NAMES])
    return told, np.array(rows, np.float32)


def folds_of(told: Sequence[KeptSentence]) -> NDArray[np.int64]:
    """The fold of each sentence, by the document of its first proof and so never by sentence."""
    names = [document_of(each.proofs[0].head) if each.proofs else "" for each in told]
    return np.array([hashlib.sha256(name.encode()).digest()[1] % FOLDS for name in names])


def learned(
    numbers: Floats, right: NDArray[np.bool_], folds: NDArray[np.int64]
) -> tuple[dict[str, float], float]:
    """The weights of all, and the log odds above which ``PASS`` of the faithful are, each judged without its own."""
    found = np.zeros(len(right), np.float32)
    for fold in range(FOLDS):
        inside = folds == fold
        if inside.any():
            found[inside] = scored(numbers[inside], _fitted(numbers[~inside], right[~inside]))
    bar = float(np.quantile(found[right], 1 - PASS))
    passing, found_area = np.mean(found[~right] >= bar), area(found[right], found[~right])
    print(f"out of fold: area under the curve {found_area:.3f}, lies that pass {passing:.3f}")  # noqa: T201
    return _fitted(numbers, right), bar


def _fitted(numbers: Floats, right: NDArray[np.bool_]) -> dict[str, float]:
    middle, spread = numbers.mean(0), numbers.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000)
    model.fit((numbers - middle) / spread, right)
    slopes = model.coef_[0] / spread
    weights = dict(zip(NAMES, map(float, slopes), strict=True))
    return {**weights, BIAS: float(model.intercept_[0] - (slopes * middle).sum())}


def scored(numbers: Floats, weights: dict[str, float]) -> Floats:
    """Log odds, shape (sentences,)."""
    found: Floats = numbers @ np.array([weights[name] for name in NAMES]) + weights[BIAS]
    return found


if __name__ == "__main__":
    main()
