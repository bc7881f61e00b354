"""The vectors on a Chroma server: the real one, started on a port of its own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from errors import LibraryError
from index.library import Library
from settings import Settings

CHROMA = shutil.which("chroma")


@contextmanager
def served(folder: Path, port: int) -> Iterator[str]:
    process = subprocess.Popen(
        [str(CHROMA), "run", "--path", str(folder), "--port", str(port), "--host", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                if httpx.get(f"{address}/api/v2/heartbeat").status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.skipif(CHROMA is None, reason="the Chroma server is not installed")
def test_a_server_holds_the_vectors_and_outlives_its_restart(tmp_path: Path, port: int) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# Lamps\n\nEvery lamp needs a keeper.\n\nBoats are painted in spring.\n", encoding="utf-8"
    )
    settings = Settings(library=tmp_path / "library", workers=1, threads=1, chroma=f"http://127.0.0.1:{port}")
    for _ in range(2):
        with served(tmp_path / "chroma", port):
            library = Library(settings)
            library.ingest([paper])
            assert library.vectors().count() == library.status()["passages"]
            hits = library.search("Who looks after the lights?", top=1)
            assert "keeper" in hits[0].passage.text
            library.close()
    assert not (tmp_path / "library" / "chroma").exists()
    library = Library(settings)
    with pytest.raises(LibraryError, match=r"Chroma server at http://127\.0\.0\.1.*see that it runs"):
        library.search("Who looks after the lights?")
    library.close()
