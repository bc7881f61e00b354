"""The first minute: what is told while the page is opened, and whose browser shows it."""

import io
import webbrowser
from pathlib import Path
from threading import Event

import pytest
from rich.console import Console

from settings import Settings
from web.serve import opening

SCREEN = {"DISPLAY": ":0"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path)


def test_a_step_is_told_before_it_is_done_and_its_time_behind_it() -> None:
    file = io.StringIO()
    with opening.step(Console(file=file), opening.LOADING):
        before = file.getvalue()
    assert before == f"{opening.LOADING} …\n"
    assert file.getvalue().removeprefix(before).startswith("  done in 0.")


def test_the_browser_opens_at_a_screen(settings: Settings) -> None:
    assert opening.shows(settings, SCREEN, system="linux", terminal=True)
    assert opening.shows(settings, {}, system="darwin", terminal=True)


@pytest.mark.parametrize(
    ("changed", "environment", "terminal"),
    [
        ({"browser": False}, SCREEN, True),
        ({"host": "0.0.0.0"}, SCREEN, True),
        ({}, SCREEN, False),
        ({}, {}, True),
        ({}, SCREEN | {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, True),
    ],
    ids=["not wanted", "for others", "a service", "no screen", "from far"],
)
def test_the_browser_stays_shut_elsewhere(
    settings: Settings, changed: dict[str, object], environment: dict[str, str], terminal: bool
) -> None:
    asked = settings.model_copy(update=changed)
    assert not opening.shows(asked, environment, system="linux", terminal=terminal)


def test_the_page_is_shown_beside_what_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    done = Event()

    def look(page: str) -> None:
        shown.append(page)
        done.set()

    monkeypatch.setattr(webbrowser, "open", look)
    opening.show("http://127.0.0.1:1")
    assert done.wait(20)
    assert shown == ["http://127.0.0.1:1"]
