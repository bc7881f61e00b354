"""Questions in a conversation, asked of a library: what follows up is found, what does not is left alone."""

from pathlib import Path

import pytest

from answer.assistant import Assistant
from answer.model import Turn
from index.library import Library

CABLE = (
    "# Cable\n\n1. The cable of Zenda was laid in 1911.\n\n2. The report on the cable is due in March 1912.\n"
)
FERRY = "# Ferry\n\n1. The ferry to Ost sails at noon.\n\n2. A ferry carries forty sheep.\n"
BEFORE = [Turn(question="When was the cable of Zenda laid?", answer="“The cable of Zenda was laid in 1911.”")]


@pytest.fixture
def assistant(settings, tmp_path: Path):
    library = Library(settings)
    paths = []
    for name, text in (("cable.md", CABLE), ("ferry.md", FERRY)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    library.ingest(paths)
    yield Assistant(library, settings)
    library.close()


def test_a_question_that_names_something_of_its_own_is_read_alone(assistant: Assistant) -> None:
    assert assistant.understood("When does the ferry to Ost sail?", BEFORE).text.startswith(
        "When does the ferry"
    )


def test_the_search_decides_whether_a_question_that_names_nothing_follows(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "when is the report due?"
    better = {asked: 0.0}
    monkeypatch.setattr(Assistant, "_odds", lambda _, question: better.get(question.text, 2.0))
    assert (
        assistant.understood(asked, BEFORE).text
        == "When was the cable of Zenda laid: when is the report due?"
    )
    better[asked] = 1.5
    assert assistant.understood(asked, BEFORE).text == asked
    assert assistant.understood(asked).text == asked


def test_thanks_are_no_follow_up(assistant: Assistant) -> None:
    assert assistant.ask("thanks!", BEFORE).status == "clarify"
