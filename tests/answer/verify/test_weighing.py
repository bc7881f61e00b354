"""Sentences close to their proofs are held against them word by word, others weighed by their meaning."""

import pytest

from answer.verify.closely.restated import turns
from answer.verify.proof import find_proof
from answer.verify.sentence import Sentence
from answer.verify.weighing import BORNE, TURNING_NOTHING, weighed
from tests.answer.claim_set import claim_hits

WORDS = "Neither governments nor companies should knowingly disturb the protected zone of the network"


@pytest.mark.parametrize(
    ("text", "borne"),
    [
        (
            "neither governments nor companies should knowingly disturb the protected zone of the network.",
            True,
        ),
        ("Both governments and companies may knowingly disturb the protected zone of the network.", False),
        ("Governments and companies must knowingly disturb the protected zone of the network.", False),
    ],
)
@pytest.mark.parametrize("likely", [0.0, 1.0])
def test_what_restates_or_turns_its_proof_is_told_by_its_words_whatever_it_seems_to_mean(
    monkeypatch: pytest.MonkeyPatch, text: str, borne: bool, likely: float
) -> None:
    monkeypatch.setattr("answer.verify.weighing.support", lambda *_: likely)
    proof = find_proof(WORDS, claim_hits()["netherlands"])
    assert proof is not None
    assert weighed(Sentence(f"The Netherlands said that {text}", "en"), [proof]) is borne


@pytest.mark.parametrize(
    "text",
    [
        "Neither governments nor companies should knowingly disturb the whole protected zone of the network.",
        "Neither the network nor companies should knowingly disturb the protected zone of governments.",
    ],
)
def test_a_word_put_in_or_another_order_turns_a_proof(text: str) -> None:
    proof = find_proof(WORDS, claim_hits()["netherlands"])
    assert proof is not None
    assert turns(f"The Netherlands said: {text}", [proof])


@pytest.mark.parametrize(("likely", "borne"), [(TURNING_NOTHING - 0.01, False), (TURNING_NOTHING, True)])
def test_other_words_that_turn_nothing_need_mean_the_same(
    monkeypatch: pytest.MonkeyPatch, likely: float, borne: bool
) -> None:
    monkeypatch.setattr("answer.verify.weighing.support", lambda *_: likely)
    proof = find_proof(WORDS, claim_hits()["netherlands"])
    assert proof is not None
    text = "The Netherlands said that neither governments nor companies should knowingly harm the protected zone of the network."
    assert weighed(Sentence(text, "en"), [proof]) is borne


@pytest.mark.parametrize(("likely", "borne"), [(BORNE - 0.01, False), (BORNE, True)])
def test_what_is_in_another_language_is_weighed_by_its_meaning(
    monkeypatch: pytest.MonkeyPatch, likely: float, borne: bool
) -> None:
    monkeypatch.setattr("answer.verify.weighing.support", lambda *_: likely)
    proof = find_proof(WORDS, claim_hits()["netherlands"])
    assert proof is not None
    french = Sentence("Selon les Pays-Bas, nul ne devrait perturber la zone protégée.", "fr")
    assert weighed(french, [proof]) is borne
