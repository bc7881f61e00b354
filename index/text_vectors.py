"""Vectors of texts that are read again and again, kept in memory within a bound."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

MOST: Final = 20_000  # sentences of about 2,000 passages: 30 MB for 384 dimensions

Floats = NDArray[np.float32]


class TextVectors:
    """An embedding model that remembers the texts it met last; one serves many threads.

    The sentences of the passages that people ask about come again with the next question, and computing
    their vectors is most of the cost of an answer.

    Args:
        embedder: The model.
        most: How many vectors are kept; the one used longest ago goes first.
    """

    def __init__(self, embedder: BaseEmbedding, most: int = MOST) -> None:
        self._embedder = embedder
        self._most = most
        self._kept: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def of(self, texts: Sequence[str]) -> Floats:
        """The vectors of passages or sentences, shape (texts, dimension).

        Raises:
            ModelError: the model cannot be used.
        """
        known = self._recalled(texts)
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            made = np.asarray(self._embedder.get_text_embedding_batch(new), np.float32)
            known.update(zip(new, made, strict=True))
            self._remember({text: known[text] for text in new})
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, 0), np.float32)

    def _recalled(self, texts: Sequence[str]) -> dict[str, Floats]:
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
            for text in found:
                self._kept.move_to_end(text)
            return found

    def _remember(self, vectors: dict[str, Floats]) -> None:
        with self._lock:
            for text, vector in vectors.items():
                self._kept[text] = vector.copy()  # a row of its own, or the whole batch would stay
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
