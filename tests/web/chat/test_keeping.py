import json
from pathlib import Path

import pytest

from answer.model import Answer
from ingest.register import Register
from tests.web.invented import LAMPS, NEAR, answered, register
from web.chat.conversation import Exchange
from web.chat.keeping import MOST, restored, to_keep
from web.kit.words import say

CONVERSATION = [
    Exchange(number=1, question="Who?", answer=answered(*LAMPS, message="Two."), phase="done"),
    Exchange(
        number=2,
        question="And?",
        answer=Answer(status="not_found", message="No.", closest=(NEAR,)),
        phase="done",
    ),
]


@pytest.fixture
def held(tmp_path: Path) -> Register:
    """A register of the passages cited above."""
    return register(tmp_path)


def test_a_conversation_comes_back_as_it_was(held: Register) -> None:
    kept = json.loads(json.dumps(to_keep(CONVERSATION)))
    assert restored(kept, held) == CONVERSATION


def test_no_passage_is_kept_outside_the_register() -> None:
    assert "regretted" not in json.dumps(to_keep(CONVERSATION))


def test_an_answer_whose_passage_went_does_not_come_back(held: Register) -> None:
    held.remove(f"/papers/{LAMPS[1].document.id}")
    first, second = restored(to_keep(CONVERSATION), held)
    assert first.answer == Answer(status="error", message=say("gone", "en"))
    assert second == CONVERSATION[1]


def test_a_quotation_that_was_tampered_with_does_not_come_back(held: Register) -> None:
    kept = to_keep(CONVERSATION)
    kept[0]["citations"][0]["quote"] = "no lamp"
    assert restored(kept, held)[0].answer == Answer(status="error", message=say("gone", "en"))


@pytest.mark.parametrize("kept", [None, 7, "x", {}, [None], [{"question": "?"}], [[]]])
def test_nonsense_is_forgotten(kept: object, held: Register) -> None:
    assert restored(kept, held) == []


def test_only_the_latest_are_kept_and_numbered_anew(held: Register) -> None:
    kept = to_keep(CONVERSATION * 40)
    assert len(kept) == MOST
    assert [exchange.number for exchange in restored(kept, held)] == list(range(1, MOST + 1))


def test_what_was_stopped_is_not_kept() -> None:
    assert to_keep([Exchange(number=1, question="Who?", phase="stopped")]) == []
