"""The questions over the starter library can be answered from the passages they name."""

from collections import Counter

import pytest

from eval.questions import FOLDER as QUESTIONS
from eval.questions import Gold, Question, load
from starter import FOLDER
from starter.dialect import Paragraph, load_all, plain

SOURCES = {source.number: source for source in load_all(FOLDER / "sources")}
SET = load([QUESTIONS / "starter.jsonl"])


def text_of(gold: Gold) -> str:
    """The words of a gold paragraph with its bullets."""
    blocks = [block for block in SOURCES[gold.symbol].blocks if isinstance(block, Paragraph)]
    (block,) = (block for block in blocks if block.number == gold.paragraph)
    return " ".join(plain(spans) for spans in (block.spans, *block.items))


def test_the_set_is_of_the_size_and_mix_asked_for() -> None:
    assert len(SET) == 90
    assert sum(not question.answerable for question in SET) == 20
    assert Counter(question.language for question in SET if question.language != "en") == dict.fromkeys(
        ("fr", "es", "ru", "zh", "ar"), 2
    )


def test_each_kind_is_split_in_halves() -> None:
    splits = Counter((question.kind, question.split) for question in SET)
    for kind in {question.kind for question in SET}:
        assert abs(splits[kind, "dev"] - splits[kind, "test"]) <= 1
    assert sum(question.split == "dev" for question in SET) == 45


@pytest.mark.parametrize("question", SET, ids=lambda question: question.id)
def test_facts_stand_in_the_gold_and_what_must_not_be_said_does_not(question: Question) -> None:
    texts = [text_of(gold) for gold in question.gold]
    for fact in question.facts:
        assert any(wording in text for wording in fact for text in texts), fact
    for wrong in question.not_facts:
        assert not any(wrong in text for text in texts), wrong


@pytest.mark.parametrize("question", SET, ids=lambda question: question.id)
def test_a_gold_speaker_is_the_lead_in_of_the_paragraph(question: Question) -> None:
    for gold in question.gold:
        if gold.speaker:
            assert text_of(gold).startswith(f"{gold.speaker}:")
