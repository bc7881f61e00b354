"""Strangers' questions as they come out of a library, to learn from; the documents of the development fifth never."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from answer.assistant import Assistant, gather_evidence
from answer.evidence.evidence import Evidence
from answer.question.question import Question as Understood
from benchmarks.answers.kept_readings import Kept, KeptLibrary
from benchmarks.answers.strangers import Part, Stranger, load, sample
from index.library import Library
from settings import Settings

Matrix = NDArray[np.float64]

ANSWERABLE: Final = 1200
UNANSWERABLE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A question as it was asked of a library.

    Attributes:
        asked: The question.
        understood: As the assistant reads it.
        evidence: Its sentences, with what is measured of them.
    """

    asked: Stranger
    understood: Understood
    evidence: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model on features as they are."""

    weights: Matrix
    bias: float

    def of(self, x: Matrix) -> Matrix:
        """Probabilities of the rows."""
        result: Matrix = 1.0 / (1.0 + np.exp(-(x @ self.weights + self.bias)))
        return result

    def named(self, names: Sequence[str]) -> dict[str, float]:
        """The weights as they are written."""
        pairs = zip(names, self.weights, strict=True)
        return {"bias": round(self.bias, 3), **{name: round(float(w), 3) for name, w in pairs}}


def learned(x: Matrix, y: NDArray[np.bool_], inverse: float) -> Linear:
    """A model learned on standardised features, told in plain ones.

    Args:
        x: Features, a row a sample.
        y: Labels.
        inverse: Inverse of the regularisation.
    """
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=inverse, max_iter=4000).fit((x - mean) / scale, y)
    weights = model.coef_[0] / scale
    return Linear(weights, float(model.intercept_[0] - (weights * mean).sum()))


def samples(
    questions: Path,
    folder: Path,
    kept: Path,
    part: Part,
    answerable: int = ANSWERABLE,
    unanswerable: int = UNANSWERABLE,
) -> list[Sample]:
    """Questions of one part, asked of a library.

    Args:
        questions: The file of strangers' questions.
        folder: The library.
        kept: Where searches and readings are kept.
        part: "choosing", of whose documents the cross-encoder learned nothing, or "development".
        answerable: How many questions that can be answered.
        unanswerable: How many that cannot.
    """
    settings = Settings(library=folder)
    library = KeptLibrary(Library(settings), Kept(kept))
    opened = cast(Library, library)
    assistant = Assistant(opened, settings)
    found: list[Sample] = []
    for asked in sample(load(questions), part, answerable, unanswerable):
        understood = assistant.understood(asked.q, asked.history)
        hits = assistant.searched(understood)
        evidence = gather_evidence(opened, understood, hits)
        if evidence:
            found.append(Sample(asked=asked, understood=understood, evidence=evidence))
    library.close()
    return found


def answers(sample: Sample, item: Evidence) -> bool:
    """Whether a sentence has words that answer, in a passage that has them all."""
    return sample.asked.held_by([item.hit.passage.text]) and sample.asked.touched_by(item.text)
