import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from errors import RapporteurError
from eval.authoring.coverage import coverage
from eval.cases.questions import FOLDER, Question, in_split, load, sets, split_of

SCHEMA = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
LINE = '{"id": "a-1", "q": "When?", "language": "en", "kind": "date", "status": "answered", "split": "dev", "gold": [%s]}'


def test_the_schema_is_that_of_the_questions() -> None:
    assert Question.model_json_schema() == SCHEMA


@pytest.mark.parametrize("path", sets(), ids=lambda path: path.stem)
def test_sets_keep_the_schema(path: Path) -> None:
    validator = Draft202012Validator(SCHEMA)
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not list(validator.iter_errors(json.loads(line))), line


def test_all_sets_load_together_and_are_split_for_good() -> None:
    questions = load(sets())
    assert len(in_split(questions, "dev")) + len(in_split(questions, "test")) == len(questions)
    assert all(len(rows) > 1 for rows in coverage(questions).values())


def test_the_sets_are_as_large_and_as_mixed_as_a_release_needs() -> None:
    questions = load(sets())
    counted = {
        name: {key: sum(counts) for key, counts in rows.items()} for name, rows in coverage(questions).items()
    }
    assert sum(question.id.startswith("starter-") for question in questions) >= 150
    assert sum(not question.id.startswith("starter-") for question in questions) >= 400
    assert counted["category"]["near-copy year"] >= 60
    assert counted["kind"]["position"] >= 60
    assert counted["kind"]["unanswerable"] >= 70
    assert counted["kind"]["comparison"] >= 30
    assert sum(count for language, count in counted["language"].items() if language != "en") >= 80
    assert sum(bool(question.history) for question in questions) >= 30
    assert len(counted["category"]) >= 28


def test_a_question_goes_to_its_half_by_its_id() -> None:
    """The first 300 were split by hand; every later one goes by the rule."""
    by_hand = re.compile(r"(corpus|ge005)-\d+|starter-([0-8]\d|90)")
    later = [question for question in load(sets()) if not by_hand.fullmatch(question.id)]
    assert later
    assert all(question.split == split_of(question.id) for question in later)


@pytest.mark.parametrize(
    ("gold", "reason"),
    [
        ("", "exactly when it can be answered"),
        ('{"symbol": "A/1/2"}', "needs a paragraph or an anchor"),
        ('{"symbol": "A/1/2", "anchor": "%s"}' % ("word " * 13), "at most 12 words"),
        ('{"symbol": "A/1/2", "page": 3}', "not permitted"),
    ],
)
def test_a_bad_question_is_named_with_its_line(tmp_path: Path, gold: str, reason: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(LINE % gold, encoding="utf-8")
    with pytest.raises(RapporteurError, match=rf"bad\.jsonl, line 1.*{reason}"):
        load([path])


def test_ids_are_unique(tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text(f"{LINE}\n{LINE}" % (('{"symbol": "A/1/2", "paragraph": "1"}',) * 2), encoding="utf-8")
    with pytest.raises(RapporteurError, match="“a-1” comes twice"):
        load([path])
