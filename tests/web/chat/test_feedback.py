"""Judgements of answers are kept as long as is set, and can be seen and deleted."""

import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import cli
from errors import LibraryError
from tests.web.invented import LAMPS, InventedLibrary, answered
from web.chat.feedback import FILE, Feedback, delete, judgements
from web.history.conversation import Exchange


@pytest.fixture
def library(tmp_path: Path) -> InventedLibrary:
    return InventedLibrary(tmp_path)


def judge(library: InventedLibrary, reason: str, days_ago: float = 0) -> None:
    """A judgement, as if given so many days ago."""
    exchange = Exchange(number=1, question="Who keeps lamps?", answer=answered(LAMPS[0]))
    Feedback(library).add(exchange, reason, good=True)
    at = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="seconds")
    with sqlite3.connect(library.settings.library / FILE) as db:
        db.execute("UPDATE feedback SET at = ? WHERE reason = ?", (at, reason))
    db.close()


def reasons(library: InventedLibrary) -> list[str]:
    return [each.reason for each in judgements(library.settings.library)]


def test_what_is_older_than_set_goes_at_the_start_and_with_the_next(library: InventedLibrary) -> None:
    judge(library, "a year and a day", days_ago=366)
    assert reasons(library) == ["a year and a day"]
    judge(library, "almost a year", days_ago=364)
    assert reasons(library) == ["almost a year"]
    library.settings = library.settings.model_copy(update={"feedback_days": 300})
    Feedback(library).prune()
    assert reasons(library) == []
    assert b"almost a year" not in (library.settings.library / FILE).read_bytes()


def test_nothing_is_kept_where_nothing_is_to_be(library: InventedLibrary) -> None:
    library.settings = library.settings.model_copy(update={"feedback_days": 0})
    exchange = Exchange(number=1, question="Who keeps lamps?", answer=answered(LAMPS[0]))
    Feedback(library).add(exchange, "well told", good=True)
    assert not (library.settings.library / FILE).exists()


def test_one_or_all_can_be_deleted(library: InventedLibrary) -> None:
    for reason in ("first", "second", "third"):
        judge(library, reason)
    folder = library.settings.library
    second = judgements(folder)[1]
    assert (second.question, second.good) == ("Who keeps lamps?", True)
    assert delete(folder, [second.number]) == 1
    assert reasons(library) == ["first", "third"]
    assert b"second" not in (folder / FILE).read_bytes()
    assert delete(folder, [each.number for each in judgements(folder)]) == 2
    assert reasons(library) == []


def test_the_command_shows_and_deletes(
    library: InventedLibrary, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int | str | None, str]:
        monkeypatch.setattr(
            "sys.argv", ["rapporteur", "feedback", "--library", str(library.settings.library), *arguments]
        )
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return ended.value.code, said.out + said.err

    assert run() == (0, "")
    judge(library, "well told")
    assert re.search(r"Who keeps lamps\?\s+well told", run()[1])
    (kept,) = json.loads(run("--json")[1])["judgements"]
    assert "no judgement 99" in run("--delete", "99")[1]
    assert run("--delete", str(kept["number"])) == (0, "Deleted: 1.\n")
    judge(library, "again")
    assert run("--delete-all", "--json")[0] == 0
    assert reasons(library) == []


def test_a_damaged_file_is_said_and_stops_no_page(
    library: InventedLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    (library.settings.library / FILE).write_bytes(b"no database" * 500)
    Feedback(library).prune()
    assert "move that file away" in caplog.text
    with pytest.raises(LibraryError, match="move that file away"):
        judgements(library.settings.library)
