import pytest

from training.reranker_data import holding

SENTENCES = ["The lamps were lit in 1931.", "Each has a keeper.", "He is paid in oil, and well."]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (["lit in 1931"], [True, False, False]),
        (["were lit in 1931. Each has a keeper"], [True, True, False]),
        (["has a keeper. He"], [False, True, False]),
        (["PAID IN OIL", "lit in 1931"], [True, False, True]),
        (["never said"], [False, False, False]),
        ([""], [False, False, False]),
    ],
)
def test_which_sentences_hold_the_evidence(evidence: list[str], expected: list[bool]) -> None:
    assert holding(SENTENCES, evidence) == expected
