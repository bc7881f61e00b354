"""The engine with a real model on this machine.

Needs the file that ``python benchmarks/answers/fetch_local_model.py FOLDER`` fetches, named in RAPPORTEUR_TEST_GGUF, and
the package xllamacpp, which serves it on 127.0.0.1.
Run with ``pytest -m slow tests/answer/generate/test_llm_local.py``.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from answer.generate.llm import Asked, LlmEngine, NothingBorneOutError, make_llm
from answer.model import Answer
from benchmarks.answers.local_model import serving_locally
from settings import Settings
from tests.answer.claim_set import claim_hits

SHOWN = ("china", "cuba", "record", "norms", "fund")
QUESTIONS: dict[str, tuple[str | None, str]] = {
    "How many proposals has China tabled?": ("china", "nineteen"),
    "What does Cuba say about voluntary norms?": ("cuba", "not enough"),
    "Where did the Committee decide to meet in May 2021?": ("record", "Geneva"),
    "Who may order an inspection?": ("norms", "Security Council"),
    "How much did the fund pay to projects in 2031?": ("fund", "3.2 million"),
    "What did India say about satellites?": (None, ""),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("RAPPORTEUR_TEST_GGUF"),
        reason="no model: fetch one with benchmarks/answers/fetch_local_model.py and name it in RAPPORTEUR_TEST_GGUF",
    ),
]


@pytest.fixture(scope="module")
def engine() -> Iterator[LlmEngine]:
    pytest.importorskip("xllamacpp", reason="pip install xllamacpp serves the model")
    with serving_locally(Path(os.environ["RAPPORTEUR_TEST_GGUF"])) as wanted:
        settings = Settings(**wanted)
        yield LlmEngine(make_llm(settings), settings)


@pytest.fixture(scope="module")
def outcomes(engine: LlmEngine) -> dict[str, Answer | None]:
    hits = claim_hits()
    evidence = [hits[name] for name in SHOWN]
    found: dict[str, Answer | None] = {}
    for question in QUESTIONS:
        try:
            found[question] = next(
                reversed(list(engine.stream(Asked(question=question, evidence=evidence)))), None
            )
        except NothingBorneOutError:
            found[question] = None
    return found


def test_what_a_real_model_shows_is_cited_from_the_right_passage(outcomes: dict[str, Answer | None]) -> None:
    hits = claim_hits()
    for question, answer in outcomes.items():
        source, _ = QUESTIONS[question]
        if answer is not None and source is not None:
            assert hits[source].passage.id in {citation.passage.id for citation in answer.citations}


def test_a_real_model_answers_some_questions_and_invents_nothing(outcomes: dict[str, Answer | None]) -> None:
    right = [q for q, answer in outcomes.items() if answer and QUESTIONS[q][1] in answer.text]
    assert outcomes["What did India say about satellites?"] is None
    assert len(right) >= 2
