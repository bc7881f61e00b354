"""Two real browsers, each with its own cookies: what one does is closed to the other."""

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from answer.model import Answer, Turn
from index.hit import Filters
from settings import Settings
from tests.web.browsing import in_a_browser
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import served
from web.kit import queues
from web.page import build
from web.signin.users import Users

PASSWORD = "a lamp in every window"

pytestmark = in_a_browser


class Halted(RoteAssistant):
    """Questions that begin with "slow" wait until they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        if question.startswith("slow"):
            self.go.wait(60)
        yield from super().stream(question, history, filters)


@pytest.fixture
def contexts(browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    first, second = browser.new_context(), browser.new_context()
    yield first, second
    first.close()
    second.close()


def ask(page: Page, question: str) -> str:
    """Ask; the word by which Gradio knows the session."""
    box = page.get_by_label("Your question")
    with page.expect_request(
        lambda request: "queue/join" in request.url and question in (request.post_data or "")
    ) as join:
        box.fill(question)
        box.press("Enter")
    return str(json.loads(join.value.post_data or "")["session_hash"])


def post(page: Page, path: str, body: dict[str, object]) -> int:
    """The status with which the page's own script is answered."""
    return int(
        page.evaluate(
            "([path, body]) => fetch(path, {method: 'POST', headers: {'content-type': 'application/json'}, body})"
            ".then(reply => reply.status)",
            [path, json.dumps(body)],
        )
    )


def test_one_browser_cannot_reach_the_others_chat_or_files(
    contexts: tuple[BrowserContext, BrowserContext], tmp_path: Path
) -> None:
    with served(build(InventedLibrary(tmp_path), RoteAssistant())) as address:
        mine, theirs = (context.new_page() for context in contexts)
        mine.goto(address)
        theirs.goto(address)
        session = ask(mine, "Who keeps the lamps?")
        expect(mine.locator("#chat .answer")).to_contain_text("keepers should be paid")
        theirs.reload()
        expect(theirs.get_by_role("heading", name="Ask the documents")).to_be_visible()
        expect(theirs.locator("#chat .answer")).to_have_count(0)

        forged: dict[str, object] = {"session_hash": session, "fn_index": 22, "data": [None]}
        assert post(theirs, "/gradio_api/queue/join", forged) == 403
        assert post(theirs, "/gradio_api/cancel", {**forged, "event_id": "x"}) == 403
        status = "path => fetch(path).then(reply => reply.status)"
        assert theirs.evaluate(status, f"/gradio_api/queue/data?session_hash={session}") == 403
        assert theirs.evaluate(status, f"/gradio_api/heartbeat/{session}") == 403

        upload = (
            "() => { const form = new FormData(); form.append('files', new File(['mine'], 'a.txt'));"
            "return fetch('/gradio_api/upload', {method: 'POST', body: form}).then(reply => reply.json()) }"
        )
        (handle,) = mine.evaluate(upload)
        named = {"path": handle, "meta": {"_type": "gradio.FileData"}}
        assert (
            post(theirs, "/gradio_api/queue/join", {"session_hash": "x", "fn_index": 0, "data": [named]})
            == 403
        )
        assert theirs.evaluate(status, f"/gradio_api/file={handle}") == 404


def test_two_users_sign_in_ask_and_sign_out(
    contexts: tuple[BrowserContext, BrowserContext], tmp_path: Path
) -> None:
    users = Users(tmp_path / "users")
    users.put("ada", "administrator", PASSWORD)
    users.put("rob", "reader", PASSWORD)
    settings = Settings(library=tmp_path / "library", users=users.path)
    with served(build(InventedLibrary(tmp_path), RoteAssistant()), settings) as address:
        sessions = []
        pages = [context.new_page() for context in contexts]
        for page, name in zip(pages, ("ada", "rob"), strict=True):
            page.goto(f"{address}?q=Who+keeps+the+lamps%3F")
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")
            sessions.append(ask(page, "Who else?"))
        assert (
            post(pages[1], "/gradio_api/queue/join", {"session_hash": sessions[0], "fn_index": 0, "data": []})
            == 403
        )
        pages[0].goto(f"{address}signin")
        expect(pages[0].get_by_text("Signed in as ada (administrator)")).to_be_visible()
        pages[0].get_by_role("button", name="Sign out").click()
        expect(pages[0].get_by_label("Password")).to_be_visible()
        pages[0].goto(address)
        expect(pages[0].get_by_label("Password")).to_be_visible()


def test_whoever_waits_sees_the_place(
    contexts: tuple[BrowserContext, BrowserContext], tmp_path: Path
) -> None:
    assistant = Halted()
    with served(build(InventedLibrary(tmp_path), assistant)) as address:
        for _ in range(queues.asking("extractive")["concurrency_limit"] + 1):
            httpx.post(f"{address}gradio_api/call/ask", json={"data": ["slow", None, None]})
        page = contexts[0].new_page()
        page.goto(address)
        # The greeting writes into the conversation too, and with its end the place is no longer shown.
        expect(page.get_by_text("answers quote the documents")).to_be_visible()
        ask(page, "Who keeps the lamps?")
        expect(page.get_by_text("queue: 2/2")).to_be_visible()
        assistant.go.set()
        expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")
        expect(page.get_by_text("queue:")).to_have_count(0)
