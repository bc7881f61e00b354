"""The development questions as they come out of a library, to learn from; the test half is never read.

Every question that can be answered is asked a second time with its documents hidden, and a third time with its
passages hidden: what is left is what an absent document, or an absent paragraph, looks like.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from answer.assistant import Assistant, gather_evidence
from answer.evidence.evidence import Evidence
from answer.model import Turn
from answer.question.question import Question as Understood
from eval.cases.goldmarks import Goldmarks
from eval.cases.questions import Question, load, sets
from eval.cases.typography import says
from index.hit import Filters, Hit
from index.library import Library
from language.pack import same_language
from settings import Settings

Matrix = NDArray[np.float64]
Hidden = Literal["nothing", "documents", "passages"]

DEPTH: Final = 80  # passages searched where some are hidden
SEED: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A question as it was asked of a library.

    Attributes:
        asked: The question of the set.
        understood: As the assistant reads it.
        evidence: Its sentences.
        gold: Ids of the passages that answer.
        hidden: What was hidden of what answers.
    """

    asked: Question
    understood: Understood
    evidence: Sequence[Evidence]
    gold: frozenset[str]
    hidden: Hidden


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


def learned(x: Matrix, y: NDArray[np.bool_], weight: Matrix, inverse: float) -> Linear:
    """A model learned on standardised features, told in plain ones.

    Args:
        x: Features, a row a sample.
        y: Labels.
        weight: How much each row counts.
        inverse: Inverse of the regularisation.
    """
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=inverse, max_iter=4000).fit((x - mean) / scale, y, sample_weight=weight)
    weights = model.coef_[0] / scale
    return Linear(weights, float(model.intercept_[0] - (weights * mean).sum()))


def samples(folder: Path) -> Iterator[Sample]:
    """The development questions that a library can be asked."""
    settings = Settings(library=folder)
    library = Library(settings)
    assistant, marks = Assistant(library, settings), Goldmarks(library.register)
    for asked in load(sets()):
        if asked.split != "dev" or marks.missing(asked) or asked.status in ("refused", "clarify"):
            continue
        history = [Turn(question=turn.q, answer=turn.a) for turn in asked.history]
        understood = assistant.understood(asked.q, history)
        found = assistant.evidence(asked.q, history)
        gold = frozenset[str]().union(*(marks.passages(place) for place in asked.gold))
        yield Sample(asked=asked, understood=understood, evidence=found, gold=gold, hidden="nothing")
        if asked.answerable and found:
            spoken = Filters(speakers=understood.speakers if understood.spoken else ())
            hits = library.search(understood.text, top=DEPTH, filters=spoken)
            documents = {
                d.id for gold in asked.gold for place in gold.places for d in marks.documents(place.symbol)
            }
            for hidden, left in _without(hits, documents, gold):
                others = gather_evidence(library, understood, left[: settings.evidence])
                yield Sample(
                    asked=asked, understood=understood, evidence=others, gold=frozenset(), hidden=hidden
                )
    library.close()


def _without(
    hits: Sequence[Hit], documents: set[str], passages: frozenset[str]
) -> Iterator[tuple[Hidden, list[Hit]]]:
    yield "documents", [hit for hit in hits if hit.document.id not in documents]
    yield "passages", [hit for hit in hits if hit.passage.id not in passages]


def folds(found: Sequence[Sample], count: int) -> list[int]:
    """The fold of each sample: all samples of a question are in one."""
    ids = sorted({sample.asked.id for sample in found})
    order = np.random.default_rng(SEED).permutation(len(ids)) % count
    fold = dict(zip(ids, map(int, order), strict=True))
    return [fold[sample.asked.id] for sample in found]


def answers(sample: Sample, item: Evidence) -> bool:
    """Whether a sentence stands in a passage that answers, and states a fact where facts are wanted."""
    facts = sample.asked.facts
    stated = any(says(item.text, wording) for wordings in facts for wording in wordings)
    return item.hit.passage.id in sample.gold and (stated or not facts)


def foreign(sample: Sample, item: Evidence) -> bool:
    """Whether passage and question differ in language."""
    return not same_language(item.hit.passage.language, sample.understood.language)
