"""What stands in front of a quotation: the stretch that is asked for, or nothing."""

import pytest

from answer.compose.answering_words import FEATURES, SURE, chances, features, values
from answer.evidence.answer_type import candidates
from answer.question.question import understand


def _chosen(question: str, sentence: str) -> str | None:
    """What would stand in front."""
    asked = understand(question)
    spans = candidates(asked.kind, sentence, asked.text.lower().replace("?", " ").split())
    found = chances(features(asked.kind, (asked.text, "en"), (sentence, "en"), spans))
    chance, span = max(zip(found, spans, strict=True), key=lambda pair: pair[0])
    return span.of(sentence) if chance >= SURE else None


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many mandates were reviewed in ten months?", "In 10 months 43 mandates were reviewed.", "43"),
        ("When was the bureau opened?", "The bureau was opened on 3 May 2011.", "3 May 2011"),
        (
            "How many days does a lorry wait at the border?",
            "Trade took 57 days in 2006, 47 in 2014, 49 for exports and 42 for imports.",
            None,
        ),
        (
            "Who succeeds Maria Silva?",
            "Anna Rossi met Maria Silva, John Smith and Peter Brown.",
            None,
        ),
    ],
)
def test_what_is_surely_asked_for_stands_in_front(question: str, sentence: str, expected: str | None) -> None:
    assert _chosen(question, sentence) == expected


def test_what_the_question_says_itself_is_less_likely_the_answer() -> None:
    row = dict.fromkeys(FEATURES, 0.0)
    said, other = chances([{**row, "said": 1.0}, row])
    assert said < other


def test_one_stretch_at_most_answers() -> None:
    row = dict.fromkeys(FEATURES, 0.0)
    assert sum(chances([row] * 5)) < 1.0


def test_numbers_in_words_and_figures_are_the_same() -> None:
    assert values("ten of 1,200 offices", "en") == {"10", "1200"}
    assert values("8 million", "en") == {"8"}
