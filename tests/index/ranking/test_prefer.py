from hypothesis import given
from hypothesis import strategies as st

from index.ranking.prefer import lifted, without_copies

SCORES = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1), max_size=6)
CALL = "Calls upon all States to respect the right to privacy in digital communication"


@given(SCORES, st.lists(st.tuples(st.floats(0, 1), st.sets(st.sampled_from("abcdef"))), max_size=3))
def test_lifted_scores_stay_in_bounds_and_order(
    scores: dict[str, float], named: list[tuple[float, set[str]]]
) -> None:
    found = lifted(scores, named)
    assert found.keys() == scores.keys()
    assert all(0 <= score <= 1 + 1e-9 for score in found.values())
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_what_is_named_overtakes_what_is_a_little_better() -> None:
    assert next(iter(lifted({"a": 0.9, "b": 0.8}, [(0.2, {"b"})]))) == "b"


def test_copies_of_a_better_passage_step_back() -> None:
    texts = {"2021": CALL.split(), "2022": CALL.split()[1:], "other": ["requests", "the", "report"]}
    found = without_copies({"2021": 0.9, "2022": 0.89, "other": 0.6}, texts)
    assert list(found) == ["2021", "other", "2022"]


def test_empty_passages_are_no_copies_of_each_other() -> None:
    assert without_copies({"a": 0.5, "b": 0.4}, {"a": [], "b": []}) == {"a": 0.5, "b": 0.4}
