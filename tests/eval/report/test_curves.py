from dataclasses import replace

import pytest

from eval.gate.run import Result
from eval.report.chart import curve
from eval.report.curves import area_under, recall_by_depth, risk_coverage
from tests.eval.gate.test_gate import result
from tests.eval.making_cases import abstention, answer, question, unanswerable


def sure(made: Result, confidence: float) -> Result:
    return replace(made, outcome=replace(made.outcome, confidence=confidence))


def test_the_surest_answers_come_first_and_abstentions_are_not_covered() -> None:
    wrong = answer("Peru: “The river floods”")
    results = [
        sure(result(0, wrong), 0.2),
        sure(result(1), 0.9),
        sure(result(2, abstention()), 0.1),
        sure(result(3, answer(), unanswerable(id="q-3")), 0.5),
    ]
    points = risk_coverage(results)
    assert [coverage for coverage, _ in points] == [0.25, 0.5, 0.75]
    assert [risk for _, risk in points] == pytest.approx([0.0, 1 / 2, 2 / 3])
    assert area_under(points) == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)


def test_a_run_that_was_not_asked_how_sure_it_was_has_no_curve() -> None:
    assert risk_coverage([result(0)]) == []
    assert area_under([]) is None


def test_recall_grows_with_depth_and_comparisons_want_every_passage() -> None:
    both = (frozenset({"p1"}), frozenset({"p3"}))
    asked = question(kind="comparison", gold=[{"symbol": "A/1/2", "paragraph": str(i)} for i in (7, 8)])
    ranked = ("p9", "p1", "p2", "p3")
    curve_of = dict(recall_by_depth([result(0, asked=asked, gold=both, retrieved=ranked)]))
    assert (curve_of[1], curve_of[2], curve_of[4]) == (0.0, 0.5, 1.0)


def test_a_curve_is_drawn_and_escapes_its_labels() -> None:
    drawn = str(curve([(0.0, 0.0), (1.0, 1.0)], "<x>", "y"))
    assert drawn.count("<polyline") == 1
    assert "&lt;x&gt;" in drawn
