"""The API and the tools of MCP, called as programs call them."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client

from index.library import Library
from settings import Settings
from tests.web.invented import RoteAssistant
from tests.web.serving import finished, served
from web.api.metrics import Metrics
from web.api.programs import NAMES
from web.page import build

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")

TEXT = "Article 1\n\nEvery lamp needs a keeper who is paid on the first day of the month.\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of one invented paper, looked up without a model."""
    folder = tmp_path_factory.mktemp("programs")
    (folder / "lamps.md").write_text("# Charter of the lamps\n\n" + TEXT, encoding="utf-8")
    held = Library(Settings(library=folder / "library", workers=0, threads=1))
    held.ingest([folder / "lamps.md"])
    yield held
    held.close()


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture(scope="module")
def address(library: Library, metrics: Metrics) -> Iterator[str]:
    metrics.watch(library.register)
    with served(build(library, RoteAssistant(), metrics), Settings(), metrics) as address:
        yield address


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


def test_exactly_three_calls_are_offered(address: str) -> None:
    info = httpx.get(f"{address}gradio_api/info").json()
    assert sorted(info["named_endpoints"]) == [f"/{name}" for name in NAMES]
    assert info["unnamed_endpoints"] == {}
    for endpoint in info["named_endpoints"].values():
        assert endpoint["description"]
        assert all(each["type"] for each in (*endpoint["parameters"], *endpoint["returns"]))
    public = [
        each["api_name"]
        for each in httpx.get(f"{address}config").json()["dependencies"]
        if each["api_visibility"] != "private"
    ]
    assert sorted(public) == list(NAMES)


def test_no_other_event_can_be_called_by_its_name(address: str) -> None:
    with httpx.Client(base_url=address, verify=False) as http:
        names = {each["api_name"] for each in http.get("config").json()["dependencies"]} - set(NAMES)
        assert len(names) > 10
        for name in names:
            for path in (f"call/{name}", f"call/v2/{name}", f"run/{name}", f"api/{name}"):
                assert http.post(f"gradio_api/{path}", json={"data": []}).status_code == 404, path


def test_an_answer_streams_and_ends_complete(client: Client) -> None:
    job = client.submit("Who keeps the lamps?", api_name="/ask")
    final = job.result(timeout=20)
    assert final["status"] == "answered"
    assert [len(each["citations"]) for each in job.outputs()] == [1, 2]
    assert final["citations"][0]["quote"] in final["citations"][0]["passage"]


def test_history_and_filters_are_read_and_mistakes_said(client: Client) -> None:
    answer = client.predict(
        "Who keeps them?", [{"q": "What?", "a": "Lamps."}], {"symbols": ["A/1"]}, api_name="/ask"
    )
    assert answer["status"] == "answered"
    wrong = client.predict("Who?", filters={"colour": ["red"]}, api_name="/ask")
    assert wrong["status"] == "error"
    assert "symbols" in wrong["message"]
    assert client.predict("Who?", history=[{"x": 1}], api_name="/ask")["status"] == "error"
    assert client.predict("w" * 2001, api_name="/ask")["status"] == "error"


def test_a_reference_is_looked_up(client: Client) -> None:
    found = client.predict("Charter of the lamps", api_name="/cite")
    assert found["status"] == "found"
    assert found["matches"][0]["title"] == "Charter of the lamps"
    assert client.predict("A/RES/70/125, para. 35", api_name="/cite")["status"] == "not_found"


def test_a_quotation_is_checked(client: Client) -> None:
    right = client.predict("Every lamp needs a keeper who is paid on the first day", api_name="/check")
    assert right["verdict"] == "verbatim"
    wrong = client.predict("Every lamp needs a keeper who is paid on the last day", api_name="/check")
    assert wrong["verdict"] == "altered"
    assert wrong["differences"] == [{"quoted": "last", "original": "first", "gravity": "minor"}] or (
        wrong["differences"][0]["original"] == "first"
    )
    assert client.predict("", api_name="/check")["verdict"] == "error"


def test_a_call_without_a_client_library(address: str) -> None:
    event = httpx.post(f"{address}gradio_api/call/v2/cite", json={"reference": "Charter of the lamps"}).json()
    text = httpx.get(f"{address}gradio_api/call/cite/{event['event_id']}").text
    assert '"status": "found"' in text


def test_mcp_offers_the_same_three_and_they_work(address: str) -> None:
    pytest.importorskip("mcp", reason="the extra “mcp” is not installed")

    async def call() -> tuple[dict[str, dict[str, object]], list[dict[str, object]]]:
        from mcp import ClientSession
        from mcp.client.streamable_http import streamable_http_client

        async with (
            streamable_http_client(f"{address}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name: tool.inputSchema for tool in (await session.list_tools()).tools}
            assert not (await session.list_resources()).resources
            assert not (await session.list_prompts()).prompts
            replies = []
            for name, arguments in (
                ("ask", {"question": "Who keeps the lamps?"}),
                ("cite", {"reference": "Charter of the lamps"}),
                ("check", {"quote": "Every lamp needs a keeper"}),
            ):
                reply = await session.call_tool(name, arguments)
                replies.append(json.loads(reply.content[0].text))
            return tools, replies

    tools, (answer, found, finding) = finished(call())
    assert sorted(tools) == list(NAMES)
    assert tools["ask"]["required"] == ["question"]
    assert tools["check"]["properties"]["quote"]["type"] == "string"  # type: ignore[index]
    assert answer["status"] == "answered"
    assert len(answer["citations"]) == 2  # type: ignore[arg-type]
    assert found["status"] == "found"
    assert finding["verdict"] == "verbatim"


def test_figures_count_outcomes_and_tell_no_words(client: Client, address: str) -> None:
    client.predict("unknown zanzibar", api_name="/ask")
    text = httpx.get(f"{address}metrics").text
    assert 'rapporteur_questions_total{status="not_found"} 1.0' in text
    assert 'rapporteur_questions_total{status="answered"}' in text
    assert "rapporteur_first_sentence_seconds_bucket" in text
    assert "rapporteur_library_documents 1.0" in text
    assert 'rapporteur_ingest_files{action="recorded"} 1.0' in text
    assert "zanzibar" not in text
    assert "lamps" not in text


def test_alive_and_ready_tell_nothing_else(address: str, tmp_path: Path) -> None:
    assert httpx.get(f"{address}healthz").json() == {"status": "ok"}
    assert httpx.get(f"{address}readyz").json() == {"status": "ok"}
