from hypothesis import given
from hypothesis import strategies as st

from index.ranking.fusion import FOREIGN, fuse, normalised

SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-50, 50), max_size=8)
WEIGHT = st.floats(0, 1)


@given(SCORES)
def test_normalised_scores_keep_their_order_within_bounds(scores: dict[str, float]) -> None:
    found = normalised(scores)
    assert found.keys() == scores.keys()
    assert all(0 <= score <= 1 for score in found.values())
    order = sorted(scores, key=scores.__getitem__)
    assert [found[name] for name in order] == sorted(found.values())


@given(SCORES, SCORES, WEIGHT, st.sets(st.sampled_from("abcdefgh")))
def test_fused_scores_cover_both_sides_in_order(
    dense: dict[str, float], lexical: dict[str, float], weight: float, foreign: set[str]
) -> None:
    fused = fuse(dense, lexical, weight, foreign)
    assert fused.keys() == dense.keys() | lexical.keys()
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
    assert all(0 <= score <= 1 + 1e-9 for score in fused.values())


@given(SCORES, SCORES, WEIGHT)
def test_words_never_cost_a_passage_in_another_language_much(
    dense: dict[str, float], lexical: dict[str, float], weight: float
) -> None:
    fused = fuse(dense, lexical, weight, foreign=set("abcdefgh"))
    for name, meaning in normalised(dense).items():
        assert fused[name] >= FOREIGN * meaning - 1e-9


def test_equal_weight_is_the_mean() -> None:
    assert fuse({"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 2.0}, 1.0) == {"a": 0.5, "b": 0.5}


def test_without_vectors_the_words_decide() -> None:
    assert fuse({}, {"a": 1.0, "b": 3.0}, 0.0) == {"b": 1.0, "a": 0.0}


def test_what_has_no_vector_yet_is_judged_by_its_words() -> None:
    fused = fuse({"a": 0.9, "b": 0.1}, {"b": 1.0, "c": 5.0}, 1.0)
    assert fused["c"] == 1.0


def test_without_weight_the_vectors_decide() -> None:
    assert list(fuse({"a": 0.9, "b": 0.1}, {"b": 5.0}, 0.0)) == ["a", "b"]
