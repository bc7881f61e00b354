"""Vectors of texts that are read again and again, kept in memory within a bound."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.models.embedder import Embedder
from index.models.recent import Recent

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

    def __init__(self, embedder: Embedder, most: int = MOST) -> None:
        self._embedder = embedder
        self._kept: Recent[str, Floats] = Recent(most)

    def of(self, texts: Sequence[str]) -> Floats:
        """The vectors of passages or sentences, shape (texts, dimension).

        Raises:
            ModelError: the model cannot be used.
        """
        known = {text: vector for text in texts if (vector := self._kept.get(text)) is not None}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            made = np.asarray(self._embedder.get_text_embedding_batch(new), np.float32)
            for text, vector in zip(new, made, strict=True):
                known[text] = vector
                self._kept.keep(text, vector.copy())  # a row of its own, or the whole batch would stay
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, 0), np.float32)
