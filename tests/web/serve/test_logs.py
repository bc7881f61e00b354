import json
import logging
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import gradio as gr
import pytest

from answer.model import Answer, Turn
from errors import RapporteurError
from index.hit import Filters
from settings import Settings
from tests.web.invented import RoteAssistant
from web.api.measured import Measured
from web.api.metrics import Metrics
from web.serve.logs import LARGEST, set_up

SECRET = "zanzibar"

pytestmark = pytest.mark.usefixtures("root_logger")


class Faulty(RoteAssistant):
    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        raise KeyError(question)
        yield  # pragma: no cover


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def asked(settings: Settings) -> list[dict[str, object]]:
    """What is logged of a question answered, one not found, one that meets a fault, and of a library's warning."""
    set_up(settings)
    metrics = Metrics()
    list(Measured(RoteAssistant(), metrics).stream(f"Who keeps the {SECRET}?"))
    list(Measured(RoteAssistant(), metrics).stream(f"unknown {SECRET}"))
    with pytest.raises(gr.Error, match="did not foresee"):
        list(Measured(Faulty(), metrics).stream(SECRET))
    logging.getLogger("somebody.else").warning("cannot read %s", SECRET)
    assert settings.log_file is not None
    return lines(settings.log_file)


def test_outcomes_and_times_are_logged_and_no_words(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "log.jsonl"
    found = asked(Settings(library=tmp_path, log_file=path))
    assert SECRET not in path.read_text()
    assert [line.get("status") for line in found] == ["answered", "not_found", None, "error", None]
    assert found[2]["exception"] == "KeyError"
    assert any("stream" in place for place in found[2]["where"])  # type: ignore[attr-defined]
    assert found[4]["logger"] == "somebody.else"
    assert {"at", "level", "seconds", "first_seconds", "engine"} <= set(found[0])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_words_are_logged_where_that_is_asked_for(tmp_path: Path) -> None:
    found = asked(Settings(library=tmp_path, log_file=tmp_path / "log", log_questions=True))
    assert found[0]["question"] == f"Who keeps the {SECRET}?"
    assert SECRET in str(found[2]["said"])
    assert found[4]["message"] == f"cannot read {SECRET}"


def test_without_a_file_only_faults_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(Settings(library=tmp_path))
    list(Measured(RoteAssistant(), Metrics()).stream(f"Who keeps the {SECRET}?"))
    with pytest.raises(gr.Error):
        list(Measured(Faulty(), Metrics()).stream(SECRET))
    said = capsys.readouterr().err
    assert SECRET not in said
    assert [json.loads(line)["message"] for line in said.splitlines()] == ["fault"]


def test_the_file_rotates(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * LARGEST)
    set_up(Settings(library=tmp_path, log_file=path))
    list(Measured(RoteAssistant(), Metrics()).stream("Who?"))
    assert (tmp_path / "log.1").stat().st_size == LARGEST
    assert len(lines(path)) == 1


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(RapporteurError, match="log_file"):
        set_up(Settings(library=tmp_path, log_file=tmp_path))
