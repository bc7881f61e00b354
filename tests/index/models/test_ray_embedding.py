"""Vectors made on a real local Ray cluster are those made here."""

import pytest


@pytest.mark.slow
def test_the_vectors_are_the_same(settings, embedder):
    ray = pytest.importorskip("ray", reason="Ray is not installed (extra “ray”)")
    from index.models.ray_embedding import RayEmbedding

    texts = [f"Lamp number {number} is lit." for number in range(70)]
    try:
        on_ray = RayEmbedding(settings.model_copy(update={"ray": "local", "workers": 2}))
        assert on_ray.get_text_embedding_batch(texts) == embedder.get_text_embedding_batch(texts)
    finally:
        ray.shutdown()
