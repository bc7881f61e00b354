import numpy as np
import pytest

from index.dense.question_side import turned


def test_a_turned_vector_has_unit_length_and_stays_near_what_it_was() -> None:
    chance = np.random.default_rng(7)
    vectors = chance.normal(size=(20, 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = np.array([turned(vector.tolist()) for vector in vectors])
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(20), abs=1e-5)
    assert ((found * vectors).sum(axis=1) > 0.5).all()
    assert turned(vectors[0].tolist()) == found[0].tolist()
