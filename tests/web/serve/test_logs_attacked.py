"""What goes wrong in an event of a running page is told in the log, as JSON, without anybody's words."""

import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from answer.model import Answer, Turn
from index.hit import Filters
from settings import Settings
from tests.web.attacker import Visitor, file
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import served
from web.page import build
from web.serve import logs

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")

WORD = "zanzibar"


class Faulty(RoteAssistant):
    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        raise KeyError(question)


@pytest.mark.parametrize("to_file", [True, False])
def test_faults_of_events_tell_no_words(
    root_logger: logging.Logger, capfd: pytest.CaptureFixture[str], tmp_path: Path, to_file: bool
) -> None:
    log = tmp_path / "log.jsonl"
    settings = Settings(library=tmp_path / "library", log_file=log if to_file else None)
    logs.set_up(settings)
    with served(build(InventedLibrary(tmp_path), Faulty()), settings) as address, Visitor(address) as visitor:
        capfd.readouterr()
        visitor.run("ask_1", [f"Who keeps {WORD}?", None, None, *[None] * 8])
        visitor.run("ask_1", [f"Who keeps {WORD}?"])  # too few values
        visitor.run("_bring", [{WORD: 7}, WORD], event_data=WORD)
        event = visitor.event("check_1")
        visitor.join(event["id"], [file(visitor.upload(b"x", f"{WORD}.exe"), WORD)])
        visitor.results()
        visitor.http.post("/gradio_api/call/check", json={"data": [WORD, {WORD: 1}]})
    output = "".join(capfd.readouterr())
    told = log.read_text() if to_file else output
    lines = [json.loads(line) for line in told.splitlines()]
    assert len([each for each in lines if each["level"] == "error" and each["exception"]]) >= 3
    assert all(each["where"] for each in lines if "exception" in each)
    assert WORD not in told
    assert "Traceback" not in output
    if to_file:
        assert output == ""
