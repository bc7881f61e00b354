"""Learning from strangers' questions."""

import json
from pathlib import Path

import numpy as np

from benchmarks.answers.strangers import Stranger, load, sample
from training.asked import Linear, learned


def line(number: int, file: str, *, answerable: bool = True) -> str:
    fields = {"id": f"q{number}", "q": "Who cut the cable?", "lang": "en", "kind": "who", "file": file}
    told = {"answerable": answerable, "evidence": ["a crab", "in May"] if answerable else []}
    return json.dumps({**fields, **told})


def strangers(folder: Path) -> list[Stranger]:
    path = folder / "questions.jsonl"
    lines = [line(number, f"un/{number % 40}.pdf", answerable=number % 4 > 0) for number in range(200)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(path)


def test_all_questions_over_a_document_are_on_one_side(tmp_path: Path) -> None:
    found = strangers(tmp_path)
    sides: dict[str, set[str]] = {}
    for each in found:
        sides.setdefault(each.file, set()).add(each.part)
    assert all(len(side) == 1 for side in sides.values())
    assert {each.part for each in found} == {"learning", "choosing", "development"}


def test_a_smaller_sample_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    found = strangers(tmp_path)
    few, many = sample(found, "learning", 5, 0), sample(found, "learning", 9, 0)
    assert many[:5] == few
    assert all(each.answerable for each in many)


def test_evidence_may_be_shared_by_passages_whatever_their_spaces(tmp_path: Path) -> None:
    asked = next(each for each in strangers(tmp_path) if each.answerable)
    assert asked.held_by(["It was a\ncrab.", "It came in  May."])
    assert not asked.held_by(["It was a crab."])
    assert asked.touched_by("It was a crab.")


def test_a_model_tells_what_it_learned_in_plain_features() -> None:
    x = np.array([[0.0, 100.0], [1.0, 100.0]] * 20)
    model = learned(x, x[:, 0] > 0, 1.0)
    assert model.of(np.array([[1.0, 100.0]]))[0] > 0.5 > model.of(np.array([[0.0, 100.0]]))[0]


def test_weights_are_written_by_name() -> None:
    assert Linear(np.array([1.23456]), 0.5).named(["rank"]) == {"bias": 0.5, "rank": 1.235}
