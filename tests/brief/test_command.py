"""``rapporteur brief`` on the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from errors import RapporteurError
from index.library import Library

TOPIC = "register of lighthouses"


def run(debate: Library, *arguments: str) -> tuple[int, BaseException | None]:
    """The exit status of the command, and what it raised."""
    result = CliRunner().invoke(app, ["brief", *arguments, "--library", str(debate.settings.library)])
    return result.exit_code, result.exception


def test_a_saved_brief_has_nothing_new_until_something_comes(debate: Library, tmp_path: Path) -> None:
    """Status 0, then 1; the feed has what is new."""
    saved, feed = tmp_path / "saved.json", tmp_path / "new.xml"
    assert run(debate, TOPIC, "--out", str(saved))[0] == 0
    assert run(debate, "--new", str(saved))[0] == 0
    held = json.loads(saved.read_text(encoding="utf-8"))
    held["entries"] = [entry for entry in held["entries"] if entry["speaker"] != "Microsoft"]
    saved.write_text(json.dumps(held), encoding="utf-8")
    assert run(debate, "--new", str(saved), "--feed", str(feed))[0] == 1
    told = feed.read_text(encoding="utf-8")
    assert "Microsoft" in told
    assert "Chile" not in told


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (TOPIC, "--new", "x.json"),
        (TOPIC, "--feed", "x.xml"),
        (TOPIC, "--out", "x.pdf"),
        ("--new", "none.json"),
    ],
)
def test_what_cannot_be_done_is_said(debate: Library, arguments: tuple[str, ...]) -> None:
    """In one sentence, which the command line prints with status 2."""
    _, error = run(debate, *arguments)
    assert isinstance(error, RapporteurError)
