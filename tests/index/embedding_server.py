"""A server of embeddings over real HTTP, in OpenAI's and in Ollama's protocol, that notes what it is asked."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import numpy as np


@dataclass
class Asked:
    """What came in, and what goes out.

    Attributes:
        batches: The texts of each request.
        keys: The Authorization headers.
        models: The names of the models.
        status: Answered in place of 200.
        dimension: Of the vectors.
    """

    batches: list[list[str]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    models: list[str] = field(default_factory=list)
    status: int = 200
    dimension: int = 8


@contextmanager
def embedding_server(asked: Asked) -> Iterator[str]:
    """The address of a running server."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
            asked.batches.append(texts)
            asked.keys.append(self.headers["Authorization"])
            asked.models.append(body["model"])
            vectors = [_vector(text, asked.dimension) for text in texts]
            reply = _ollama(vectors) if self.path == "/api/embed" else _openai(vectors, body)
            data = json.dumps(reply if asked.status == 200 else {"error": {"message": "no"}}).encode()
            self.send_response(asked.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _vector(text: str, dimension: int) -> list[float]:
    """Not of unit length, and of the text alone."""
    vector: list[float] = np.random.default_rng(len(text)).normal(size=dimension).tolist()
    return [3 * value for value in vector]


def _openai(vectors: list[list[float]], body: dict[str, Any]) -> dict[str, Any]:
    def packed(vector: list[float]) -> list[float] | str:
        if body.get("encoding_format") != "base64":
            return vector
        return base64.b64encode(np.asarray(vector, np.float32).tobytes()).decode()

    data = [{"object": "embedding", "index": at, "embedding": packed(v)} for at, v in enumerate(vectors)]
    return {
        "object": "list",
        "data": data,
        "model": body["model"],
        "usage": {"prompt_tokens": 0, "total_tokens": 0},
    }


def _ollama(vectors: list[list[float]]) -> dict[str, Any]:
    return {"model": "some", "embeddings": vectors}
