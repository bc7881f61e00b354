"""The packaged model on a Ray cluster: its workers embed passages, this process the questions.

A text's vector does not depend on the texts beside it, so it is the same wherever it is made.
"""

from functools import cache
from typing import Final

from llama_index.core.bridge.pydantic import PrivateAttr

from errors import ModelError
from index.models.e5 import E5
from index.models.embedding import E5Embedding
from ingest.work.ray_cluster import connect
from settings import Settings

_PART: Final = 32  # texts for one Ray worker at a time: a second or so
_RETRIES: Final = 2


class RayEmbedding(E5Embedding):
    """multilingual-e5-small in the workers of a Ray cluster.

    Args:
        settings: Which cluster.
    """

    _settings: Settings = PrivateAttr()

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.threads)
        self.embed_batch_size = 2048  # enough to keep a cluster busy
        self._settings = settings

    @classmethod
    def class_name(cls) -> str:
        """The name LlamaIndex knows it by."""
        return "RayEmbedding"

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        ray = connect(self._settings)
        embed = ray.remote(num_cpus=1, max_retries=_RETRIES)(embed_remotely)
        parts = [embed.remote(texts[start : start + _PART]) for start in range(0, len(texts), _PART)]
        try:
            return [vector for part in ray.get(parts) for vector in part]
        except ray.exceptions.RayError as error:
            raise ModelError(
                f"Embedding on Ray failed ({type(error).__name__}): is this release installed on each machine?"
            ) from error


def embed_remotely(texts: list[str]) -> list[list[float]]:
    """In a Ray worker: the vectors of passages."""
    vectors: list[list[float]] = _own_model().passages(texts).tolist()
    return vectors


@cache
def _own_model() -> E5:
    """This Ray worker's model, loaded once."""
    return E5(threads=1)
