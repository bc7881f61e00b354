"""What makes vectors: LlamaIndex's embedding interface as far as it is used, and the packaged model behind it.

Any ``BaseEmbedding`` of LlamaIndex is an ``Embedder``. The packaged model is one without LlamaIndex, whose import
takes longer than answering a question; ``index.models.embedding`` has it as a ``BaseEmbedding``.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Protocol

from index.models.e5 import E5
from index.models.e5_file import NAME
from index.models.known_vectors import known_vectors

BATCH = 256  # texts


class Embedder(Protocol):
    """Makes vectors of questions and of passages."""

    embed_batch_size: int

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        ...

    def get_text_embedding_batch(self, texts: list[str]) -> Sequence[Sequence[float]]:
        """The vectors of passages."""
        ...


class PackagedEmbedder:
    """multilingual-e5-small; loaded at the first use, shared between threads.

    Args:
        threads: Texts computed at the same time.

    Raises:
        ModelError: at the first use, when the weights are missing or not the expected ones.
    """

    embed_batch_size = BATCH
    model_name = NAME

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._model: E5 | None = None
        self._loading = Lock()

    @property
    def model(self) -> E5:
        """The model, loaded."""
        with self._loading:
            if self._model is None:
                self._model = E5(self._threads)
            return self._model

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question, of unit length."""
        return list(map(float, self.model.queries([query])[0]))

    def get_text_embedding_batch(self, texts: list[str]) -> Sequence[Sequence[float]]:
        """The vectors of passages, of unit length; each text is computed once, and none that comes with the program."""
        vectors = known_vectors(texts)
        new = [text for text in dict.fromkeys(texts) if text not in vectors]
        if new:
            vectors |= zip(new, self.model.passages(new), strict=True)
        return [vectors[text].tolist() for text in texts]


def is_packaged(embedder: Embedder) -> bool:
    """Whether vectors are of the packaged model, for which centres and a question's side were learned."""
    return not getattr(embedder, "foreign", False)
