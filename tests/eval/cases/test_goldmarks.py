from dataclasses import replace
from pathlib import Path

import pytest

from eval.cases.goldmarks import Goldmarks
from eval.cases.questions import Gold
from ingest.document import Reading
from ingest.register import Register
from tests.eval.making_cases import DOCUMENT, PASSAGE, passage, question, unanswerable


@pytest.fixture
def marks(tmp_path: Path) -> Goldmarks:
    register = Register(tmp_path / "register.sqlite")
    annexed = passage(id="p2", ordinal=1, section=("Annex",), text="Chile asked for nets.", speaker="Chile")
    part = passage(id="p3", ordinal=2, paragraph="7 (a)", text="Nets of hemp;")
    register.record("/a/water.pdf", Reading(document=DOCUMENT, passages=(PASSAGE, annexed, part)), "1")
    nameless = replace(DOCUMENT, id="d2", content_hash="1" * 64, symbols=())
    moved = passage(id="p4", document_id="d2")
    register.record("/a/RL-07_rivers.pdf", Reading(document=nameless, passages=(moved,)), "1")
    return Goldmarks(register)


@pytest.mark.parametrize(
    ("gold", "ids"),
    [
        ({"paragraph": "7"}, {"p1", "p2", "p3"}),
        ({"paragraph": "7 (a)"}, {"p3"}),
        ({"anchor": "peru asked for 12"}, {"p1"}),
        ({"paragraph": "7", "anchor": "Peru asked for 12"}, {"p1", "p3"}),
        ({"anchor": "nobody said this"}, set()),
    ],
)
def test_a_gold_passage_is_found_by_paragraph_and_anchor(
    marks: Goldmarks, gold: dict[str, str], ids: set[str]
) -> None:
    assert marks.passages(Gold(symbol="A/RES/99/1", **gold)) == ids


@pytest.mark.parametrize("name", ["RL-07", "RL-07_rivers"])
def test_a_document_without_symbol_goes_by_its_file(marks: Goldmarks, name: str) -> None:
    assert marks.passages(Gold(symbol=name, paragraph="7")) == {"p4"}


@pytest.mark.parametrize(
    ("gold", "reason"),
    [
        ({"paragraph": "9"}, "no such paragraph"),
        ({"paragraph": "7 (a)", "anchor": "12 new dams"}, "does not stand there"),
        ({"paragraph": "7", "anchor": "12 new dams", "speaker": "Chile"}, "the speaker is Peru, not Chile"),
    ],
)
def test_what_is_not_as_claimed_is_told(marks: Goldmarks, gold: dict[str, str], reason: str) -> None:
    (problem,) = marks.problems(question(gold=[{"symbol": "A/RES/99/1", **gold}]))
    assert reason in str(problem)


def test_alternatives_do_without_an_absent_document_and_comparisons_do_not(marks: Goldmarks) -> None:
    gold = [{"symbol": "A/RES/99/1", "paragraph": "7"}, {"symbol": "A/RES/99/2", "paragraph": "7"}]
    assert marks.missing(question(gold=gold)) == []
    assert marks.missing(question(gold=gold, kind="comparison")) == ["A/RES/99/2"]
    assert marks.problems(question(gold=gold)) == []


def test_a_translation_counts_as_the_place_it_translates(marks: Goldmarks) -> None:
    here = {"symbol": "A/RES/99/1", "anchor": "Peru asked for 12"}
    asked = question(
        kind="comparison", gold=[here | {"alternatives": [{"symbol": "RL-07", "paragraph": "7"}]}]
    )
    assert marks.passages(asked.gold[0]) == {"p1", "p4"}
    assert marks.problems(asked) == []


def test_an_alternative_is_checked_and_stands_in_for_an_absent_document(marks: Goldmarks) -> None:
    absent = {"symbol": "A/RES/99/2", "paragraph": "7"}
    asked = question(
        kind="comparison", gold=[absent | {"alternatives": [{"symbol": "RL-07", "paragraph": "99"}]}]
    )
    assert marks.missing(asked) == []
    assert "no such paragraph" in str(marks.problems(asked)[0])


def test_a_question_is_not_asked_without_the_documents_that_tempt_to_answer(marks: Goldmarks) -> None:
    assert marks.missing(unanswerable(needs=["A/RES/99/1"])) == []
    assert marks.missing(unanswerable(needs=["A/RES/99/2"])) == ["A/RES/99/2"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"facts": [["13 dams"]]}, "“13 dams” stands in no gold passage"),
        ({"not_facts": ["12 new dams"]}, "“12 new dams” must not be said, but stands in a gold passage"),
    ],
)
def test_facts_stand_in_the_gold_passages_and_neighbours_do_not(
    marks: Goldmarks, changes: dict[str, list[str]], reason: str
) -> None:
    gold = [{"symbol": "A/RES/99/1", "anchor": "Peru asked for 12"}]
    (problem,) = marks.problems(question(gold=gold, **changes))
    assert reason in str(problem)
    assert marks.problems(question(gold=gold, facts=[["Report on rivers"], ["7"]])) == []
