import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from settings import Settings
from tests.web.invented import InventedLibrary, RoteAssistant
from web.guard.doors import LONGEST_BODY
from web.page import build
from web.serve.server import application

HERE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doors")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[TestClient]:
    settings = Settings(library=folder / "library", upload_mb=1)
    app = application(build(InventedLibrary(folder), RoteAssistant()), settings)
    with TestClient(app, base_url=HERE) as client:
        yield client


@pytest.fixture
def client(served: TestClient) -> TestClient:
    """A browser that has not been there before."""
    served.cookies.clear()
    served.get("/")  # to be told apart from then on
    return served


def upload(client: TestClient, data: bytes = b"words", name: str = "a.txt") -> str:
    reply = client.post("/gradio_api/upload", files={"files": (name, io.BytesIO(data))})
    assert reply.status_code == 200, reply.text
    return str(reply.json()[0])


def test_a_name_that_is_not_ours_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403
    assert client.get("/", headers={"host": "127.0.0.1.evil.example:80"}).status_code == 403
    for host in ("127.0.0.1:7860", "localhost:7860", "[::1]:7860"):
        assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_a_public_name_is_known(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library", public_url="https://papers.example.org")
    app = application(build(InventedLibrary(tmp_path), RoteAssistant()), settings)
    with TestClient(app, base_url=HERE) as client:
        assert client.get("/healthz", headers={"host": "papers.example.org"}).status_code == 200
        assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://localhost"]
)
@pytest.mark.parametrize(
    "path", ["/gradio_api/queue/join", "/gradio_api/call/ask", "/gradio_api/upload", "/signout"]
)
def test_a_page_elsewhere_cannot_make_a_browser_ask(client: TestClient, path: str, origin: str) -> None:
    assert client.post(path, json={}, headers={"origin": origin}).status_code == 403


def test_the_page_itself_may_ask(client: TestClient) -> None:
    reply = client.post("/gradio_api/call/cite", json={"data": ["A/1"]}, headers={"origin": HERE})
    assert reply.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=https://evil.example/",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/vibe-code/",
        "/gradio_api/dev/reload",
        "/gradio_api/run/ask",
        "/gradio_api/api/ask",
        "/gradio_api/call/restore",
        "/gradio_api/run-history/records",
        "/gradio_api/token",
        "/gradio_api/mcp/sse",
        "/monitoring/summary",
        "//gradio_api/info",
        "/gradio_api/../gradio_api/runs",
        "/pwa_icon/1",
        "/custom_component/1",
    ],
)
def test_gradios_other_addresses_are_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, json={}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "pyproject.toml",
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "/proc/self/environ",
        "{handle}",
        "{uploads}/a.txt",
        "{library}/register.sqlite",
        "https://evil.example/",
        "file:///etc/passwd",
    ],
)
def test_no_file_is_served(client: TestClient, folder: Path, path: str) -> None:
    wanted = path.format(library=folder, uploads=os.environ["GRADIO_TEMP_DIR"], handle=upload(client))
    assert client.get(f"/gradio_api/file={wanted}").status_code == 404
    assert client.get("/gradio_api/upload_progress?upload_id=x").status_code == 404


@pytest.mark.parametrize(
    "name", ["../../escape.txt", "/etc/cron.d/x", "..\\..\\x.txt", "a\x00b.txt", "\u202egnp.exe"]
)
def test_an_uploads_name_leads_nowhere(client: TestClient, name: str) -> None:
    handle = upload(client, name=name)
    token, _, kept = handle.partition("/")
    assert re.fullmatch(r"[\w-]{32}", token)
    assert kept == Path(kept).name and kept.isprintable() and ".." not in kept


def test_anothers_session_is_closed_to_a_browser(client: TestClient) -> None:
    client.get("/")
    client.post("/gradio_api/queue/join", json={"session_hash": "s1", "fn_index": 0, "data": []})
    client.cookies.clear()
    client.get("/")
    join = {"session_hash": "s1", "fn_index": 0, "data": []}
    for path in (
        "/gradio_api/queue/join",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        "/gradio_api/component_server",
    ):
        refused = {400, 403} if path.endswith("component_server") else {403}  # it is of another shape, too
        assert client.post(path, json=join).status_code in refused, path
    assert client.get("/gradio_api/queue/data?session_hash=s1").status_code == 403
    assert client.get("/gradio_api/queue/data?session_hash=other&session_hash=s1").status_code == 403
    assert client.get("/gradio_api/heartbeat/s1").status_code == 403


def test_too_large_is_refused_whatever_it_says_of_its_length(client: TestClient) -> None:
    big = b"x" * (LONGEST_BODY + 1)
    assert client.post("/gradio_api/call/ask", content=big).status_code == 413
    assert client.post("/gradio_api/call/ask", content=iter([big])).status_code >= 400
    reply = client.post("/gradio_api/upload", files={"files": ("a.txt", io.BytesIO(b"x" * (1024**2 + 1)))})
    assert reply.status_code == 413
    reply = client.post("/gradio_api/upload", files={"files": ("a.txt", io.BytesIO(b"x" * (5 * 1024**2)))})
    assert reply.status_code == 413
