"""Several programs on one PostgreSQL and one Chroma server: two pages answer while a third process ingests."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from starter import FOLDER
from tests.several_readers import chroma_server, free_port

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted((FOLDER / "documents").glob("RL-*.pdf"))
OLD = "define public core of the internet"  # answered by RL-05
NEW_PAPERS = ("RL-10", "RL-18", "RL-20", "RL-24", "RL-28")
NEW = "When did ICANN brief diplomats?"  # in RL-18, and in no paper before it


class Machine:
    """A folder of its own and the servers that all share.

    Args:
        folder: Its library's folder.
        servers: Settings as environment.
    """

    def __init__(self, folder: Path, servers: dict[str, str]) -> None:
        self._environment = {
            **os.environ,
            **servers,
            "RAPPORTEUR_LIBRARY": str(folder),
            "RAPPORTEUR_THREADS": "1",
            "RAPPORTEUR_WORKERS": "2",
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "cli", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self._environment,
            cwd=ROOT,
        )

    def run(self, *arguments: str, status: int = 0) -> str:
        process = self.start(*arguments)
        out, errors = process.communicate(timeout=300)
        assert process.returncode == status, (arguments, out, errors)
        return out if status == 0 else " ".join((out + errors).split())

    @contextmanager
    def page(self) -> Iterator[str]:
        """The address of ``rapporteur chat`` on this machine, once it is ready."""
        port = free_port()
        process = self.start("chat", "--port", str(port))
        try:
            end = time.monotonic() + 180
            while time.monotonic() < end and process.poll() is None:
                with suppress(httpx.HTTPError):
                    if httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200:
                        break
                time.sleep(0.2)
            else:
                process.terminate()
                raise AssertionError(process.communicate())
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate(timeout=30)


def asked(address: str, question: str) -> dict[str, Any]:
    """The answer of a page's API."""
    with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
        call = "/gradio_api/call/ask"
        event = client.post(call, json={"data": [question, None, None]}).raise_for_status().json()["event_id"]
        text = client.get(f"{call}/{event}").text
    assert "event: complete" in text, text
    data = text.rpartition("event: complete")[2].partition("data: ")[2].splitlines()[0]
    answer: dict[str, Any] = json.loads(data)[0]
    return answer


class Asking(threading.Thread):
    """Asks a page one question again and again until it is stopped."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self._address = address
        self.stopped = threading.Event()
        self.statuses: list[str] = []

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                self.statuses.append(asked(self._address, OLD)["status"])
            except (AssertionError, httpx.HTTPError, ValueError) as error:
                self.statuses.append(repr(error))


@pytest.mark.slow
def test_two_pages_follow_an_ingest_on_a_third_machine(
    register_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with ExitStack() as stack:
        chroma = stack.enter_context(chroma_server(tmp_path / "chroma"))
        servers = {"RAPPORTEUR_REGISTER_URL": register_url, "RAPPORTEUR_CHROMA": chroma}
        one, two, worker = (Machine(tmp_path / name, servers) for name in ("one", "two", "worker"))
        (first,) = (paper for paper in PAPERS if "RL-05" in paper.name)
        worker.run("ingest", str(first))
        pages = [stack.enter_context(machine.page()) for machine in (one, two)]
        before = [{c["symbol"] for c in asked(page, NEW)["citations"]} for page in pages]
        assert not any("RL-18" in symbols for symbols in before)

        asking = [Asking(page) for page in pages]
        for thread in asking:
            thread.start()
        papers = [str(paper) for paper in PAPERS if paper.name[:5] in NEW_PAPERS]
        try:
            import ray  # noqa: F401

            cluster = ["--ray", "local"]
        except ImportError:
            cluster = []
        report = json.loads(worker.run("ingest", *papers, "--json", *cluster))
        ended = time.monotonic()
        assert (report["added"], report["failed"]) == (len(papers), [])
        for page in pages:  # the very next question finds it
            answer = asked(page, NEW)
            assert "RL-18" in {citation["symbol"] for citation in answer["citations"]}, answer
        record_property("seconds until both pages had answered from it", time.monotonic() - ended)
        for thread in asking:
            thread.stopped.set()
            thread.join(120)
            assert thread.statuses
            assert set(thread.statuses) <= {"answered", "not_found"}, thread.statuses

        _commands(one)
        answer = asked(pages[1], NEW)  # what one machine took out, the other does not cite
        assert "RL-18" not in {citation["symbol"] for citation in answer["citations"]}


def _commands(machine: Machine) -> None:
    """What the command line does is done on the servers."""
    found = json.loads(machine.run("doctor", "--json"))["findings"]
    assert [finding["fault"] for finding in found] == [""] * len(found)
    status = json.loads(machine.run("status", "--json"))
    assert status["documents"] == 1 + len(NEW_PAPERS)
    assert status["passages"] == status["indexed_words"] == status["indexed_vectors"]
    assert status["library"].startswith("postgresql://")
    hits = json.loads(machine.run("search", NEW, "--json"))["passages"]
    assert "RL-18" in {hit["symbol"] for hit in hits[:3]}
    assert json.loads(machine.run("ask", NEW, "--json"))["status"] == "answered"
    assert json.loads(machine.run("cite", "RL-18, para. 7", "--json"))["status"] == "found"
    assert "pg_dump" in machine.run("backup", "away.zip", status=2)
    machine.run("remove", "RL-18")
    machine.run("rebuild")
    assert json.loads(machine.run("status", "--json"))["documents"] == status["documents"] - 1
    assert machine.run("doctor")


@pytest.mark.slow
def test_a_library_in_a_folder_grows_into_a_shared_one(register_url: str, tmp_path: Path) -> None:
    alone = Machine(tmp_path / "alone", {})
    alone.run("ingest", *(str(paper) for paper in PAPERS if paper.name[:5] == "RL-18"))
    assert "Set register_url" in alone.run("share", str(tmp_path / "alone"), status=2)
    with chroma_server(tmp_path / "chroma") as chroma:
        servers = {"RAPPORTEUR_REGISTER_URL": register_url, "RAPPORTEUR_CHROMA": chroma}
        shared = Machine(tmp_path / "shared", servers)
        shared.run("share", str(tmp_path / "alone"))
        hits = json.loads(shared.run("search", NEW, "--json"))["passages"]
        assert hits == json.loads(alone.run("search", NEW, "--json"))["passages"]
        assert "name an empty one" in shared.run("share", str(tmp_path / "alone"), status=2)


@pytest.mark.slow
def test_a_shared_register_asks_for_shared_vectors(register_url: str, tmp_path: Path) -> None:
    machine = Machine(tmp_path, {"RAPPORTEUR_REGISTER_URL": register_url})
    assert "set chroma to the address" in machine.run("status", status=2)
    machine = Machine(
        tmp_path, {"RAPPORTEUR_REGISTER_URL": "mysql://x", "RAPPORTEUR_CHROMA": "http://127.0.0.1:1"}
    )
    said = machine.run("status", status=2)
    assert "no address of a PostgreSQL database" in said
