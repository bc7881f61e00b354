"""A real Chroma server, and processes that read a library while another one writes it."""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np

from index.library import Library
from settings import Settings
from tests.waiting import wait_until

READER = """
import sys
from pathlib import Path
from several_readers import Hashed, opened, seen

folder, server, done, ready = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
library = opened(folder, server)
searches = 0
while True:
    last = done.exists()
    assert library.search("ships in the harbour")[0].dense is not None
    searches += 1
    ready.touch()
    if last:
        break
titles = {hit.document.title for hit in library.search("Ships of the harbour, number 7.", top=50)}
print(searches, *seen(library), *sorted(titles), sep="\\n")
library.close()
"""


class Hashed:
    """Some vector for each text, quickly; these tests are not about meaning, nor about LlamaIndex's import."""

    embed_batch_size = 256

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        seed = int.from_bytes(hashlib.sha256(query.encode()).digest()[:8])
        vector = np.random.default_rng(seed).normal(size=384)
        scaled: list[float] = (vector / np.linalg.norm(vector)).tolist()
        return scaled

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages."""
        return [self.get_query_embedding(text) for text in texts]


def opened(folder: Path, server: str) -> Library:
    """A library whose vectors are on a server, or in its folder where none is named."""
    return Library(Settings(library=folder, workers=0, threads=1, chroma=server), Hashed())


def seen(library: Library) -> tuple[int, int]:
    """The number of vectors, and of current passages that have one."""
    ids = [row[0] for row in library.register.connection.execute("SELECT id FROM passages")]
    return library.vectors().count(), len(library.vectors().embeddings(ids))


@contextmanager
def chroma_server(folder: Path, port: int = 0) -> Iterator[str]:
    """The address of a Chroma server that keeps its data in a folder."""
    port = port or free_port()
    command = Path(sys.executable).with_name("chroma")
    arguments = [str(command), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _answers(f"{address}/api/v2/heartbeat"))
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Reader:
    """A process that searches a library again and again until told to stop."""

    def __init__(self, library: Path, server: str, place: Path) -> None:
        place.mkdir()
        here = Path(__file__)
        self._done, self._ready = place / "done", place / "ready"
        self._process = subprocess.Popen(
            [sys.executable, "-c", READER, str(library), server, str(self._done), str(self._ready)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (here.parents[1], here.parent)))},
        )

    def wait(self) -> None:
        """Wait until it has searched once."""
        wait_until(lambda: self._ready.exists() or self._process.poll() is not None)

    def last(self) -> tuple[int, int, int, list[str]]:
        """Let it search once more; the number of its searches, what ``seen`` says, the titles found last."""
        self._done.touch()
        out, errors = self._process.communicate(timeout=120)
        assert self._process.returncode == 0, errors
        searches, vectors, passages, *titles = out.splitlines()
        return int(searches), int(vectors), int(passages), titles
