"""Questions that ask two things: both answered, or what is missing is named."""

from dataclasses import replace

import pytest

from answer.compose.extractive import write
from answer.compose.two_parts import with_parts
from answer.evidence import decision
from answer.model import Answer
from answer.question.parts import parts
from answer.question.question import understand
from tests.answer.making import document, evidence, hit

LAID = hit("Anna Rossi laid the Zenda cable.", document("RP-1"))
DATED = hit("The Zenda cable was laid on 2 June 2045 near Strelsau.", document("RP-2"))


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("How many cables were cut, and when were they mended?", ["number", "date"]),
        ("Qui a coupé le câble et quand a-t-il été réparé ?", ["person", "date"]),
        ("Who laid the cable and the pipe?", ["person"]),
    ],
)
def test_parts_begin_with_a_question_word(asked: str, kinds: list[str]) -> None:
    assert [part.kind for part in parts(understand(asked))] == kinds


def answered(asked: str, found: object, monkeypatch: pytest.MonkeyPatch) -> Answer:
    question = understand(asked)
    monkeypatch.setattr("answer.compose.two_parts.confidence", lambda _, items: float(bool(items)))
    whole = write(question, evidence(asked, LAID))
    hits = [found] if found else []
    return with_parts(question, whole, 0.5, lambda part: evidence(part.text, *hits))  # type: ignore[arg-type]


def test_the_second_thing_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    told = answered("Who laid the Zenda cable, and when was the Zenda cable laid?", DATED, monkeypatch)
    assert "2 June 2045" in told.text
    assert told.partly == ""


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    told = answered("By whom was the Zenda cable laid, and when was the Zenda cable laid?", LAID, monkeypatch)
    assert told.partly.endswith("when was the Zenda cable laid.")


def test_a_sentence_quoted_in_part_is_not_quoted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "Why was the Zenda cable laid, and how was the Zenda cable mended?"
    monkeypatch.setattr("answer.compose.two_parts.confidence", lambda _, items: float(bool(items)))
    question = understand(asked)
    whole = write(question, evidence(asked, LAID))
    (citation,) = whole.citations
    cut = replace(whole, citations=(replace(citation, quote="Anna Rossi laid"),))
    assert with_parts(question, cut, 0.5, lambda part: evidence(part.text, LAID)).citations == cut.citations


def test_a_question_for_one_thing_is_left_alone() -> None:
    question = understand("Who laid the Zenda cable?")
    whole = replace(write(question, evidence(question.text, LAID)), confidence=0.7)
    assert with_parts(question, whole, 0.5, lambda _: []) is whole
    assert decision.confidence(question, []) == 0.0
