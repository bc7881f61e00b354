"""A long comparison can be broken off: outcomes and a model's replies are kept and taken up again."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from llama_index.core.llms import ChatMessage

from answer.generate.models import OpenAIServer, make_llm
from answer.model import Answer
from benchmarks.answers.peers_kept import Kept
from benchmarks.answers.peers_table import table
from benchmarks.answers.replies import KeptReplies
from eval.cases.questions import Question
from eval.gate.run import Recorder
from index.library import Library
from ingest.document import Reading
from ingest.register import Register
from tests.answer.lying_server import Script, serving, settings_for
from tests.eval.making_cases import DOCUMENT, PASSAGE

QUESTION = Question.model_validate(
    {
        "id": "q1",
        "q": "How many dams?",
        "language": "en",
        "kind": "fact",
        "gold": [],
        "facts": [],
        "status": "not_found",
        "split": "test",
    }
)


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    register = Register(tmp_path / "register.sqlite")
    register.record("/a/water.pdf", Reading(document=DOCUMENT, passages=(PASSAGE,)), "1")
    return Recorder(cast(Library, SimpleNamespace(register=register)))


class Silent:
    """Knows nothing, and counts how often it was asked."""

    def __init__(self, recorder: Recorder) -> None:
        self.asked = 0
        self._recorder = recorder

    def ask(self, question: str, history: Any = ()) -> Answer:
        """An abstention."""
        self.asked += 1
        self._recorder.rankings.append([])
        return Answer(status="not_found", message="No.")


def test_what_was_answered_is_not_asked_again_unless_it_is_wanted(recorder: Recorder, tmp_path: Path) -> None:
    silent = Silent(recorder)
    kept = Kept(tmp_path / "kept", recorder, forget=[])
    assert kept.result("silent", QUESTION) is None
    first = kept.ask("silent", QUESTION, silent, None)
    again = Kept(tmp_path / "kept", recorder, forget=[]).result("silent", QUESTION)
    assert first is not None
    assert again is not None
    assert again.values == first.values
    assert Kept(tmp_path / "kept", recorder, forget=["silent"]).result("silent", QUESTION) is None
    assert silent.asked == 1


def test_the_table_has_a_row_a_measure_and_a_column_a_system(recorder: Recorder) -> None:
    result = Kept(None, recorder, forget=[]).ask("silent", QUESTION, Silent(recorder), None)
    assert result is not None
    rows = table({"silent": [result], "never asked": []}).splitlines()
    assert rows[0] == "|  | silent (n = 1) |"
    assert any(row.startswith("| unanswerable left unanswered | 1.00") for row in rows)
    assert "| statements that cite nothing | 0 of 0 |" in rows


def test_replies_are_kept_and_the_time_they_took_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    script = Script(["One ", "dam."], pause=0.05)
    said = [ChatMessage(role="user", content="How many?")]
    with serving(script) as address:
        server = cast(OpenAIServer, make_llm(settings_for(address)))
        for _ in range(2):
            llm = KeptReplies.of(server, tmp_path / "replies.jsonl", 100)
            pieces = [piece.delta for piece in llm.stream_chat(said)]
            assert "".join(map(str, pieces)) == "One dam."
            assert llm.chat(said).message.content == "One dam."
    assert len(script.asked) == 1
    assert llm.saved() >= 0.1
    assert llm.saved() == 0.0
