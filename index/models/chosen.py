"""The models that the settings choose, each loaded at its first use, so that looking things up is quick."""

from functools import cached_property
from typing import TYPE_CHECKING

from settings import Settings

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

    from index.models.cross_encoder import CrossEncoder
    from index.models.embedder import Embedder


class Models:
    """The models of one library.

    Args:
        settings: Which models, and how many threads they may use.
        embedder: The embedding model, in place of the one that the settings choose.
    """

    def __init__(self, settings: Settings, embedder: "Embedder | None" = None) -> None:
        self._settings = settings
        self._given = embedder

    @cached_property
    def embedder(self) -> "Embedder":
        """The embedding model.

        Raises:
            ModelError: a setting or an optional package is missing.
        """
        return self._given or chosen_embedder(self._settings)

    @cached_property
    def cross_encoder(self) -> "CrossEncoder":
        """What reads question and passage together.

        Raises:
            ModelError: the packaged model cannot be used.
        """
        from index.models.cross_encoder import CrossEncoder

        return CrossEncoder(self._settings.threads)

    @cached_property
    def reranker(self) -> "BaseNodePostprocessor | None":
        """The reranker of LlamaIndex's that the settings name, or None."""
        if not self._settings.reranker:
            return None
        from index.models.rerank import load_reranker

        return load_reranker(self._settings.reranker, self._settings.reranker_options)


def chosen_embedder(settings: Settings) -> "Embedder":
    """The embedding model that the settings choose.

    Raises:
        ModelError: a setting or an optional package is missing.
    """
    if settings.embedding != "e5":
        from index.models.backends import make_embedder

        return make_embedder(settings)
    if settings.ray:
        from index.models.ray_embedding import RayEmbedding

        return RayEmbedding(settings)
    from index.models.embedder import PackagedEmbedder

    return PackagedEmbedder(settings.threads)
