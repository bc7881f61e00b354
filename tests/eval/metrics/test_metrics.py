import pytest

from eval.cases.typography import says
from eval.metrics import METRICS, measure
from eval.metrics.abstention import abstains, answers, status_right
from eval.metrics.citations import (
    abstains_bare,
    citation_precision,
    citation_recall,
    citations_exist,
    right_passage,
)
from eval.metrics.facts import facts_found, neighbours_absent
from eval.metrics.faithful import names_faithful, numbers_faithful
from eval.metrics.quotations import frame, quotations_verbatim, quoted
from eval.metrics.retrieval import ndcg_at_10, recall_at_1, recall_at_5, reciprocal_rank
from eval.metrics.speakers import speakers_right
from tests.eval.making_cases import abstention, answer, case, passage, question, unanswerable


def test_a_right_answer_scores_one_wherever_a_metric_applies() -> None:
    values = measure(case(retrieved=("p1",)))
    assert set(values.values()) == {1.0}
    assert "abstains" not in values


def test_every_metric_says_what_it_measures() -> None:
    assert all(metric.definition.endswith(".") for metric in METRICS)


@pytest.mark.parametrize("number", ["13 new dams", "112 new dams"])
def test_facts_are_whole_words(number: str) -> None:
    told = answer(f"Peru: {number}")
    assert facts_found(case(told)) == 0.0


def test_an_abstention_finds_no_facts() -> None:
    assert facts_found(case(abstention())) == 0.0


def test_neighbours_words_count_against_an_answer() -> None:
    asked = question(not_facts=["Chile"])
    assert neighbours_absent(case(question=asked)) == 1.0
    assert neighbours_absent(case(answer("Chile: “12 new dams”"), question=asked)) == 0.0


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("Peru: “Peru asked for 12 new dams.”", 1.0),
        ("Peru: “The river floods […] Peru asked”", 1.0),
        ("Peru: “The river floods “every second” year.”", 1.0),
        ("Peru: “Peru asked for 12 old dams.”", 0.0),
        ("Peru: “Peru asked for 2 new dams.”", 0.0),
        ("Peru: “peru asked for 12 new dams.”", 0.0),
        ("Peru: “Peru asked […] The river floods”", 0.0),
        ("“Report on rivers”, para. 7: “Peru asked”", 1.0),
    ],
)
def test_quotations_are_looked_up_in_the_register(text: str, verbatim: float) -> None:
    assert quotations_verbatim(case(answer(text))) == verbatim


def test_a_quote_that_the_register_has_otherwise_is_not_verbatim() -> None:
    changed = passage(text="Peru asked for 13 new dams.")
    assert quotations_verbatim(case(passages={"p1": changed})) == 0.0


def test_quotations_and_frame() -> None:
    text = "Peru: “floods “every second” year” and «dams»"
    assert quoted(text) == ["floods “every second” year", "dams"]
    assert "floods" not in frame(text)
    assert "Peru" in frame(text)


def test_words_in_another_mouth_are_seen() -> None:
    assert speakers_right(case(answer("**Chile** (A/RES/99/1): “Peru asked for 12 new dams.”"))) == 0.0
    assert speakers_right(case(passages={"p1": passage(speaker="Chile")})) == 0.0
    assert (
        speakers_right(case(question=question(gold=[{"symbol": "x", "paragraph": "7", "speaker": "Chile"}])))
        == 0.0
    )


def test_an_answering_word_before_the_dash_attributes_nothing() -> None:
    assert (
        speakers_right(case(answer("**Chile** — **Peru** (A/RES/99/1): “Peru asked for 12 new dams.”")))
        == 1.0
    )


@pytest.mark.parametrize("changed", [{"paragraph": "8"}, {"pages": (4,)}, {"section": ("Fire",)}])
def test_a_reference_the_register_has_otherwise_is_invented(changed: dict[str, object]) -> None:
    assert citations_exist(case()) == 1.0
    assert citations_exist(case(passages={"p1": passage(**changed)})) == 0.0
    assert citations_exist(case(passages={})) == 0.0


def test_right_passage() -> None:
    assert right_passage(case()) == 1.0
    assert right_passage(case(gold=(frozenset({"p2"}),))) == 0.0
    both = question(
        kind="comparison", gold=[{"symbol": "x", "paragraph": "7"}, {"symbol": "x", "paragraph": "8"}]
    )
    assert right_passage(case(question=both, gold=(frozenset({"p1"}), frozenset({"p2"})))) == 0.5


def test_citations_support_what_is_said() -> None:
    assert citation_recall(case()) == citation_precision(case()) == 1.0
    numbered = answer("In 1999 Peru: “Peru asked for 12 new dams.”")
    assert citation_recall(case(numbered)) == citation_precision(case(numbered)) == 0.0


def test_abstentions_carry_nothing() -> None:
    assert abstains_bare(case(abstention())) == 1.0
    assert abstains_bare(case(abstention() | {"citations": answer()["citations"]})) == 0.0
    assert abstains_bare(case()) is None


def test_numbers_and_names_come_from_the_sources() -> None:
    assert numbers_faithful(case(answer("It asked for 14 dams"))) == 0.0
    assert names_faithful(case(answer("It asked Brazil for 12 dams"))) == 0.0
    assert names_faithful(case()) == numbers_faithful(case()) == 1.0


def test_refused_hedged_answered() -> None:
    asked = unanswerable()
    assert abstains(case(abstention(), question=asked)) == 1.0
    assert abstains(case(answer("The documents do not say; dams"), question=asked)) == 0.5
    assert abstains(case(question=asked)) == 0.0
    assert answers(case(abstention())) == 0.0
    assert status_right(case(abstention("refused"), question=asked)) == 0.0


def test_retrieval() -> None:
    found = case(retrieved=("p9", "p1"))
    assert (recall_at_1(found), recall_at_5(found), reciprocal_rank(found)) == (0.0, 1.0, 0.5)
    assert ndcg_at_10(found) == pytest.approx(0.6309, abs=1e-4)
    assert reciprocal_rank(case(retrieved=())) == ndcg_at_10(case(retrieved=())) == 0.0


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("参加者超过11 000人。", "11 000", True),
        ("京都Kyoto会议", "kyoto", True),
        ("111 000 people", "11 000", False),
        ("in 2019.", "2019", True),
    ],
)
def test_whole_words_are_found_also_where_a_language_has_no_spaces(
    text: str, words: str, found: bool
) -> None:
    assert says(text, words) is found
