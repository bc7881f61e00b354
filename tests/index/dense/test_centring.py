import numpy as np
import pytest

from index.dense.centring import centred_passages, centred_query, version
from index.models.embedding import E5Embedding


def test_vectors_keep_unit_length_in_any_language() -> None:
    vectors = np.eye(384, dtype=np.float32)[:3]
    centred = centred_passages(vectors.tolist(), ["en", "zh", "xx-unknown"])
    assert np.linalg.norm(centred, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert np.linalg.norm(centred_query(vectors[0].tolist(), "fr")) == pytest.approx(1, abs=1e-5)


def test_the_right_passage_in_another_language_beats_a_wrong_one_in_the_same(embedder: E5Embedding) -> None:
    texts = ["The treaty entered into force on 3 May 2008.", "委员会每年举行三次会议，讨论预算问题。"]
    passages = centred_passages(embedder.get_text_embedding_batch(texts), ["en", "zh"])
    question = np.asarray(centred_query(embedder.get_query_embedding("该条约何时生效？"), "zh"))
    assert (passages @ question).argmax() == 0


def test_the_version_is_short_and_stable() -> None:
    assert version() == version()
    assert len(version()) == 8
