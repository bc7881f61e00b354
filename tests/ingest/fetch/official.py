"""A local server that plays the official one, and a clock that does not wait."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class FakeClock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


class Official:
    """The server: answers are queued by path; the last one of a path is repeated."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._answers: dict[str, list[Answer]] = {}

    def on(self, path: str, *answers: Answer) -> str:
        """Answer a path so; its address."""
        self._answers[path] = list(answers)
        return f"http://{self.host}{path}"

    def next(self, path: str) -> Answer:
        queue = self._answers.get(path, [status(404)])
        return queue.pop(0) if len(queue) > 1 else queue[0]


def status(code: int, **headers: str) -> Answer:
    """Nothing but a status and headers (underscores for hyphens)."""
    return body(b"", "", code, **headers)


def body(content: bytes, kind: str = "application/pdf", code: int = 200, **headers: str) -> Answer:
    """A whole answer."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        if kind:
            handler.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def broken(content: bytes, after: int) -> Answer:
    """The connection drops after some bytes; the document has a validator."""
    return body(content[:after], Content_Length=str(len(content)), ETag='"v1"')


def resumed(content: bytes) -> Answer:
    """The rest, where a range is asked for under the right validator."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        start = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
        assert handler.headers["If-Range"] == '"v1"'
        place = f"bytes {start}-{len(content) - 1}/{len(content)}"
        body(content[start:], code=206, Content_Range=place)(handler)

    return answer


@contextmanager
def serve() -> Iterator[Official]:
    """The server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            official.asked.append((self.path, dict(self.headers)))
            try:
                official.next(self.path)(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    official = Official(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield official
    finally:
        server.shutdown()
        server.server_close()
