"""Every call of a running page is sent what it does not take: too much of it, or of another kind."""

import json
import socket
import threading
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import httpx
import pytest

from tests.web.attacker import Visitor
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import served
from web.page import build

pytestmark = pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")

MEGABYTE = "lamp of the keeper, para. 3 of A/RES/70/125; " * 23_000
AT_THE_EDGE = ("a/res/70/1(" * 2_000)[:19_900]
PATIENT = 10.0  # seconds on a machine that does other things, too; what was found took 22


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build(InventedLibrary(tmp_path_factory.mktemp("calls")), RoteAssistant())) as address:
        yield address


@pytest.fixture(scope="module")
def visitor(address: str) -> Iterator[Visitor]:
    with Visitor(address) as visitor:
        yield visitor


class Watched:
    """Asks after the health of the page as long as something is done to it."""

    def __init__(self, address: str) -> None:
        self.longest = 0.0
        self._address = address
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        with httpx.Client(base_url=self._address, timeout=60) as http:
            while not self._over.is_set():
                began = perf_counter()
                assert http.get("/healthz").status_code == 200
                self.longest = max(self.longest, perf_counter() - began)

    def __enter__(self) -> "Watched":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(60)


def server_functions(visitor: Visitor) -> list[tuple[int, str]]:
    """The functions of the page that a browser may call, with their components."""
    return [
        (each["id"], name)
        for each in visitor.config["components"]
        for name in each["props"].get("server_fns") or ()
    ]


CALLS: dict[str, dict[str, Any]] = {
    "ask": {"question": "Who?", "history": [{"q": "Who?", "a": "She."}], "filters": {"symbols": ["A/1"]}},
    "cite": {"reference": "A/RES/70/125"},
    "check": {"quote": "every lamp needs a keeper", "claimed_source": "A/1"},
}
SPOILT = [
    ("ask", "question", lambda text: text),
    ("ask", "history", lambda text: [{"q": text, "a": ""}]),
    ("ask", "history", lambda text: [{"q": "", "a": text}]),
    ("ask", "history", lambda text: [{"q": "x", "a": "y"}] * 9_000),
    *[
        ("ask", "filters", lambda text, name=name: {name: [text]})
        for name in ("symbols", "speakers", "documents")
    ],
    *[("ask", "filters", lambda text, name=name: {name: text}) for name in ("since", "until")],
    ("ask", "filters", lambda text: {"symbols": ["A/1"] * 9_000}),
    ("ask", "filters", lambda text: {text: ["A/1"]}),
    ("cite", "reference", lambda text: text),
    ("check", "quote", lambda text: text),
    ("check", "claimed_source", lambda text: text),
]


@pytest.mark.parametrize("text", [MEGABYTE, AT_THE_EDGE], ids=["megabyte", "edge"])
def test_no_string_of_a_call_takes_long_or_holds_up_others(visitor: Visitor, address: str, text: str) -> None:
    assert {name for name, _, _ in SPOILT} == set(CALLS)
    assert {(name, field) for name, field, _ in SPOILT} == {
        (n, f) for n, given in CALLS.items() for f in given
    }
    with Watched(address) as watched:
        for name, field, spoil in SPOILT:
            began = perf_counter()
            body = CALLS[name] | {field: spoil(text)}
            reply = visitor.http.post(f"/gradio_api/call/v2/{name}", json=body)
            if reply.status_code == 200:
                told = visitor.http.get(f"/gradio_api/call/{name}/{reply.json()['event_id']}").text
                assert "event: complete" in told, (name, field, told[:300])
            else:
                assert reply.status_code in (400, 413), (name, field, reply.text)
            assert perf_counter() - began < PATIENT, (name, field)
    assert watched.longest < PATIENT / 2


@pytest.mark.parametrize("text", [MEGABYTE, AT_THE_EDGE], ids=["megabyte", "edge"])
def test_no_string_of_an_event_takes_long_or_holds_up_others(
    visitor: Visitor, address: str, text: str
) -> None:
    events = [each for each in visitor.config["dependencies"] if each["backend_fn"] and each["inputs"]]
    assert len(events) > 20
    data = dict.fromkeys(("id", "name", "reason", "number", "position", "shared", "good"), text)
    with Watched(address) as watched:
        for event in events:
            began = perf_counter()
            for values in ([text] * len(event["inputs"]), [[text]] * len(event["inputs"])):
                reply = visitor.join(event["id"], values, event_data=data)
                assert reply.status_code in (200, 400, 403, 413), (event["api_name"], reply.text[:200])
                if reply.status_code == 200:
                    visitor.results()
            assert perf_counter() - began < PATIENT, event["api_name"]
        for component, name in server_functions(visitor):
            began = perf_counter()
            fields = (
                "reference",
                "typed",
                "quote",
                "source",
                "query",
                "sort",
                "document",
                "passage",
                "style",
                "start",
            )
            reply = server(visitor, component, name, dict.fromkeys(fields, text))
            assert reply.status_code in (200, 400, 413), (name, reply.text[:200])
            assert perf_counter() - began < PATIENT, name
    assert watched.longest < PATIENT / 2


def server(visitor: Visitor, component: object, name: object, data: object) -> httpx.Response:
    body = {"session_hash": visitor.session, "component_id": component, "fn_name": name, "data": data}
    return post(visitor, "component_server", body)


ODD: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    1.5,
    1e400,
    "x",
    "",
    "\x00",
    "\ud800",
    [],
    [[]],
    {},
    {"x": None},
    [None] * 99,
)


def test_mistyped_calls_are_refused_in_a_sentence(visitor: Visitor) -> None:
    functions = server_functions(visitor)
    assert len(functions) > 8
    for component, name in functions:
        for odd in ODD:
            fields = (
                "reference",
                "typed",
                "quote",
                "source",
                "query",
                "sort",
                "document",
                "passage",
                "style",
                "start",
            )
            for data in (odd, dict.fromkeys(fields, odd), {"number": odd, "position": odd}):
                told(server(visitor, component, name, data))
    for odd in ODD:
        told(server(visitor, odd, functions[0][1], {}))
        told(server(visitor, functions[0][0], odd, {}))
        told(server(visitor, 10**9, "build", {}))
        for path in (
            "queue/join",
            "cancel",
            "reset",
            "call/ask",
            "call/v2/ask",
            "call/v2/cite",
            "component_server",
        ):
            for body in (
                odd,
                {"session_hash": odd},
                {"data": odd},
                {"fn_index": odd, "data": [], "session_hash": "x"},
            ):
                told(post(visitor, path, body))
            told(post(visitor, path, {"session_hash": "y", "fn_index": 0, "event_id": odd, "data": [odd]}))
            told(post(visitor, path, {"session_hash": "y", "fn_index": 3, "trigger_id": odd, "data": []}))
            told(post(visitor, path, {"question": odd, "history": odd, "filters": odd, "colour": odd}))


def post(visitor: Visitor, path: str, body: object) -> httpx.Response:
    content = json.dumps(body)
    return visitor.http.post(
        f"/gradio_api/{path}", content=content, headers={"content-type": "application/json"}
    )


def told(reply: httpx.Response) -> None:
    assert reply.status_code < 500, (reply.request.url, reply.request.content[:200], reply.text[:200])
    if reply.status_code >= 400:
        assert reply.headers["content-type"].startswith(("application/json", "text/plain"))


@pytest.mark.parametrize(
    "origin", ["http://[", "http://[::1", "//", "null", "http://a b", "\xff", "http://127.0.0.1:x"]
)
def test_a_broken_origin_is_refused(visitor: Visitor, origin: str) -> None:
    reply = visitor.http.post(
        "/gradio_api/call/cite", json={"data": ["A/1"]}, headers={"origin": origin.encode("latin-1")}
    )
    assert reply.status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/%00",
        "/assets/a%00.js",
        "/svelte/%00",
        "/gradio_api/heartbeat/%00",
        "/static/%ff",
        "/%0a",
        "/gradio_api/file=%00",
        "/static/" + "a" * 3_000,
        "/assets/../../x",
        "/assets/" + "../" * 50 + "etc/passwd",
        "/gradio_api/call/ask/%00",
    ],
)
def test_no_path_is_a_fault(visitor: Visitor, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        reply = visitor.http.request(method, path)
        assert 400 <= reply.status_code < 500, (method, path, reply.status_code)
        assert "root:" not in reply.text


def test_a_websocket_is_refused(address: str) -> None:
    host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(
            f"GET /gradio_api/queue/join HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        status = connection.recv(4_096).split(b" ", 2)[1]
    assert status.startswith(b"4")


def test_forms_are_no_calls(visitor: Visitor) -> None:
    fields = {"component_id": "1", "session_hash": "x", "fn_name": "check_quote", "data": "{}"}
    for path in ("component_server", "queue/join", "call/ask", "cancel"):
        reply = visitor.http.post(f"/gradio_api/{path}", data=fields, files={"f": ("a.txt", b"words")})
        assert reply.status_code == 400, path
    for broken in (b"", b"--x", b"\x00" * 99):
        headers = {"content-type": "multipart/form-data; boundary=x"}
        assert visitor.http.post("/gradio_api/upload", content=broken, headers=headers).status_code in (
            200,
            400,
        )
    assert visitor.http.post("/gradio_api/upload", json={}).status_code in (200, 400)


@pytest.mark.parametrize(
    "date", ["2015-99-99", "2015-13", "x", "", "20151216", "2015-12-16T00:00", "٢٠١٥-12-16"]
)
def test_an_invalid_date_is_said(visitor: Visitor, date: str) -> None:
    body = {"question": "Who?", "filters": {"since": date}}
    event = visitor.http.post("/gradio_api/call/v2/ask", json=body).json()["event_id"]
    text = visitor.http.get(f"/gradio_api/call/ask/{event}").text
    assert '"status": "error"' in text
    assert "filters" in text
