"""The first minute: each step in a line, which a file takes as well as a terminal, then the browser on the page."""

import os
import sys
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from time import monotonic
from typing import Final

from rich.console import Console

from settings import Settings
from web.serve.access import is_near

READING: Final = "Reading the documents that come with the program, if they are not read yet (up to a minute)"
LOADING: Final = "Loading the model that compares meanings (some seconds)"
MAKING: Final = "Putting the page together (some seconds)"


@contextmanager
def step(console: Console, what: str) -> Iterator[None]:
    """Say what is done before it is, and behind it how long it took."""
    begun = monotonic()
    console.print(f"{what} …", highlight=False, markup=False, soft_wrap=True)
    yield
    console.print(f"  done in {monotonic() - begun:.1f} s", highlight=False, markup=False)


def shows(
    settings: Settings,
    environment: Mapping[str, str] = os.environ,
    *,
    system: str = sys.platform,
    terminal: bool | None = None,
) -> bool:
    """Whether whoever started the program sits where its browser would open: not for a service, nor through SSH.

    Args:
        settings: Whether a browser is wanted, and where the page listens.
        environment: Of the process.
        system: As ``sys.platform``.
        terminal: Whether it was started in one; looked at where not given.
    """
    attended = sys.stdin.isatty() if terminal is None else terminal
    if not settings.browser or not attended or not is_near(settings.host):
        return False
    if "SSH_CONNECTION" in environment:
        return False
    has_screen = "DISPLAY" in environment or "WAYLAND_DISPLAY" in environment
    return has_screen or system in {"darwin", "win32"}


def show(page: str) -> None:
    """Open the page in the browser, beside whatever goes on; where there is none, its address was told."""
    Thread(target=webbrowser.open, args=(page,), daemon=True).start()
