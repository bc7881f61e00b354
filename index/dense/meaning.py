"""Vectors of questions and passages as the vector index compares them, whichever model makes them."""

from collections.abc import Sequence

import numpy as np

from index.dense.centring import Floats, centred_passages, centred_query
from index.dense.question_side import turned
from index.models.embedder import Embedder, is_packaged


def query_vector(embedder: Embedder, text: str, language: str) -> list[float]:
    """The vector of a question; for the packaged model turned towards what answers.

    Args:
        embedder: The model.
        text: The question.
        language: BCP 47 code.
    """
    vector = centred_vector(embedder, text, language)
    return turned(vector) if is_packaged(embedder) else vector


def centred_vector(embedder: Embedder, text: str, language: str) -> list[float]:
    """The vector of a question as the model gives it; of the packaged model without what its language adds."""
    vector = embedder.get_query_embedding(text)
    return centred_query(vector, language) if is_packaged(embedder) else vector


def passage_vectors(embedder: Embedder, texts: Sequence[str], languages: Sequence[str]) -> Floats:
    """Vectors of passages, shape (texts, dimension); see ``query_vector``."""
    vectors = embedder.get_text_embedding_batch(list(texts))
    if not is_packaged(embedder):
        return np.asarray(vectors, np.float32)
    return centred_passages(vectors, languages)
