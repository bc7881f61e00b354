import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from errors import RapporteurError
from eval.coverage import coverage
from eval.questions import FOLDER, Question, in_split, load, sets

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
