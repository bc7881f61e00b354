"""How all States voted."""

from dataclasses import replace
from pathlib import Path

import pytest

from answer.question.question import understand
from answer.settle.votes import recorded
from index.hit import Hit
from ingest.document import Reading
from ingest.register import Register
from tests.answer.making import document, passage

RECORD = document("A/99/PV.1", kind="verbatim_record")
PASSAGES = tuple(
    passage(text, RECORD, ordinal=i, section=(f"Draft resolution (A/99/L.{number})",))
    for i, (number, text) in enumerate(
        [
            (4, "In favour: Cuba, Spain\nAgainst: Peru"),
            (4, "Abstaining: Chad, Fiji\nDraft resolution A/99/L.4 was adopted by 2 votes to 1."),
            (5, "In favour: Peru\nAgainst: Cuba, Chad"),
        ]
    )
)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Who voted against A/99/L.5?", "Against: Cuba, Chad"),
        ("Which States voted for A/99/L.4?", "In favour: Cuba, Spain"),
        ("Which delegations abstained on A/99/L.4?", "Abstaining: Chad, Fiji"),
        ("Who abstained on A/99/L.5?", None),
        ("Who spoke of A/99/L.5?", None),
    ],
)
def test_the_list_of_the_draft_is_given(asked: str, listed: str | None, tmp_path: Path) -> None:
    register = Register(tmp_path / "register.sqlite")
    register.record("one", Reading(document=RECORD, passages=PASSAGES), "test")
    question = understand(asked)
    question = replace(question, elsewhere=question.symbols)
    answer = recorded(question, [Hit(passage=PASSAGES[0], document=RECORD, score=1.0)], register)
    assert (answer.citations[0].quote if answer else None) == listed
