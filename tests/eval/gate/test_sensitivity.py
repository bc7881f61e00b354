"""Every way of breaking the system, tried on an answer and a ranking of our own."""

from dataclasses import replace

import pytest

from eval.gate.breaks import BREAKS
from eval.gate.sensitivity import UNCHANGED, Finding
from eval.metrics import measure
from index.hit import Hit
from tests.eval.making_cases import DOCUMENT, answer, case, passage

HITS = [
    Hit(passage=passage(id=f"p{i}", speaker=name), document=DOCUMENT, score=1 - i / 10, dense=d, lexical=1.0)
    for i, (name, d) in enumerate([("Peru", 0.9), ("Chile", None), ("Cuba", 0.8), (None, 0.7)])
]
BY_NAME = {broken.name: broken for broken in BREAKS}


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_each_break_changes_something(broken: object) -> None:
    told = answer()
    changed = (
        broken.hits(list(HITS)) != HITS  # type: ignore[attr-defined]
        or broken.told(told) != told  # type: ignore[attr-defined]
        or broken.settings is not None  # type: ignore[attr-defined]
    )
    assert changed or broken.name in {  # type: ignore[attr-defined]
        "the oldest document preferred",  # all hits are of one document here
        "last year’s resolution preferred",  # the same
        "no dense index",  # all hits are lexical, in this order
        "citations in the wrong order",  # there is one citation here
        "citations on abstentions",  # this is an answer
    }


def test_shuffled_speakers_are_others_and_nobody_stays_nobody() -> None:
    speakers = [hit.passage.speaker for hit in BY_NAME["shuffled speakers"].hits(list(HITS))]
    assert speakers == ["Chile", "Cuba", "Peru", None]


def test_last_years_resolution_comes_just_before_the_years_that_repeat_it() -> None:
    def hit(document: str, title: str, year: int) -> Hit:
        told = replace(DOCUMENT, id=document, title=title, date=f"{year}-01-01")
        return Hit(passage=passage(id=f"{document}-{year}"), document=told, score=1.0)

    ranked = [hit("new", "Nets", 2044), hit("other", "Dams", 2020), hit("old", "Nets", 2042)]
    turned = BY_NAME["last year’s resolution preferred"].hits(ranked)
    assert [told.document.id for told in turned] == ["old", "new", "other"]


@pytest.mark.parametrize(
    ("changed", "caught", "name", "erred"),
    [
        (3, (), "no dense index", True),
        (3, ("answers (drop)",), "no dense index", False),
        (0, (), "no dense index", False),
        (0, ("answers (drop)",), UNCHANGED, True),
        (0, (), UNCHANGED, False),
    ],
)
def test_the_gate_errs_by_blindness_and_by_false_alarm(
    changed: int, caught: tuple[str, ...], name: str, erred: bool
) -> None:
    assert Finding(name=name, caught_by=caught, asked=9, changed=changed).erred is erred


@pytest.mark.parametrize(
    ("name", "metric"),
    [
        ("one word of each quotation changed", "quotations_verbatim"),
        ("citations to passages that do not exist", "citations_exist"),
        ("always abstains", "answers"),
    ],
)
def test_the_metric_meant_for_it_sees_it(name: str, metric: str) -> None:
    assert measure(case())[metric] == 1.0
    assert measure(case(BY_NAME[name].told(answer())))[metric] == 0.0
