from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.model import Answer, Turn
from errors import ModelError
from index.hit import Filters
from tests.web.invented import RoteAssistant, answered, cited
from web.chat.writing import failed, growing, messages, stopped
from web.history.conversation import REMEMBERED, Exchange, turns
from web.kit.words import say


class Failing:
    engine_name = "llm:absent"

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        yield answered(cited(1, "one"))
        raise ModelError("The language model does not answer: start it, or use the extractive engine.")


def test_an_answer_grows_from_the_question_to_the_end(assistant: RoteAssistant) -> None:
    stages = list(growing(assistant, "Who keeps lamps?", []))
    assert [len(stage) for stage in stages] == [1, 1, 1, 1]
    assert stages[0][0].answer is None
    assert [len(stage[0].answer.statements) for stage in stages[1:]] == [1, 2, 2]
    assert [stage[0].phase for stage in stages] == ["writing", "writing", "writing", "done"]


def test_earlier_exchanges_are_handed_on_as_history(assistant: RoteAssistant) -> None:
    first = list(growing(assistant, "Who keeps lamps?", []))[-1]
    second = list(growing(assistant, "And who pays?", first))[-1]
    assert [exchange.number for exchange in second] == [1, 2]
    assert second[0] == first[0]
    assert assistant.histories == [[], [Turn(question="Who keeps lamps?", answer=first[0].answer.text)]]


def test_history_is_bounded() -> None:
    exchange = Exchange(number=1, question="?", answer=Answer(status="refused"))
    assert len(turns([exchange] * 30)) == REMEMBERED


def test_an_error_becomes_an_abstention_with_its_sentence() -> None:
    last = list(growing(Failing(), "Who?", []))[-1][0]
    assert last.answer == Answer(
        status="error",
        message="The language model does not answer: start it, or use the extractive engine.",
        engine="llm:absent",
    )
    assert last.phase == "done"


def test_stopping_keeps_what_was_written(assistant: RoteAssistant) -> None:
    writing = list(growing(assistant, "Who keeps lamps?", []))[1]
    halted = stopped(writing)
    assert halted == [replace(writing[0], phase="stopped")]
    assert "Stopped" in messages(halted)[1]["content"]
    assert stopped(halted) == halted
    assert stopped([]) == []


def test_stopping_before_the_first_words_says_so() -> None:
    halted = stopped([Exchange(number=1, question="Who?")])
    assert "Stopped" in messages(halted)[1]["content"]


def test_what_breaks_off_becomes_an_abstention_and_loses_its_fragments(assistant: RoteAssistant) -> None:
    writing = list(growing(assistant, "Who keeps lamps?", []))[1]
    (exchange,) = failed(writing)
    assert exchange.answer == Answer(status="error", message=say("unforeseen", "en"))
    assert exchange.phase == "done"
    assert failed([exchange]) == [exchange]
    assert failed([]) == []
