"""A server that plays the official one: documents that change, sent slowly, resumed where asked to."""

import hashlib
import multiprocessing
import random
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from ingest.fetch.naming import symbol_file
from ingest.work.reader import read
from tests.ingest.fetch.papers import pdf

_PIECES: Final = 16
_PAUSE: Final = 0.004  # seconds between the pieces of one document

FORK = multiprocessing.get_context("fork")


class Publisher:
    """Documents by file name, with every version there has ever been of each, and a server that sends them.

    Attributes:
        host: Where the server listens, "127.0.0.1:PORT".
        now: The version of each document that was asked for, by the name of its fetched file.
        ever: The paragraphs of every version, as the reader reads them.
        bytes_ever: Hashes of every version's bytes, by name.
    """

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.now: dict[str, int] = {}
        self.ever: dict[tuple[str, int], tuple[str, ...]] = {}
        self.bytes_ever: dict[str, list[str]] = {}
        self._symbols: dict[str, str] = {}
        self._path = path
        self._chance = chance
        path.mkdir()
        listening = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{listening.getsockname()[1]}"
        self._process = FORK.Process(target=_serve, args=(listening, path), daemon=True)
        self._process.start()
        listening.close()

    def address(self, symbol: str, _language: str) -> str:
        """Where a document is published."""
        return f"http://{self.host}/{symbol.replace('/', '_')}"

    def publish(self, count: int) -> list[str]:
        """New documents, and new versions of some that were asked for; the symbols of all of them."""
        for name in self._chance.sample(sorted(self.now), min(2, len(self.now))):
            self._write(self._symbols[name], self.now[name] + 1)
        for _ in range(count):
            self._write(f"A/RES/99/{len(self._symbols) + 1}", 1)
        return [self._symbols[name] for name in sorted(self.now)]

    def forget(self) -> None:
        """The library is gone, and what was fetched with it."""
        self.now.clear()

    def stop(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.join()

    def _write(self, symbol: str, version: int) -> None:
        name = symbol_file(symbol, "en").name
        lines = (
            f"{number}. Decides in version {version} of {symbol} that tree {number} is planted."
            for number in range(1, self._chance.randint(4, 30))
        )
        content = pdf("United Nations", symbol, "Distr.: General", *lines)
        path = self._path / symbol.replace("/", "_")
        written = path.with_suffix(".pdf")
        written.write_bytes(content)
        self.ever[name, version] = tuple(passage.text for passage in read(written).passages)
        written.replace(path)
        self.now[name] = version
        self._symbols[name] = symbol
        self.bytes_ever.setdefault(name, []).append(hashlib.sha256(content).hexdigest())


def _serve(listening: socket.socket, folder: Path) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            content = (folder / unquote(self.path).strip("/")).read_bytes()
            tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
            start = 0
            if self.headers.get("If-Range") == tag:
                start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            if start >= len(content) > 0 and start:
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            self.send_header("Content-Type", "application/pdf")
            self.send_header("Content-Length", str(len(content) - start))
            self.send_header("ETag", tag)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.end_headers()
            step = len(content) // _PIECES + 1
            for at in range(start, len(content), step):
                self.wfile.write(content[at : at + step])
                time.sleep(_PAUSE)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def log_error(self, *_: object) -> None:
            """Say nothing; whoever asked was killed."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Whoever asked was killed."""

    server = Server(listening.getsockname(), Handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    server.serve_forever()
