"""Vectors of texts, remembered within a bound."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from llama_index.core.bridge.pydantic import Field
from llama_index.core.embeddings import MockEmbedding

from index.dense.text_vectors import TextVectors


class Counting(MockEmbedding):
    """A model whose vector tells the text's length, and which counts its texts."""

    asked: list[str] = Field(default_factory=list)

    def _get_text_embedding(self, text: str) -> list[float]:
        self.asked.append(text)
        return [float(len(text)), 1.0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [self._get_text_embedding(text) for text in texts]


def vectors(most: int = 10) -> tuple[TextVectors, Counting]:
    """Vectors of a counting model, and the model."""
    model = Counting(embed_dim=2)
    return TextVectors(model, most), model


def test_each_text_is_computed_once_and_stands_in_its_place() -> None:
    """Also where it comes twice in one call, and where some are known and others not."""
    known, model = vectors()
    assert known.of(["a", "bbb", "a"])[:, 0].tolist() == [1, 3, 1]
    assert known.of(["cc", "bbb"])[:, 0].tolist() == [2, 3]
    assert model.asked == ["a", "bbb", "cc"]


def test_no_more_are_kept_than_the_bound() -> None:
    """The one used longest ago goes, and more texts than the bound in one call are still all answered."""
    known, model = vectors(most=2)
    known.of(["a", "bb"])
    known.of(["a"])
    assert known.of(["ccc"]).tolist() == [[3, 1]]
    known.of(["a"])
    assert model.asked == ["a", "bb", "ccc"]
    assert known.of(["a", "dddd", "eeeee"])[:, 0].tolist() == [1, 4, 5]
    assert known.of([]).shape[0] == 0


def test_many_threads_get_what_one_gets() -> None:
    """Whatever the order in which they come."""
    known, _ = vectors(most=5)
    asked = [[f"{'x' * (n % 7)}{n}" for n in range(start, start + 6)] for start in range(40)]
    with ThreadPoolExecutor(4) as pool:
        for texts, found in zip(asked, pool.map(known.of, asked), strict=True):
            np.testing.assert_array_equal(found[:, 0], [len(text) for text in texts])
