"""Learning from the development questions."""

import numpy as np

from answer.question.question import understand
from eval.cases.questions import Question
from training.asked import Linear, Sample, folds, learned


def sample(name: str) -> Sample:
    asked = Question(id=name, q="Why?", language="en", kind="fact", status="not_found", split="dev")
    return Sample(asked=asked, understood=understand("Why?"), evidence=(), gold=frozenset(), hidden="nothing")


def test_a_question_and_its_twins_are_in_one_fold() -> None:
    found = [sample(f"made-{number}") for number in (1, 2, 1, 3, 2, 1)]
    at = folds(found, 3)
    assert at[0] == at[2] == at[5]
    assert at[1] == at[4]


def test_a_model_tells_what_it_learned_in_plain_features() -> None:
    x = np.array([[0.0, 100.0], [1.0, 100.0]] * 20)
    model = learned(x, x[:, 0] > 0, np.ones(40), 1.0)
    assert model.of(np.array([[1.0, 100.0]]))[0] > 0.5 > model.of(np.array([[0.0, 100.0]]))[0]


def test_weights_are_written_by_name() -> None:
    assert Linear(np.array([1.23456]), 0.5).named(["rank"]) == {"bias": 0.5, "rank": 1.235}
