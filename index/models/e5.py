"""multilingual-e5-small: texts in, vectors of unit length out."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from index.models.built import built
from index.models.e5_file import DIMENSION, Floats, packaged
from index.models.e5_tokens import clean, pieces
from index.models.states import LOWER, session, shared_states

if TYPE_CHECKING:
    import onnxruntime


class E5:
    """The model in memory; one may serve several threads.

    Every text is a computation of its own, one a thread. A batch would be no faster (padding costs what
    larger matrices gain), and with inputs quantised to the batch's range a text's vector would depend on
    the texts beside it.

    Args:
        threads: Texts computed at the same time.

    Raises:
        ModelError: the weights are missing or not the expected ones.
    """

    def __init__(self, threads: int) -> None:
        self._pieces = pieces()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="e5")
        self._lower = shared_states()
        self._upper = _upper_layers()

    def queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions, shape (texts, 384)."""
        return self._embed([f"query: {clean(text)}" for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of passages, shape (texts, 384); what is beyond 512 tokens does not count."""
        return self._embed([f"passage: {clean(text)}" for text in texts])

    def tokens(self, text: str) -> list[int]:
        """The ids of one text, with its marks."""
        return self._pieces.marked([text])[0]

    def _embed(self, texts: Sequence[str]) -> Floats:
        vectors = list(self._pool.map(self._vector, self._pieces.marked(texts)))
        return np.concatenate(vectors) if vectors else np.empty((0, DIMENSION), np.float32)

    def _vector(self, ids: list[int]) -> Floats:
        vector: Floats = self._upper.run(None, {"states": self._lower.of(ids)})[0]
        return vector


@cache
def _upper_layers() -> "onnxruntime.InferenceSession":
    """What comes above the lower layers, loaded once: a process may open many libraries."""
    return session(built("upper", _build))


def _build() -> bytes:
    from index.models.e5_graph import build_upper

    return build_upper(packaged(), LOWER)
