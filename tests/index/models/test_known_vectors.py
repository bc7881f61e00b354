"""The vectors that come with the program are those the model makes, of the texts that the starter documents have."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.library import Library
from index.models import known_vectors as module
from index.models.embedder import PackagedEmbedder
from index.models.known_vectors import known_vectors, packed
from settings import Settings
from starter import documents
from training.starter_vectors import texts


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    library = Library(Settings(library=tmp_path_factory.mktemp("known"), workers=0, threads=1))
    library.read(documents())
    yield texts(library)
    library.close()


def test_they_are_of_the_passages_that_the_starter_documents_have_today(passages: list[str]) -> None:
    known = known_vectors(passages)
    missing = [text for text in passages if text not in known]
    told = "run python -m training.starter_vectors: the starter documents are read otherwise than when it last ran"
    assert not missing, f"{told}; {len(missing)} passages have no vector, the first: {missing[0][:200]!r}"
    assert len(module._table()) == len(set(passages)), told


def test_they_are_what_the_model_makes(passages: list[str]) -> None:
    model = PackagedEmbedder(1).model
    known = known_vectors(passages)
    some = sorted(known)[::100]
    made = model.passages(some)
    for text, vector in zip(some, made, strict=True):
        assert float(known[text] @ vector) > 0.999
        assert np.linalg.norm(known[text]) == pytest.approx(1.0, abs=1e-5)


def test_a_text_that_differs_by_a_letter_is_not_known(passages: list[str]) -> None:
    (text,) = list(known_vectors(passages))[:1]
    assert known_vectors([text + "x", text[1:], ""]) == {}


def test_the_embedder_takes_what_is_known_and_makes_the_rest_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    vector = [1.0] + [0.0] * 383
    (tmp_path / module.FILE).write_bytes(packed({"lamp": vector}))
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    module._table.cache_clear()
    asked: list[str] = []

    class Model:
        def passages(self, texts: list[str]) -> np.ndarray:
            asked.extend(texts)
            return np.eye(384, dtype=np.float32)[: len(texts)] * -1

    embedder = PackagedEmbedder(1)
    monkeypatch.setattr(PackagedEmbedder, "model", Model())
    found = embedder.get_text_embedding_batch(["oil", "lamp", "oil"])
    module._table.cache_clear()
    assert asked == ["oil"]
    assert found[1] == vector
    assert found[0] == found[2]
