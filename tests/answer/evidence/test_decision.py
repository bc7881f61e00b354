"""Whether to answer at all: what is measured, and that nothing is required."""

import json
from importlib.resources import files

import pytest

from answer.evidence.decision import FEATURES, confidence, features
from answer.evidence.features import FEATURES as SENTENCE_FEATURES
from answer.question.question import understand
from tests.answer.making import document, evidence, hit


@pytest.mark.parametrize(
    ("name", "known"), [("weights.json", SENTENCE_FEATURES), ("decision.json", FEATURES)]
)
def test_every_feature_has_its_weight(name: str, known: tuple[str, ...]) -> None:
    learned = json.loads(files("answer.evidence").joinpath(name).read_text(encoding="utf-8"))
    assert set(learned) == {"bias", *known}


def test_without_evidence_there_is_no_confidence() -> None:
    assert confidence(understand("What is a cable?"), []) == 0.0


def test_what_the_question_names_and_the_passage_lacks_is_measured() -> None:
    kept = hit("The Zenda cable is kept by divers.")
    there = evidence("How is the Zenda cable of Ruritania kept?", kept)
    named, unnamed = understand("How is the Zenda cable kept?"), understand("How is the Strelsau cable kept?")
    assert set(features(named, there)) == set(FEATURES)
    assert features(unnamed, there)["names"] < features(named, there)["names"]


def test_a_neighbour_may_be_read_but_ranks_behind_the_speaker_asked() -> None:
    neighbour = hit("China: “We welcome the cable.”", speaker="China")
    own = hit("Cuba: “We welcome the cable.”", speaker="Cuba")
    found = evidence("What did Cuba say about the cable?", neighbour, own)
    assert [item.features["speaker"] for item in found if item.hit is own] == [1.0]
    assert [item.features["speaker"] for item in found if item.hit is neighbour] == [-1.0]


def test_a_letter_is_its_senders() -> None:
    of = document(kind="letter", title="Letter from Cuba to the Secretary-General about Spain")
    (item,) = evidence("What did Cuba say about the cable?", hit("The cable was cut.", of))
    assert item.features["speaker"] == 1.0
    (other,) = evidence("What did Spain say about the cable?", hit("The cable was cut.", of))
    assert other.features["speaker"] == -1.0


def test_a_year_a_number_and_a_document_named_are_looked_for() -> None:
    of = document("A/RES/70/125", kind="resolution", date="2015-12-16")
    found = evidence("How many cables were cut in 2015?", hit("Forty cables were cut.", of))
    measured = features(understand("How many cables did A/RES/70/125 count in 2015?"), found)
    assert (measured["years"], measured["document"]) == (1.0, 1.0)
    measured = features(understand("How many cables did A/RES/70/126 count in 2016?"), found)
    assert (measured["years"], measured["document"]) == (0.0, -1.0)
