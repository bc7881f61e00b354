from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from errors import RapporteurError
from eval.gate import store
from eval.gate.gate import judge, rules
from eval.gate.run import Skipped
from eval.gate.run_comparison import flips
from eval.report import report
from eval.report.diagnosis import diagnosis
from tests.eval.gate.test_gate import ACCEPTED, GOOD, result, run_of
from tests.eval.making_cases import abstention, answer, question, unanswerable

HOSTILE = "<script>alert(1)</script> & “quotes”"
BAD = run_of(
    result(0, answer("Peru: “The river floods”")),
    result(1, asked=question(id="q-1", q=HOSTILE), retrieved=(), gold=(frozenset({"p7"}),)),
    result(2, answer(), unanswerable(id="q-2", note=HOSTILE)),
    skipped=(Skipped(id="q-9", reason="not in the library: A/1/2"),),
)


def test_the_page_opens_anywhere_and_runs_nothing(tmp_path: Path) -> None:
    written = report.write(BAD, judge(BAD, ACCEPTED, rules()), ACCEPTED, tmp_path)
    page = written.read_text(encoding="utf-8")
    assert (
        page.index("Failed.") < page.index("Figures") < page.index("What went wrong") < page.index("Slices")
    )
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http://" not in page
    assert "https://" not in page


def test_a_passing_page_says_so(tmp_path: Path) -> None:
    written = report.write(GOOD, judge(GOOD, None, rules()), None, tmp_path)
    assert "Every rule of the gate is kept" in written.read_text(encoding="utf-8")


def test_junit_counts_failures_and_skips(tmp_path: Path) -> None:
    report.write(BAD, judge(BAD, None, rules()), None, tmp_path)
    suite = ET.parse(tmp_path / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("4", "3", "1")


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        (result(0), ""),
        (result(0, answer("Peru: “The river floods”")), "wrong span"),
        (result(0, retrieved=(), gold=(frozenset({"p7"}),)), "not retrieved"),
        (result(0, retrieved=("p7",), gold=(frozenset({"p7"}),)), "retrieved but not chosen"),
        (result(0, abstention()), "false refusal"),
        (result(0, answer(), unanswerable()), "should have refused"),
        (result(0, abstention("refused"), unanswerable()), "abstained, but not as “not_found”"),
        (result(0, answer("Chile: “Peru asked”")), "wrong speaker"),
    ],
)
def test_diagnosis(made: object, wrong: str) -> None:
    assert diagnosis(made) == wrong  # type: ignore[arg-type]


def test_a_stored_run_comes_back_and_compares(tmp_path: Path) -> None:
    back = store.load(store.save(BAD, tmp_path))
    assert back == BAD
    told = report.comparison(run_of(*GOOD.results[:3]), back, flips(GOOD, back))
    assert "q-0 (facts_found 1.00 → 0.00)" in told


def test_a_file_that_is_no_run_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RapporteurError, match=r"x\.json cannot be read as a run"):
        store.load(path)
