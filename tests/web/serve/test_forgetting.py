"""Calls by programs leave nothing behind in Gradio's memory."""

from pathlib import Path

import httpx
import pytest

from index.library import Library
from settings import Settings
from tests.waiting import wait_until
from tests.web.invented import RoteAssistant
from tests.web.serving import served
from web.page import build
from web.serve import forgetting

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")


def test_a_call_s_session_goes_with_its_result_and_a_browser_s_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without that, every question by the API would keep a copy of the page's configuration."""
    monkeypatch.setattr(forgetting, "LATER", 0.2)
    library = Library(Settings(library=tmp_path, workers=0, threads=1))
    page = build(library, RoteAssistant())
    with served(page, Settings()) as address:
        page.state_holder["a browser's"]
        for _ in range(3):
            event = httpx.post(f"{address}gradio_api/call/ask", json={"data": ["Who?", None, None]}).json()
            text = httpx.get(f"{address}gradio_api/call/ask/{event['event_id']}", timeout=30).text
            assert '"status": "answered"' in text
        wait_until(lambda: len(page.state_holder.session_data) == 1)
        assert list(page.state_holder.session_data) == ["a browser's"]
        assert list(page.state_holder.time_last_used) == ["a browser's"]
        assert page.state_holder.capacity == forgetting.SESSIONS
    library.close()
