"""Embedding models that are not packaged: of OpenAI, of servers, of Ollama, of Hugging Face.

LlamaIndex's classes talk to them. Around each there is one wrapper that puts the model's prefixes before the
texts, sends texts of like length together, brings vectors to unit length and says in one sentence what is
wrong when the model does not answer.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from errors import ModelError
from index.models.prefixes import Prefixes, prefixes
from settings import Settings

OLLAMA_ADDRESS: Final = "http://127.0.0.1:11434"

_BATCH = 64  # texts in one request
_RETRIES = 2
_NO_KEY = "none"  # the client wants one even where the server does not


class ForeignEmbedding(BaseEmbedding):
    """Any embedding model of LlamaIndex, as the indexes want it.

    Args:
        inner: The model.
        name: What the indexes' stamp calls it.
        before: What the model wants before questions and passages.
    """

    foreign: ClassVar[bool] = True  # nothing was learned for its vectors

    _inner: BaseEmbedding = PrivateAttr()
    _before: Prefixes = PrivateAttr()

    def __init__(self, inner: BaseEmbedding, name: str, before: Prefixes) -> None:
        super().__init__(model_name=name, embed_batch_size=256)
        self._inner = inner
        self._before = before

    @classmethod
    def class_name(cls) -> str:
        """The name LlamaIndex knows it by."""
        return "ForeignEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        asked = self._before.query + query
        return self._checked(lambda: [self._inner.get_query_embedding(asked)], 1)[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        ordered = [self._before.passage + texts[at] for at in order]
        vectors = self._checked(lambda: self._inner.get_text_embedding_batch(ordered), len(texts))
        placed = sorted(zip(order, vectors, strict=True))
        return [vector for _, vector in placed]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _checked(self, embed: Any, count: int) -> list[list[float]]:  # noqa: ANN401 - LlamaIndex's methods
        try:
            vectors = np.asarray(embed(), np.float32)
        except Exception as error:  # each client has errors of its own
            raise ModelError(
                f"The embedding model “{self.model_name}” does not answer ({_reason(error)}): "
                "check the settings embedding, embedding_model, embedding_base_url and embedding_api_key."
            ) from error
        if vectors.ndim != 2 or len(vectors) != count or not np.isfinite(vectors).all():
            raise ModelError(f"The embedding model “{self.model_name}” sent what is no list of vectors.")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        scaled: list[list[float]] = (vectors / np.where(lengths > 0, lengths, 1)).tolist()
        return scaled


def name_of(settings: Settings) -> str:
    """What the indexes' stamp calls the model that the settings name; does not load it."""
    before = prefixes_of(settings)
    marks = f" {before.query!r} {before.passage!r}" if any(before) else ""
    return f"{settings.embedding}:{settings.embedding_model}{marks}"


def prefixes_of(settings: Settings) -> Prefixes:
    """What is put before the texts of the model that the settings name."""
    return prefixes(
        settings.embedding_model, settings.embedding_query_prefix, settings.embedding_passage_prefix
    )


def make_embedder(settings: Settings) -> ForeignEmbedding:
    """The embedding model that the settings name, when it is not the packaged one.

    Raises:
        ModelError: a setting or an optional package is missing, or a local model cannot be loaded.
    """
    if not settings.embedding_model:
        raise ModelError(f"The embedding “{settings.embedding}” needs a model: set embedding_model.")
    makers = {"ollama": _ollama, "huggingface": _hugging_face, "huggingface-onnx": _hugging_face}
    try:
        inner = makers.get(settings.embedding, _openai)(settings)
    except ImportError as error:
        extra = settings.embedding.removesuffix("-onnx")
        raise ModelError(
            f"The embedding “{settings.embedding}” needs its package: pip install “rapporteur[{extra}]”."
        ) from error
    return ForeignEmbedding(inner, name_of(settings), prefixes_of(settings))


def _openai(settings: Settings) -> BaseEmbedding:
    key = settings.embedding_api_key.get_secret_value()
    if settings.embedding == "openai" and not key:
        raise ModelError(
            "The embedding “openai” needs a key: set embedding_api_key (RAPPORTEUR_EMBEDDING_API_KEY)."
        )
    if settings.embedding == "openai-like" and not settings.embedding_base_url:
        raise ModelError("The embedding “openai-like” needs its server's address: set embedding_base_url.")
    from llama_index.embeddings.openai import OpenAIEmbedding

    embedder: BaseEmbedding = OpenAIEmbedding(
        model_name=settings.embedding_model,
        api_base=settings.embedding_base_url or "https://api.openai.com/v1",
        api_key=key or _NO_KEY,
        embed_batch_size=_BATCH,
        max_retries=_RETRIES,
        timeout=settings.embedding_seconds,
    )
    return embedder


def _ollama(settings: Settings) -> BaseEmbedding:
    from llama_index.embeddings.ollama import OllamaEmbedding

    key = settings.embedding_api_key.get_secret_value()
    embedder: BaseEmbedding = OllamaEmbedding(
        model_name=settings.embedding_model,
        base_url=settings.embedding_base_url or OLLAMA_ADDRESS,
        embed_batch_size=_BATCH,
        client_kwargs={
            "timeout": settings.embedding_seconds,
            "headers": {"Authorization": f"Bearer {key}"} if key else {},
        },
    )
    return embedder


def _hugging_face(settings: Settings) -> BaseEmbedding:
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    try:
        embedder: BaseEmbedding = HuggingFaceEmbedding(
            model_name=settings.embedding_model,
            backend="onnx" if settings.embedding == "huggingface-onnx" else "torch",
            embed_batch_size=_BATCH,
            query_instruction="",
            text_instruction="",
            trust_remote_code=False,
            # Pickled weights can run anything when they are loaded.
            model_kwargs={"use_safetensors": True} if settings.embedding == "huggingface" else {},
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"The embedding model “{settings.embedding_model}” cannot be loaded ({_reason(error)}): "
            "set embedding_model to a model that is on this machine or that can be fetched."
        ) from error
    return embedder


def _reason(error: BaseException) -> str:
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status > 0:
        return f"status {status}"
    words: Sequence[str] = str(error).split()
    return " ".join(words)[:200] or type(error).__name__
