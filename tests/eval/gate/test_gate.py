from pathlib import Path

import pytest

from errors import RapporteurError
from eval.gate import baseline
from eval.gate.gate import Verdict, judge, rules
from eval.gate.run import Result, Run
from eval.gate.run_comparison import changes, flips, slice_changes, values_of
from eval.metrics import measure
from tests.eval.making_cases import abstention, answer, case, question, unanswerable


def result(
    number: int, told: dict[str, object] | None = None, asked: object = None, **changes: object
) -> Result:
    given = asked or question(id=f"q-{number}")
    made = case(told, question=given, **changes)
    return Result(question=made.question, outcome=made.outcome, values=measure(made), gold=made.gold)


def run_of(*results: Result, **changes: object) -> Run:
    return Run(about={"mode": "fast"}, results=results, **changes)  # type: ignore[arg-type]


GOOD = run_of(*(result(i, retrieved=("p1",)) for i in range(30)))
ACCEPTED = baseline.of(GOOD, "a good system")


def broken(verdict: Verdict) -> set[tuple[str, str]]:
    return {(check.rule, check.sort) for check in verdict.broken}


def test_a_good_run_passes_with_and_without_a_baseline() -> None:
    assert judge(GOOD, ACCEPTED, rules()).passed
    assert judge(GOOD, None, rules()).passed


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (answer("**Peru** (A/RES/99/1): “Peru asked for 12 old dams.”"), "quotations_verbatim"),
        (answer("**Chile** (A/RES/99/1): “Peru asked for 12 new dams.”"), "speakers_right"),
        (abstention() | {"citations": answer()["citations"]}, "abstains_bare"),
        (abstention("error"), "no_error"),
    ],
)
def test_one_broken_promise_fails_the_gate_and_names_the_question(told: dict[str, object], rule: str) -> None:
    verdict = judge(run_of(*GOOD.results[:-1], result(29, told)), None, rules())
    assert [check.questions for check in verdict.broken if check.rule == rule] == [("q-29",)]


def test_an_invented_citation_fails_the_gate() -> None:
    verdict = judge(run_of(*GOOD.results[:-1], result(29, passages={})), ACCEPTED, rules())
    assert ("citations_exist", "hard") in broken(verdict)


def test_gold_that_the_register_lost_fails_the_gate() -> None:
    verdict = judge(run_of(*GOOD.results, problems=("q-3: gone",)), ACCEPTED, rules())
    assert [check.questions for check in verdict.broken] == [("q-3",)]


def test_one_flip_is_no_regression_but_ten_are() -> None:
    wrong = answer("**Peru** (A/RES/99/1): “The river floods”")
    one = run_of(*GOOD.results[1:], result(0, wrong))
    ten = run_of(*GOOD.results[10:], *(result(i, wrong) for i in range(10)))
    assert judge(one, ACCEPTED, rules()).passed
    assert broken(judge(ten, ACCEPTED, rules())) >= {("facts_found", "drop")}


def test_a_reworded_question_is_not_compared() -> None:
    reworded = run_of(result(0, abstention(), question(id="q-0", q="What did Peru want?")))
    assert ACCEPTED.comparable(reworded) == {}


def test_baseline_is_written_with_a_reason_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert baseline.read("fast", path) is None
    with pytest.raises(RapporteurError, match="Say in a sentence why"):
        baseline.accept(GOOD, "fast", "because", path)
    baseline.accept(GOOD, "fast", "the first figures", path)
    baseline.accept(GOOD, "full", "the first figures", path)
    read = baseline.read("fast", path)
    assert read is not None
    assert read.values == values_of(GOOD.results)
    assert judge(GOOD, read, rules()).passed


def test_the_committed_baseline_can_be_read() -> None:
    for mode in ("fast", "full"):
        baseline.read(mode)


def test_changes_pair_the_same_questions() -> None:
    new = run_of(result(0, abstention()), result(99))
    (found,) = (
        c for c in changes(values_of(GOOD.results), values_of(new.results)) if c.metric == "facts_found"
    )
    assert (found.base, found.new, found.delta.n) == (1.0, 0.0, 1)


def test_slices_correct_for_their_number() -> None:
    old = [result(i, asked=question(id=f"q-{i}", language=("en", "fr")[i % 2])) for i in range(20)]
    new = [result(i, abstention(), old[i].question) for i in range(20)]
    found = slice_changes(old, new, "language", "facts_found")
    assert [change.where for change in found] == ["language: en", "language: fr"]
    assert all(change.p == pytest.approx(2 * 2 / 2**10) for change in found)


def test_flips_name_the_questions() -> None:
    asked = unanswerable(id="u-1")
    base = run_of(result(0), result(1, abstention(), asked))
    new = run_of(result(0), result(1, answer(), asked))
    assert {(flip.metric, flip.new.id) for flip in flips(base, new)} == {
        ("abstains", "u-1"),
        ("status_right", "u-1"),
    }
