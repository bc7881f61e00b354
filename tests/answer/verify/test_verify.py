"""Statements are borne out by the passages or rejected with the reason."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.verify.verify import LONGEST_STATEMENT, Rejected, Verified, verify
from tests.answer.claim_set import claim_groups, claim_hits
from tests.answer.making import document, hit
from tests.answer.truth_set import truth_hits, truths

HITS = list(claim_hits().values())
MEASURED = {"dev": (26, 27), "test": (19, 23), "second": (20, 22)}  # true claims accepted, of so many
MISSED = ["Singapore is concerned about many small States."]  # the words are there, what binds them is not


@pytest.mark.parametrize("half", ["dev", "test", "second"])
def test_true_claims_are_accepted_and_cited_from_their_passage(half: str) -> None:
    accepted = total = 0
    for group in claim_groups(false=False, half=half):
        sources = {claim_hits()[name].passage.id for name in group["true"]}
        for text in group["texts"]:
            total += 1
            outcome = verify(text, HITS)
            if isinstance(outcome, Verified):
                accepted += 1
                assert {support.hit.passage.id for support in outcome.supports} <= sources, text
    assert total == MEASURED[half][1]
    assert accepted >= MEASURED[half][0]


@pytest.mark.parametrize(("half", "least"), [("dev", 24), ("test", 23)])
def test_truths_in_other_words_are_mostly_kept(half: str, least: int) -> None:
    evidence = list(truth_hits().values())
    kept = 0
    for text, source in truths(half):
        outcome = verify(text, evidence)
        if isinstance(outcome, Verified):
            kept += 1
            assert {support.hit.passage.id for support in outcome.supports} == {source}, text
    assert len(truths(half)) == 32
    assert kept >= least


@pytest.mark.parametrize(
    "group", claim_groups(false=True), ids=lambda group: f"{group['half']} {group['lie']}"
)
def test_no_false_claim_is_accepted_but_one_that_is_known(group: dict[str, Any]) -> None:
    accepted = [text for text in group["texts"] if isinstance(verify(text, HITS), Verified)]
    assert [text for text in accepted if text not in MISSED] == []


def test_a_quotation_is_given_in_the_passage_s_own_words() -> None:
    outcome = verify('Cuba: "a binding treaty is needed, and voluntary norms are not enough"', HITS)
    assert isinstance(outcome, Verified)
    assert outcome.verdict == "verbatim"
    assert outcome.text == 'Cuba: "A binding treaty is needed, and voluntary norms are not enough"'
    assert [s.quote for s in outcome.supports] == [
        "A binding treaty is needed, and voluntary norms are not enough"
    ]


def test_a_speaker_s_view_is_not_told_as_a_fact() -> None:
    outcome = verify("A binding treaty is needed.", HITS)
    assert isinstance(outcome, Verified)
    assert outcome.text == "Cuba: A binding treaty is needed."


def test_two_speakers_in_one_statement_are_checked_each() -> None:
    true = verify("Cuba said that a binding treaty is needed, while Brazil welcomes the second draft.", HITS)
    assert isinstance(true, Verified)
    assert [support.hit.passage.speaker for support in true.supports] == ["Cuba", "Brazil"]
    false = verify("Brazil said that a binding treaty is needed, while Cuba welcomes the second draft.", HITS)
    assert isinstance(false, Rejected)


def test_what_the_writer_cites_decides_between_equals_only() -> None:
    one, other = (hit("The group met in Lima.", document(symbol)) for symbol in ("RP-001", "RP-002"))
    outcome = verify("The group met in Lima.", [one, other], [other.passage.id])
    assert isinstance(outcome, Verified)
    assert [support.hit.document.symbol for support in outcome.supports] == ["RP-002"]


@pytest.mark.parametrize("text", ["", "   ", "Yes.", "x" * (LONGEST_STATEMENT + 1), "He said “no"])
def test_what_says_nothing_is_rejected(text: str) -> None:
    assert isinstance(verify(text, HITS), Rejected)


def test_without_passages_nothing_is_borne_out() -> None:
    assert isinstance(verify("The group met in Lima.", []), Rejected)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_whatever_is_accepted_has_exact_words_behind_it(text: str) -> None:
    outcome = verify(text, HITS)
    if isinstance(outcome, Verified):
        assert all(s.quote and s.quote in s.hit.passage.text for s in outcome.supports)
