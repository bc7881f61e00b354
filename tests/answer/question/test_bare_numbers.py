"""Resolutions by number alone."""

from pathlib import Path

import pytest

from answer.question.bare_numbers import of_its_organ
from answer.question.question import understand
from answer.settle.gate import ambiguous
from ingest.document import Reading
from ingest.register import Register
from tests.answer.making import document, passage


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register(tmp_path / "register.sqlite")
    for symbol in ("A/HRC/RES/57/6", "A/RES/60/2", "A/HRC/RES/60/2"):
        text = document(symbol, content_hash=symbol, kind="resolution")
        made.record(symbol, Reading(document=text, passages=(passage("Crabs.", text),)), "test")
    return made


def test_a_number_that_only_another_organ_has_is_read_as_its(register: Register) -> None:
    read = of_its_organ(understand("What does resolution 57/6 say about crabs?"), register)
    assert read.symbols == ("A/HRC/RES/57/6",)
    assert read.text == "What does resolution A/HRC/RES/57/6 say about crabs?"


def test_a_number_that_two_organs_have_is_asked_back(register: Register) -> None:
    outcome = ambiguous(of_its_organ(understand("What does resolution 60/2 say?"), register))
    assert outcome is not None
    assert outcome.status == "clarify"
    assert "A/RES/60/2" in outcome.message
    assert "A/HRC/RES/60/2" in outcome.message


@pytest.mark.parametrize(
    "asked",
    ["What does General Assembly resolution 57/6 say?", "What does A/RES/57/6 say?", "resolution 99/9?"],
)
def test_a_named_organ_is_believed(asked: str, register: Register) -> None:
    question = understand(asked)
    assert of_its_organ(question, register) == question
    assert ambiguous(question) is None
