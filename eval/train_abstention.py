"""Learn the weights of ``answer/abstain.py`` from the development questions, and show what each threshold costs.

Run ``python -m eval.train_abstention LIBRARY [LIBRARY …]``. The same questions teach the sentence weights of
``answer/evidence.py`` with ``--sentences``.

Every question that can be answered is asked a second time with its documents hidden: what is left is what an
absent document looks like, and unanswerable. Such a question is left out where another document states one of
its facts. Folds are of questions, so that a question and its hidden twin are in one; sentences are scored out
of fold. The test half is never read.
"""

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from answer import abstain, features
from answer.assistant import Assistant, gather_evidence
from answer.evidence import Evidence
from answer.extractive import of_the_sort_asked
from answer.model import Turn
from answer.question import Question as Understood
from eval.goldmarks import Goldmarks
from eval.questions import Question, load, sets
from eval.text import says
from index.hit import Filters
from index.library import Library
from settings import Settings

FOLDS = 5
SEED = 7
DEPTH = 80  # passages searched where documents are hidden from them
REAL = 3.0  # weight of a question that is unanswerable by nature against one with its documents hidden
SENTENCES_C, ABSTENTION_C = 0.3, 0.1  # inverse regularisation
ANSWERS = Path(__file__).resolve().parents[1] / "answer"

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A question as it was asked of a library.

    Attributes:
        asked: The question of the set.
        understood: As the assistant reads it.
        evidence: Its sentences.
        gold: Ids of the passages that answer.
        hidden: Whether its documents were hidden.
    """

    asked: Question
    understood: Understood
    evidence: Sequence[Evidence]
    gold: frozenset[str]
    hidden: bool


def main() -> None:
    """Learn, print the risk at each coverage, and write answer/abstention.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("libraries", nargs="+", type=Path)
    parser.add_argument("--sentences", action="store_true", help="write answer/weights.json as well")
    given = parser.parse_args()
    samples = [sample for library in given.libraries for sample in _samples(library)]
    folds = _folds(samples)
    scorers = [_sentences([s for s, f in zip(samples, folds, strict=True) if f != k]) for k in range(FOLDS)]
    rows = [
        (row, fold)
        for sample, fold in zip(samples, folds, strict=True)
        if (row := _row(sample, scorers[fold])) is not None
    ]
    x = np.array([values for (values, *_), _ in rows])
    y = np.array([label for (_, label, _), _ in rows])
    weight = np.array([REAL if not label and real else 1.0 for (_, label, real), _ in rows])
    at = np.array([fold for _, fold in rows])
    out = np.zeros(len(y))
    for k in range(FOLDS):
        out[at == k] = _fit(x[at != k], y[at != k], weight[at != k]).of(x[at == k])
    _report(out, y, weight)
    _write("abstention.json", _fit(x, y, weight).named(abstain.FEATURES))
    if given.sentences:
        _write("weights.json", _sentence_weights(_sentences(samples)))


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


def _fit(x: Matrix, y: NDArray[np.bool_], weight: Matrix) -> Linear:
    """Learned on standardised features, told in plain ones."""
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=ABSTENTION_C, max_iter=3000).fit((x - mean) / scale, y, sample_weight=weight)
    weights = model.coef_[0] / scale
    return Linear(weights, float(model.intercept_[0] - (weights * mean).sum()))


def _samples(folder: Path) -> Iterator[Sample]:
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
        yield Sample(asked=asked, understood=understood, evidence=found, gold=gold, hidden=False)
        if asked.answerable and found:
            hidden = {document.id for place in asked.gold for document in marks.documents(place.symbol)}
            hits = library.search(understood.text, top=DEPTH, filters=_filters(understood))
            left = [hit for hit in hits if hit.document.id not in hidden][: settings.evidence]
            others = gather_evidence(library, understood, left)
            yield Sample(asked=asked, understood=understood, evidence=others, gold=frozenset(), hidden=True)
    library.close()


def _filters(understood: Understood) -> Filters:
    return Filters(speakers=understood.speakers if understood.spoken else ())


def _folds(samples: Sequence[Sample]) -> list[int]:
    ids = sorted({sample.asked.id for sample in samples})
    order = np.random.default_rng(SEED).permutation(len(ids)) % FOLDS
    fold = dict(zip(ids, map(int, order), strict=True))
    return [fold[sample.asked.id] for sample in samples]


def _sentences(samples: Sequence[Sample]) -> Linear:
    """Which sentence answers: learned from every sentence of the questions that can be answered."""
    used = [s for s in samples if s.asked.answerable and not s.hidden and s.evidence]
    x = np.vstack([_sentence_features(sample) for sample in used])
    y = [_answers(sample, item) for sample in used for item in sample.evidence]
    model = LogisticRegression(C=SENTENCES_C, max_iter=4000).fit(x, y)
    return Linear(model.coef_[0], float(model.intercept_[0]))


def _sentence_features(sample: Sample) -> Matrix:
    return np.array(
        [
            [*(item.features[name] for name in features.FEATURES), float(_foreign(sample, item))]
            for item in sample.evidence
        ]
    )


def _sentence_weights(learned: Linear) -> dict[str, dict[str, float]]:
    """One model with two biases: a passage in another language lacks the features of words."""
    same = Linear(learned.weights[:-1], learned.bias).named(features.FEATURES)
    return {"same": same, "cross": {**same, "bias": round(learned.bias + float(learned.weights[-1]), 3)}}


def _foreign(sample: Sample, item: Evidence) -> bool:
    return item.hit.passage.language[:2] != sample.understood.language[:2]


def _answers(sample: Sample, item: Evidence) -> bool:
    facts = sample.asked.facts
    stated = any(says(item.text, wording) for wordings in facts for wording in wordings)
    return item.hit.passage.id in sample.gold and (stated or not facts)


def _row(sample: Sample, scorer: Linear) -> tuple[list[float], bool, bool] | None:
    """Features, whether it can be answered, and whether nothing was hidden; None where that is not known."""
    if not sample.evidence:
        return None
    scores = scorer.of(_sentence_features(sample))
    scored = [replace(e, score=float(s)) for e, s in zip(sample.evidence, scores, strict=True)]
    ranked = sorted(scored, key=lambda item: -item.score)
    fitting = [item for item in ranked if of_the_sort_asked(sample.understood, item)]
    if not fitting or (sample.hidden and _told_elsewhere(sample, fitting)):
        return None
    values = abstain.features(sample.understood, fitting)
    return (
        [values[name] for name in abstain.FEATURES],
        sample.asked.answerable and not sample.hidden,
        not sample.hidden,
    )


def _told_elsewhere(sample: Sample, fitting: Sequence[Evidence]) -> bool:
    best = " ".join(item.text for item in fitting[:4])
    facts = sample.asked.facts
    return not facts or any(says(best, wording) for wordings in facts for wording in wordings)


def _report(out: Matrix, y: NDArray[np.bool_], weight: Matrix) -> None:
    real = weight == REAL
    for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        kept = out >= threshold
        risk = float((~y[kept]).mean()) if kept.any() else math.nan
        print(  # noqa: T201
            f"{threshold:.2f}: answerable answered {kept[y].mean():.3f}, unanswerable refused "
            f"{(~kept)[real].mean():.3f}, hidden refused {(~kept)[~y & ~real].mean():.3f}, risk {risk:.3f}"
        )


def _write(name: str, learned: object) -> None:
    (ANSWERS / name).write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
