import json
from pathlib import Path

import pytest

from errors import RapporteurError
from eval.authoring.candidate import candidate, cited, gold_of, next_id, referred
from eval.cases.goldmarks import Goldmarks
from eval.cases.questions import split_of
from ingest.document import Reading
from ingest.register import Register
from tests.eval.making_cases import DOCUMENT, PASSAGE, answer, passage

TWIN = passage(
    id="p2", ordinal=1, paragraph="8", text="The river floods “every second” year. Chile did not ask."
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    register = Register(tmp_path / "register.sqlite")
    register.record("/a/water.pdf", Reading(document=DOCUMENT, passages=(PASSAGE, TWIN)), "1")
    return register


def test_a_candidate_names_its_passage_by_words_that_no_twin_has(register: Register) -> None:
    gold = gold_of(TWIN, register)
    assert (gold.symbol, gold.paragraph, gold.speaker) == ("A/RES/99/1", "8", "Peru")
    assert gold.anchor is not None
    assert Goldmarks(register).passages(gold) == {"p2"}


def test_a_candidate_is_never_taken_as_it_is(register: Register) -> None:
    proposed = candidate("How many dams did Peru ask for?", [PASSAGE], register, "corpus-900")
    assert (proposed.status, proposed.split) == ("answered", split_of("corpus-900"))
    (problem,) = Goldmarks(register).problems(proposed)
    assert "nobody has reviewed it" in str(problem)


def test_without_a_passage_it_must_not_be_answered(register: Register) -> None:
    proposed = candidate("What did Chile pay?", [], register, "corpus-900")
    assert (proposed.kind, proposed.status) == ("unanswerable", "not_found")


def test_passages_come_from_a_reference_or_a_kept_answer(register: Register, tmp_path: Path) -> None:
    assert [found.id for found in referred("A/RES/99/1, para. 8", register)] == ["p2"]
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps({"q": "What did Peru ask for?", **answer()}), encoding="utf-8")
    assert cited(kept, register) == ("What did Peru ask for?", [PASSAGE])


@pytest.mark.parametrize("reference", ["A/RES/99/1", "A/RES/99/1, para. 70", "A/RES/44/1, para. 1"])
def test_a_reference_must_lead_to_a_passage(register: Register, reference: str) -> None:
    with pytest.raises(RapporteurError):
        referred(reference, register)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"citations": [{"n": 1}]}', '{"citations": [{"passage_id": "gone"}]}']
)
def test_what_is_no_answer_is_refused(register: Register, tmp_path: Path, text: str) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(text, encoding="utf-8")
    with pytest.raises(RapporteurError):
        cited(kept, register)


def test_the_next_id_follows_the_last_of_its_set() -> None:
    assert next_id("corpus", ["corpus-009", "corpus-124", "starter-500"]) == "corpus-125"
    assert next_id("mine", []) == "mine-001"
