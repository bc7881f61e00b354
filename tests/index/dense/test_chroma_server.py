"""The vectors on a Chroma server: the real one, started on a port of its own."""

from pathlib import Path

import pytest

from errors import LibraryError
from index.library import Library
from settings import Settings
from tests.several_readers import chroma_server, free_port


def test_a_server_holds_the_vectors_and_outlives_its_restart(tmp_path: Path) -> None:
    port = free_port()
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# Lamps\n\nEvery lamp needs a keeper.\n\nBoats are painted in spring.\n", encoding="utf-8"
    )
    settings = Settings(library=tmp_path / "library", workers=0, threads=1, chroma=f"http://127.0.0.1:{port}")
    for _ in range(2):
        with chroma_server(tmp_path / "chroma", port):
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
