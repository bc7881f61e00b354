"""The packaged model behind LlamaIndex's embedding interface."""

from threading import Lock
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from index.models.e5 import E5
from index.models.e5_file import NAME


class E5Embedding(BaseEmbedding):
    """multilingual-e5-small; loaded at the first use, shared between threads.

    Args:
        threads: Threads of one computation.

    Raises:
        ModelError: at the first use, when the weights are missing or not the expected ones.
    """

    _threads: int = PrivateAttr()
    _model: E5 | None = PrivateAttr(default=None)
    _loading: Any = PrivateAttr(default_factory=Lock)

    def __init__(self, threads: int) -> None:
        super().__init__(model_name=NAME, embed_batch_size=256)
        self._threads = threads

    @classmethod
    def class_name(cls) -> str:
        """The name LlamaIndex knows it by."""
        return "E5Embedding"

    @property
    def model(self) -> E5:
        """The model, loaded."""
        with self._loading:
            if self._model is None:
                self._model = E5(self._threads)
            return self._model

    def _get_query_embedding(self, query: str) -> list[float]:
        return list(map(float, self.model.queries([query])[0]))

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.model.passages(texts).tolist()
        return vectors

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
