"""Forty at once, a slow language model, long jobs: nobody waits for what is not theirs."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from gradio.events import api
from gradio_client import Client

from answer.model import Answer, Turn
from index.hit import Filters
from tests.waiting import wait_until
from tests.web.invented import LAMPS, InventedLibrary, RoteAssistant, answered
from tests.web.serving import served
from web.api.metrics import Metrics
from web.kit import queues
from web.page import build

PEOPLE = 40
PATIENCE = 20  # seconds, on a machine that does other things too

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")


class ScriptedModel(RoteAssistant):
    """A language model that writes when it is told to."""

    engine_name = "llm:scripted"

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.asked = threading.Semaphore(0)

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        self.asked.release()
        assert self.go.wait(60)
        yield answered(LAMPS[0])


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    model = ScriptedModel()
    yield model
    model.go.set()


def ask(address: str) -> str:
    """The event of a question asked without waiting for its answer."""
    reply = httpx.post(f"{address}gradio_api/call/ask", json={"data": ["Who?", None, None]}, timeout=PATIENCE)
    assert reply.status_code == 200, reply.text
    return str(reply.json()["event_id"])


def test_forty_wait_for_a_slow_model_together_and_others_do_not(model: ScriptedModel, tmp_path: Path) -> None:
    metrics = Metrics()
    with served(build(InventedLibrary(tmp_path), model, metrics)) as address:
        events = [ask(address) for _ in range(PEOPLE)]
        for _ in events:
            assert model.asked.acquire(timeout=PATIENCE)
        began = time.monotonic()
        look = Client(address, verbose=False).submit("A/AC.999/2031/1", api_name="/cite")
        assert look.result(timeout=PATIENCE)["status"] == "found"
        assert httpx.get(address).status_code == 200
        assert time.monotonic() - began < 10
        assert metrics.registry.get_sample_value("rapporteur_questions_running") == PEOPLE
        model.go.set()
        with ThreadPoolExecutor(PEOPLE) as pool:
            texts = list(
                pool.map(
                    lambda event: httpx.get(f"{address}gradio_api/call/ask/{event}", timeout=60).text, events
                )
            )
        assert all('"status": "answered"' in text for text in texts)


def test_a_long_job_holds_up_no_question(tmp_path: Path) -> None:
    done = threading.Event()

    def job() -> str:
        done.wait(60)
        return "done"

    page = build(InventedLibrary(tmp_path), RoteAssistant())
    with page:
        api(job, api_name="job", **queues.JOBS)
    with served(page) as address:
        client = Client(address, verbose=False)
        jobs = [client.submit(api_name="/job") for _ in range(4)]
        answer = Client(address, verbose=False).submit("Who keeps the lamps?", api_name="/ask")
        assert answer.result(timeout=PATIENCE)["status"] == "answered"
        assert not any(each.done() for each in jobs)
        done.set()
        assert [each.result(timeout=PATIENCE) for each in jobs] == ["done"] * 4


def test_whoever_waits_is_told_the_place(model: ScriptedModel, tmp_path: Path) -> None:
    model.engine_name = "extractive"
    limit = queues.asking("extractive")["concurrency_limit"]
    with served(build(InventedLibrary(tmp_path), model)) as address:
        for _ in range(limit):
            ask(address)
        for _ in range(limit):
            assert model.asked.acquire(timeout=PATIENCE)
        client = Client(address, verbose=False)
        waiting = [client.submit("Who?", api_name="/ask") for _ in range(3)]
        wait_until(lambda: {each.status().rank for each in waiting} == {0, 1, 2}, PATIENCE)
        model.go.set()
        assert waiting[2].result(timeout=PATIENCE)["status"] == "answered"


def test_beyond_capacity_the_program_says_it_is_busy(
    model: ScriptedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queues, "WAITING", 2)
    model.engine_name = "extractive"
    with served(build(InventedLibrary(tmp_path), model)) as address:
        for _ in range(queues.asking("extractive")["concurrency_limit"]):
            ask(address)
            assert model.asked.acquire(timeout=PATIENCE)  # it is answered, and waits no more
        question = {"data": ["Who?", None, None]}
        replies = [httpx.post(f"{address}gradio_api/call/ask", json=question) for _ in range(3)]
        assert [reply.status_code for reply in replies] == [200, 200, 503]
        assert "busy" in replies[-1].text
        model.go.set()
