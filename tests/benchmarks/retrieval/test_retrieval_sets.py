import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.retrieval.retrieval_sets import scores


def test_alternatives_count_once() -> None:
    found = scores(["x", "b", "a"], [frozenset("a"), frozenset("b")], every=False)
    assert (found["recall@1"], found["recall@5"], found["MRR"]) == (0, 1, 0.5)


def test_where_each_is_wanted_recall_is_of_as_many_as_fit() -> None:
    found = scores(["a", "x", "y", "z", "w", "b"], [frozenset("a"), frozenset("b")], every=True)
    assert (found["recall@1"], found["recall@5"], found["recall@10"]) == (1, 0.5, 1)
    assert 0 < found["nDCG@10"] < 1


def test_a_perfect_ranking_has_one_everywhere() -> None:
    found = scores(["a", "b"], [frozenset("a"), frozenset("b")], every=True)
    assert list(found.values()) == pytest.approx([1.0] * len(found))


@given(st.lists(st.sampled_from("abcdefg"), unique=True), st.booleans())
def test_figures_are_shares(ranking: list[str], every: bool) -> None:
    found = scores(ranking, [frozenset("ab"), frozenset("c")], every=every)
    assert all(0 <= value <= 1 + 1e-9 for value in found.values())
