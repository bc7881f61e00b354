"""The clock of the machine goes back: nobody is signed out, nothing is missed or lost."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import itsdangerous.timed
import pytest

from ingest.register import writing
from tests.several_readers import opened
from web.signin.ended import Ended
from web.signin.session import LASTS, Seal, Session
from web.signin.users import Users

HOUR = 3_600


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock of the signatures says, in seconds; may be set."""
    now = [1_950_000_000.0]
    monkeypatch.setattr(itsdangerous.timed.TimestampSigner, "get_timestamp", lambda _: int(now[0]))
    monkeypatch.setattr("web.signin.session.time", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("shift", "holds"), [(-HOUR, True), (HOUR, True), (LASTS + 1, False), (-LASTS - 1, False)]
)
def test_a_session_outlives_a_clock_that_is_put_right(
    clock: list[float], shift: float, *, holds: bool
) -> None:
    seal = Seal("k" * 64)
    cookie = seal.close(Session(name="ada"))
    clock[0] += shift
    assert (seal.open(cookie) is not None) == holds


def test_a_known_browser_stays_known(clock: list[float], tmp_path: Path) -> None:
    users = Users(tmp_path / "users")
    users.put("ada", "reader", "a lamp in every window")
    (user,) = users.all()
    seal = Seal("k" * 64)
    cookie = seal.known(user)
    clock[0] -= HOUR
    assert seal.knows(cookie, user)


def test_a_session_that_ended_stays_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_950_000_000.0]
    monkeypatch.setattr("web.signin.ended.time", lambda: now[0])
    ended = Ended(tmp_path / "ended", LASTS)
    ended.end("one")
    now[0] -= 24 * HOUR
    assert ended.has("one")
    assert Ended(tmp_path / "ended", LASTS).has("one")


def test_what_changes_under_an_older_date_is_read_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is known by its words, not by its date."""
    paper = tmp_path / "paper.md"
    paper.write_text("Every lamp needs a keeper.", encoding="utf-8")
    library = opened(tmp_path / "library", "")
    assert library.ingest([paper]).added == 1
    past = datetime.now(UTC) - timedelta(days=4_000)
    monkeypatch.setattr(writing, "_now", lambda: past.strftime("%Y-%m-%d %H:%M:%S"))
    paper.write_text("Every ship needs a captain.", encoding="utf-8")
    os.utime(paper, (past.timestamp(), past.timestamp()))
    assert library.ingest([paper]).updated == 1
    hits = library.search("Who needs a captain?")
    assert [hit.passage.text for hit in hits] == ["Every ship needs a captain."]
    assert library.indexes.vector_gaps() == (0, 0, 0)
    library.close()
