"""A conversation of 500 turns: the last question is answered as soon and as the same question asked alone."""

import json
from pathlib import Path
from time import process_time

import pytest

from answer.assistant import Assistant
from answer.model import Turn
from settings import Settings
from tests.several_readers import opened
from tests.web.invented import LAMPS, answered, register
from web.history.conversation import Exchange
from web.history.keeping import restored, to_keep

TURNS = 500
PAPER = "# Charter of the lamps\n\n" + "\n\n".join(
    f"{n}. Keeper {n} lights lamp {n} at dusk, and buys the oil for it in month {n}." for n in range(1, 30)
)


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    (tmp_path / "charter.md").write_text(PAPER, encoding="utf-8")
    library = opened(tmp_path / "library", "")
    library.ingest([tmp_path / "charter.md"])
    return Assistant(library, Settings(library=tmp_path / "library", threads=1))


def test_the_last_of_500_questions_is_answered_as_if_it_were_the_first(assistant: Assistant) -> None:
    question = "When does keeper 7 light lamp 7?"
    alone = assistant.ask(question)
    said = [
        Turn(question=f"Who lights lamp {n % 29}?", answer=f"Keeper {n % 29} [1]. " * 40)
        for n in range(TURNS)
    ]
    began = process_time()
    assistant.ask(question, history=said[:2])
    short = process_time() - began
    began = process_time()
    answer = assistant.ask(question, history=said)
    long = process_time() - began
    assert (answer.status, answer.text) == (alone.status, alone.text)
    assert long < 3 * short + 1.0


@pytest.mark.slow
def test_a_conversation_grows_turn_by_turn_to_500(assistant: Assistant) -> None:
    """Each turn sees all before it; none takes what it is about from a turn long ago."""
    history: list[Turn] = []
    for number in range(TURNS):
        question = (
            "And who buys the oil for it?" if number % 10 == 9 else f"Who lights lamp {number % 29 + 1}?"
        )
        answer = assistant.ask(question, history=history)
        assert answer.status in ("answered", "not_found", "clarify")
        history.append(Turn(question=question, answer=answer.text or answer.message))


def test_what_the_browser_keeps_of_500_exchanges_fits_it_and_comes_back(tmp_path: Path) -> None:
    exchanges = [
        Exchange(number=n, question=f"Who keeps lamp {n}?", answer=answered(*LAMPS), phase="done")
        for n in range(1, TURNS + 1)
    ]
    began = process_time()
    store = json.dumps(to_keep(exchanges))
    back = restored(json.loads(store), register(tmp_path))
    assert process_time() - began < 5.0
    assert back
    assert back[-1].question == f"Who keeps lamp {TURNS}?"
    assert back[-1].answer == answered(*LAMPS)
    assert len(store) < 5_000_000
