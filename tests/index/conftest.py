"""Invented documents, libraries to put them in, and one embedding model for all tests."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.library import Library
from index.models.embedding import E5Embedding
from ingest.document import Document, Passage, Reading
from settings import Settings
from tests.several_readers import chroma_server

Paragraph = tuple[str, str]  # speaker (or "") and words


Make = Callable[..., Reading]


def make_reading(
    title: str,
    paragraphs: Sequence[Paragraph | str],
    *,
    symbols: Sequence[str] = (),
    date: str | None = "2020-05-01",
    language: str = "en",
    kind: str = "report",
) -> Reading:
    """A document with numbered paragraphs, as the reading pipeline would give it."""
    spoken = [item if isinstance(item, tuple) else ("", item) for item in paragraphs]
    content = hashlib.sha256(repr((title, spoken, symbols, language)).encode()).hexdigest()
    document = Document(
        id=content[:16],
        content_hash=content,
        symbols=tuple(symbols),
        title=title,
        date=date,
        body=None,
        language=language,
        url=None,
        kind=kind,
        format="txt",
        pages=1,
    )
    passages = tuple(
        Passage(
            id=hashlib.sha256(f"{document.id} {ordinal} {text}".encode()).hexdigest()[:16],
            document_id=document.id,
            ordinal=ordinal,
            text=text,
            section=(),
            paragraph=str(ordinal + 1),
            speaker=speaker or None,
            pages=(1,),
            start=0,
            end=len(text),
            language=language,
        )
        for ordinal, (speaker, text) in enumerate(spoken)
    )
    return Reading(document=document, passages=passages)


@pytest.fixture(scope="session")
def reading() -> Make:
    """Makes a document from its paragraphs."""
    return make_reading


@pytest.fixture(scope="session")
def embedder() -> E5Embedding:
    """The model, loaded once."""
    return E5Embedding(threads=2)


@pytest.fixture(scope="session")
def vector_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server for all tests; each library has collections of its own there."""
    with chroma_server(tmp_path_factory.mktemp("vectors")) as address:
        yield address


@pytest.fixture
def back_end(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where register and vectors are: in the library's folder, or on servers where a test asks for it."""
    if getattr(request, "param", "sqlite") == "postgresql":
        monkeypatch.setenv("RAPPORTEUR_REGISTER_URL", request.getfixturevalue("register_url"))
        monkeypatch.setenv("RAPPORTEUR_CHROMA", request.getfixturevalue("vector_server"))


@pytest.fixture
def open_library(tmp_path: Path, embedder: E5Embedding, back_end: None) -> Iterator[Callable[[], Library]]:
    """Opens one library again and again, as processes after one another would."""
    opened: list[Library] = []

    def open_() -> Library:
        library = Library(Settings(library=tmp_path / "library", workers=0, threads=2), embedder)
        opened.append(library)
        return library

    yield open_
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[[], Library]) -> Library:
    """An empty library."""
    return open_library()
