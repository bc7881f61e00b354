"""The model that holds a sentence against its proof: what it says, and that it is bounded."""

import numpy as np
import pytest

from index.models.entailment import FLAGS, Entailment, agreements, claim_ids, entailment, proof_ids

HEAD = "A/RES/1/2, 2031-05-04; speaker: the document itself"
PROOF = "The harbour authority shall repair the northern lighthouse before the winter of 2032."


@pytest.fixture(scope="module")
def model() -> Entailment:
    return entailment()


@pytest.mark.parametrize(
    ("faithful", "lie"),
    [
        (PROOF, "The fishing council shall repair the southern bridge before the winter of 2032."),
        (PROOF, "The harbour authority shall sell the northern lighthouse because of the debts it has."),
        (
            "L’autorité portuaire réparera le phare du nord avant l’hiver 2032.",
            "Les pêcheurs ont vendu leurs bateaux en 1987 à cause de la crise.",
        ),
        ("La autoridad portuaria reparará el faro del norte antes del invierno de 2032.", "Los pescadores vendieron sus barcos en 1987."),
    ],
)  # fmt: skip
def test_a_faithful_sentence_is_likelier_than_a_lie(model: Entailment, faithful: str, lie: str) -> None:
    assert model.read(faithful, HEAD, PROOF).whole > model.read(lie, HEAD, PROOF).whole


def test_the_same_pair_is_told_the_same_whatever_was_read_between(model: Entailment) -> None:
    first = model.read(PROOF, HEAD, PROOF)
    for number in range(80):
        model.read("A ferry.", "", f"Ferry {number}.")
    assert model.read(PROOF, HEAD, PROOF) == first


def test_endless_and_empty_inputs_are_read_to_a_bound(model: Entailment) -> None:
    assert np.isfinite(model.read("lighthouse " * 50_000, "head " * 50_000, "lighthouse " * 50_000).whole)
    assert np.isfinite(model.read("", "", "").whole)
    assert len(claim_ids("lighthouse " * 50_000)) < 120
    assert len(proof_ids("", "lighthouse " * 50_000)) < 250


def test_tokens_of_both_sides_are_flagged_with_their_neighbours() -> None:
    same, ours, theirs = agreements([1, 7, 8, 2], [1, 9, 7, 8, 2])
    assert same.shape == (4, 5)
    assert ours.shape == (4, FLAGS)
    assert ours[:, 0].tolist() == [1, 1, 1, 1]
    assert ours[1].tolist() == [1, 0, 1]  # the one before it is another on the other side
    assert theirs[1].tolist() == [0, 0, 0]
