"""Embedding models over real HTTP: prefixes, batches, errors of one sentence, and what a changed model costs."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from llama_index.core import MockEmbedding

from errors import LibraryError, ModelError
from index.library import Library
from index.models.backends import make_embedder
from index.models.prefixes import prefixes
from ingest.document import Reading
from settings import Settings, load_settings
from tests.index.embedding_server import Asked, embedding_server

Make = Callable[..., Reading]
TEXTS = ["A short one.", "A text that is a good deal longer than the others are.", "Middling, this one."]


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def address(asked: Asked) -> Iterator[str]:
    with embedding_server(asked) as found:
        yield found


def settings(backend: str, address: str, **more: Any) -> Settings:
    values = {"embedding_model": "some-model", "embedding_api_key": "sesame", **more}
    path = "" if backend == "ollama" else "/v1"
    return load_settings(embedding=backend, embedding_base_url=address + path, **values)


@pytest.mark.parametrize("backend", ["openai", "openai-like", "ollama"])
def test_texts_go_out_with_prefixes_sorted_and_come_back_in_order(
    backend: str, asked: Asked, address: str
) -> None:
    if backend == "ollama":
        pytest.importorskip("llama_index.embeddings.ollama")
    embedder = make_embedder(settings(backend, address, embedding_model="multilingual-e5-base"))
    vectors = np.asarray(embedder.get_text_embedding_batch(TEXTS))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    sent = [text for batch in asked.batches for text in batch]
    assert sent == sorted((f"passage: {text}" for text in TEXTS), key=len)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert np.allclose(embedder.get_text_embedding(text), vector)
    asked.batches.clear()
    embedder.get_query_embedding("What?")
    assert asked.batches == [["query: What?"]]
    assert set(asked.models) == {"multilingual-e5-base"}
    assert set(asked.keys) == {"Bearer sesame"}


@pytest.mark.parametrize("backend", ["openai-like", "ollama"])
def test_a_server_that_refuses_is_one_sentence(backend: str, asked: Asked, address: str) -> None:
    if backend == "ollama":
        pytest.importorskip("llama_index.embeddings.ollama")
    asked.status = 401
    with pytest.raises(ModelError, match="status 401") as raised:
        make_embedder(settings(backend, address)).get_query_embedding("What?")
    assert "sesame" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"embedding": "openai"}, "set embedding_model"),
        ({"embedding": "openai", "embedding_model": "m"}, "embedding_api_key"),
        ({"embedding": "openai-like", "embedding_model": "m"}, "embedding_base_url"),
    ],
)
def test_what_is_missing_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        make_embedder(load_settings(**given))


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llama_index.embeddings.huggingface", None)
    with pytest.raises(ModelError, match=r"rapporteur\[huggingface\]"):
        make_embedder(load_settings(embedding="huggingface-onnx", embedding_model="m"))


@pytest.mark.parametrize(("backend", "runtime"), [("huggingface", "torch"), ("huggingface-onnx", "onnx")])
def test_hugging_face_models_are_loaded_without_running_their_code(
    backend: str, runtime: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}

    def model(**arguments: Any) -> MockEmbedding:
        given.update(arguments)
        return MockEmbedding(4)

    module = ModuleType("huggingface")
    module.HuggingFaceEmbedding = model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "llama_index.embeddings.huggingface", module)
    embedder = make_embedder(
        load_settings(embedding=backend, embedding_model="intfloat/multilingual-e5-base")
    )
    assert len(embedder.get_text_embedding("Words.")) == 4
    assert given["backend"] == runtime
    assert given["trust_remote_code"] is False


def test_a_changed_model_is_noticed_and_only_vectors_are_made_anew(
    tmp_path: Path, reading: Make, asked: Asked, address: str
) -> None:
    def opened(model: str) -> Library:
        return Library(settings("openai-like", address, embedding_model=model, library=tmp_path, workers=0))

    library = opened("first")
    library.register.record("a", reading("One", TEXTS), "1")
    library.sync()
    assert library.search("a short one")[0].dense is not None
    library.close()

    changed = opened("second")
    with pytest.raises(LibraryError, match="rapporteur rebuild"):
        changed.search("a short one")
    with pytest.raises(LibraryError, match="rapporteur rebuild"):
        changed.sync()
    assert changed.status()["passages"] == len(TEXTS)
    asked.batches.clear()
    asked.dimension = 16
    changed.rebuild()
    assert sum(map(len, asked.batches)) == len(TEXTS)
    assert changed.search("a short one")[0].dense is not None
    assert changed.status()["model"] == "openai-like:second"
    changed.close()


def test_a_dimension_that_changed_behind_a_name_is_refused(
    tmp_path: Path, reading: Make, asked: Asked, address: str
) -> None:
    library = Library(settings("openai-like", address, library=tmp_path, workers=0))
    library.register.record("a", reading("One", TEXTS), "1")
    library.sync()
    asked.dimension = 16
    with pytest.raises(LibraryError, match="rapporteur rebuild"):
        library.search("a short one")
    library.close()


def test_prefixes_are_those_of_the_model_unless_given() -> None:
    assert prefixes("intfloat/multilingual-e5-large") == ("query: ", "passage: ")
    assert prefixes("nomic-embed-text:latest") == ("search_query: ", "search_document: ")
    assert prefixes("BAAI/bge-m3") == ("", "")
    assert prefixes("e5-small", query="") == ("", "passage: ")
