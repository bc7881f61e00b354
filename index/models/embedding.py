"""The packaged model behind LlamaIndex's embedding interface, for programs that are built on that."""

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from index.models.e5 import E5
from index.models.e5_file import NAME
from index.models.embedder import BATCH, PackagedEmbedder


class E5Embedding(BaseEmbedding):
    """multilingual-e5-small; loaded at the first use, shared between threads.

    Args:
        threads: Texts computed at the same time.

    Raises:
        ModelError: at the first use, when the weights are missing or not the expected ones.
    """

    _packaged: PackagedEmbedder = PrivateAttr()

    def __init__(self, threads: int) -> None:
        super().__init__(model_name=NAME, embed_batch_size=BATCH)
        self._packaged = PackagedEmbedder(threads)

    @classmethod
    def class_name(cls) -> str:
        """The name LlamaIndex knows it by."""
        return "E5Embedding"

    @property
    def model(self) -> E5:
        """The model, loaded."""
        return self._packaged.model

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._packaged.get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [list(vector) for vector in self._packaged.get_text_embedding_batch(texts)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
