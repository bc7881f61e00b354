"""What the browser tests share: Debian's chromium, driven by Playwright, and the page it looks at."""

import time
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from answer.model import Answer, Turn
from index.hit import Filters
from tests.web.invented import RoteAssistant

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

in_a_browser = [
    pytest.mark.needs_program("chromium"),
    pytest.mark.filterwarnings("ignore::Warning:gradio.queueing"),
]


class SlowAssistant(RoteAssistant):
    """Leaves time to watch, and to stop, an answer."""

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """As its parent, with a pause before every answer."""
        for answer in super().stream(question, history, filters):
            time.sleep(5 if question.startswith("slow") else 0.15)
            if question.startswith("broken"):
                raise KeyError("as if a room had a fault")
            yield answer


def ask(page: Page, question: str) -> None:
    """Type a question and press Enter, when the page is ready for one."""
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
