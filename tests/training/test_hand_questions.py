"""Questions by hand find the passages that answer them by words, whatever their ids."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ingest.register import Register
from training.hand_questions import load, part_of

KEEPERS = "The keepers of the lamps are paid in oil on the first day of every month by the harbour office."
COPY = KEEPERS.replace("every month", "each month")
QUOTED = "As was said, the keepers of the lamps are paid in oil, which nobody likes."
OTHER = "The harbour was closed to ships after the flood of 1931."


def register(**texts: str) -> Register:
    passages = [SimpleNamespace(id=name, text=text) for name, text in texts.items()]
    return cast(
        Register,
        SimpleNamespace(
            sources=lambda: [("/x/corpus/un/a.pdf", "d")],
            documents=lambda: [SimpleNamespace(id="d")],
            document_passages=lambda _: passages,
        ),
    )


def question(tmp_path: Path, evidence: Sequence[str], **more: Any) -> Any:
    row = {
        "id": "1",
        "q": "How are they paid?",
        "lang": "en",
        "kind": "how",
        "names_document": False,
        "answerable": True,
        "file": "un/a.pdf",
        "passage_text": KEEPERS,
        "evidence": list(evidence),
    }
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(row | more) + "\n", encoding="utf-8")
    found = load(path, register(own=KEEPERS, copy=COPY, quoted=QUOTED, other=OTHER))
    return found[0] if found else None


def test_what_holds_the_evidence_is_right_and_a_near_copy_is_no_wrong_answer(tmp_path: Path) -> None:
    found = question(tmp_path, ["keepers of the lamps are paid in oil"])
    assert found.own == ("own",)
    assert found.right == {"own", "copy", "quoted"}
    assert found.copies >= found.right
    assert "other" not in found.copies


def test_few_words_tell_only_in_near_copies(tmp_path: Path) -> None:
    assert question(tmp_path, ["in oil"]).right == {"own", "copy"}


def test_what_its_passage_does_not_answer_has_no_right_passage(tmp_path: Path) -> None:
    found = question(tmp_path, [], answerable=False)
    assert not found.right
    assert found.copies == {"own", "copy"}


def test_a_question_over_a_document_that_is_not_here_is_left_out(tmp_path: Path) -> None:
    assert question(tmp_path, ["in oil"], file="un/b.pdf") is None


@pytest.mark.parametrize("part", ["teaching", "choosing", "judging"])
def test_each_part_has_its_share_of_the_documents(part: str) -> None:
    share = sum(part_of(f"un/pdf/{n}.pdf") == part for n in range(2000)) / 2000
    assert share == pytest.approx({"teaching": 0.7, "choosing": 0.1, "judging": 0.2}[part], abs=0.03)
