"""A server that speaks OpenAI's protocol over real HTTP and says what a test tells it to say."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from settings import Settings


@dataclass
class Script:
    """What the server does with the next request.

    Attributes:
        pieces: The reply, as it is cut into chunks.
        status: HTTP status; other than 200, no reply is streamed.
        retry_after: Its header of that name, with the status; later requests are then answered.
        raw: Bytes sent in place of the stream.
        pause: Seconds before each chunk.
        whispers: Comments sent for that many seconds before the first chunk, to keep the line open.
        cut: Whether the connection breaks after the last chunk, without an end.
        then: The reply to every later request; the same again where there is none.
        refuses_form: Whether a request for a form of reply is refused with status 400.
        counts: The tokens that are told after the reply, where they are asked for.
        asked: The bodies of the requests, as they came.
        keys: Their Authorization headers.
    """

    pieces: Sequence[str] = ()
    status: int = 200
    retry_after: str = ""
    raw: bytes | None = None
    pause: float = 0.0
    whispers: float = 0.0
    cut: bool = False
    then: Sequence[str] | None = None
    refuses_form: bool = False
    counts: dict[str, int] | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """The address of a running server that follows the script."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

        def do_POST(self) -> None:
            script.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            script.keys.append(self.headers["Authorization"])
            with suppress(BrokenPipeError, ConnectionResetError):
                self._follow()
            self.close_connection = True

        def _follow(self) -> None:
            if script.refuses_form and "response_format" in script.asked[-1]:
                self._whole(400, b'{"error": {"message": "response_format is not known"}}')
            elif script.status != 200 and not (script.retry_after and len(script.asked) > 1):
                self._whole(script.status, b'{"error": {"message": "no"}}')
            elif script.raw is not None:
                self._whole(200, script.raw)
            else:
                self._stream()

        def _whole(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/event-stream" if status == 200 else "application/json")
            self.send_header("Content-Length", str(len(body)))
            if script.retry_after:
                self.send_header("Retry-After", script.retry_after)
            self.end_headers()
            self.wfile.write(body)

        def _stream(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            ends = time.monotonic() + script.whispers
            while time.monotonic() < ends:
                self._chunk(": still there\n\n")
                time.sleep(0.05)
            later = script.then is not None and len(script.asked) > 1
            for piece in (script.then or ()) if later else script.pieces:
                time.sleep(script.pause)
                self._chunk(_event(piece))
            if script.counts and script.asked[-1].get("stream_options", {}).get("include_usage"):
                self._chunk(_event("", script.counts))
            if not script.cut:
                self._chunk("data: [DONE]\n\n")
                self.wfile.write(b"0\r\n\r\n")

        def _chunk(self, text: str) -> None:
            data = text.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _event(piece: str, counts: dict[str, int] | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
    body = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "liar", "choices": [choice]}
    if counts:
        body |= {"choices": [], "usage": counts}
    return f"data: {json.dumps(body)}\n\n"


def settings_for(address: str, **given: object) -> Settings:
    """Settings of an engine that asks the server at this address."""
    fields: dict[str, Any] = {
        "engine": "openai-like",
        "llm_model": "liar",
        "llm_base_url": address,
        "llm_seconds": 5,
    }
    return Settings(**{**fields, **given})
