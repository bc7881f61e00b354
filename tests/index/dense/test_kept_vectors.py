"""Vectors kept for a filter: exact, bounded, and never half of them."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.dense.kept_vectors import Floats, Held, KeptVectors

VECTORS: dict[str, Floats] = {f"p{n}": np.eye(4, dtype=np.float32)[n] for n in range(4)}


def test_the_nearest_come_first_and_ties_by_id() -> None:
    held = Held(["b", "a", "c"], np.array([[1, 0], [1, 0], [0, 1]], np.float32))
    assert list(held.nearest([1.0, 0.0], 1)) == ["a"]
    assert held.nearest([1.0, 0.0], 5) == {"a": 1.0, "b": 1.0, "c": 0.0}
    assert held.cosines([0.0, 1.0]) == {"b": 0.0, "a": 0.0, "c": 1.0}


def test_what_is_still_being_embedded_is_not_kept() -> None:
    kept = KeptVectors(_known)
    assert len(kept.fetched(("1", ("p0", "x")), ["p0", "x"]) or ()) == 1
    assert kept.get(("1", ("p0", "x"))) is None
    assert kept.fetched(("1", ("x",)), ["x"]) is None


def test_the_oldest_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.dense.kept_vectors._MOST", 3)
    kept = KeptVectors(_known)
    kept.fetched(("1", ("a",)), ["p0", "p1"])
    kept.fetched(("1", ("b",)), ["p2", "p3"])
    assert kept.get(("1", ("a",))) is None
    assert kept.get(("1", ("b",))) is not None


def _known(ids: Sequence[str]) -> dict[str, Floats]:
    return {name: VECTORS[name] for name in ids if name in VECTORS}
