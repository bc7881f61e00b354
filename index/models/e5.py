"""multilingual-e5-small: texts in, vectors of unit length out."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import onnxruntime

from index.models.e5_file import DIMENSION, Floats, packaged
from index.models.e5_graph import build
from index.models.e5_tokens import clean, pieces


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
        self._session = _packaged_session()

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
        vector: Floats = self._session.run(None, {"ids": np.array([ids])})[0]
        return vector


@cache
def _packaged_session() -> onnxruntime.InferenceSession:
    """The packaged model's graph, built once: a process may open many libraries."""
    return session(build(packaged()))


def session(model: bytes) -> onnxruntime.InferenceSession:
    """A graph that is run one text a thread, without threads of its own."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
