"""The vectors behind LlamaIndex's vector-store interface: how they are written, and how programs built on it read them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from chromadb.api.models.Collection import Collection
from llama_index.core.schema import BaseNode
from llama_index.core.vector_stores.types import VectorStoreQueryResult
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.dense.collection import StoredVectors


class PassageStore(ChromaVectorStore):
    """LlamaIndex's Chroma store, with three things put right.

    ``add`` replaces what has the same id, where the original silently keeps the old; similarities are
    cosines, where the original gives exp(-distance); and no text is kept, because the register has it
    (Chroma would index it a second time).
    """

    stores_text: bool = False

    def __init__(self, collection: Collection) -> None:
        super().__init__(chroma_collection=collection)

    def add(self, nodes: Sequence[BaseNode], **_: object) -> list[str]:
        """Insert or replace nodes that carry their embeddings."""
        ids = [node.node_id for node in nodes]
        if ids:
            self._collection.upsert(
                ids=ids,
                embeddings=np.asarray([node.get_embedding() for node in nodes], np.float32),
                metadatas=[node.metadata for node in nodes],
            )
        return ids

    def _query(
        self, query_embeddings: Sequence[float], n_results: int, where: dict[str, Any] | None, **_: object
    ) -> VectorStoreQueryResult:
        found = StoredVectors(self._collection).nearest(query_embeddings, n_results, where or {})
        return VectorStoreQueryResult(ids=list(found), similarities=list(found.values()))
