"""The questions over the starter library can be answered from the passages they name."""

from collections import Counter

import pytest

from eval.cases.questions import FOLDER as QUESTIONS
from eval.cases.questions import Gold, Question, load
from eval.cases.typography import says
from starter import FOLDER
from starter.dialect import Paragraph, Table, load_all, plain

SOURCES = {source.number: source for source in load_all(FOLDER / "sources")}
SET = load([QUESTIONS / "starter.jsonl"])


def text_of(gold: Gold) -> str:
    """The words of a gold paragraph with its bullets, or of the table that holds the anchor."""
    blocks = SOURCES[gold.symbol].blocks
    if gold.paragraph is None:
        tables = [
            " ".join(plain(cell) for row in block.rows for cell in row)
            for block in blocks
            if isinstance(block, Table)
        ]
        (table,) = (table for table in tables if gold.anchor and gold.anchor in table)
        return table
    (block,) = (b for b in blocks if isinstance(b, Paragraph) and b.number == gold.paragraph)
    return " ".join(plain(spans) for spans in (block.spans, *block.items))


def test_the_set_is_of_the_size_and_mix_asked_for() -> None:
    assert len(SET) >= 150
    assert sum(not question.answerable for question in SET) >= 20
    languages = Counter(question.language for question in SET)
    assert all(languages[language] >= 2 for language in ("fr", "es", "ru", "zh", "ar"))


def test_the_set_is_split_in_halves() -> None:
    assert 0.4 < sum(question.split == "dev" for question in SET) / len(SET) < 0.6


@pytest.mark.parametrize("question", SET, ids=lambda question: question.id)
def test_facts_stand_in_the_gold_and_what_must_not_be_said_does_not(question: Question) -> None:
    texts = [text_of(gold) for gold in question.gold]
    for fact in question.facts:
        assert any(says(text, wording) for wording in fact for text in texts), fact
    for wrong in question.not_facts:
        assert not any(says(text, wrong) for text in texts), wrong


@pytest.mark.parametrize("question", SET, ids=lambda question: question.id)
def test_a_gold_speaker_is_the_lead_in_of_the_paragraph(question: Question) -> None:
    for gold in question.gold:
        if gold.speaker:
            assert text_of(gold).startswith(f"{gold.speaker}:")
