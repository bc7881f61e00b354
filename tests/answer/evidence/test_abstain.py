"""Whether to answer at all, and with what."""

import numpy as np

from answer.compose.extractive import sure_enough, write
from answer.evidence.abstain import FEATURES, confidence, features
from answer.evidence.evidence import Evidence, gather
from answer.question.question import understand
from answer.question.topic import topic_of
from index.hit import Hit
from tests.answer.making import alike, document, hit


def evidence(asked: str, *hits: Hit) -> list[Evidence]:
    question = understand(asked)

    def embed(_: str, texts: object) -> np.ndarray:
        return np.full(len(list(texts)), 0.85, dtype=np.float32)  # type: ignore[call-overload]

    topic = topic_of(question)
    return gather(
        question, topic, hits, weigh=lambda tokens: dict.fromkeys(tokens, 5.0), embed=embed, cross=alike
    )


def test_without_evidence_there_is_no_confidence() -> None:
    assert confidence(understand("What is a cable?"), []) == 0.0


def test_what_the_question_names_and_the_passage_lacks_lowers_confidence() -> None:
    there = evidence("How is the Zenda cable of Ruritania kept?", hit("The Zenda cable is kept by divers."))
    other = evidence(
        "How is the Strelsau cable of Ruritania kept?", hit("The Zenda cable is kept by divers.")
    )
    named, unnamed = understand("How is the Zenda cable kept?"), understand("How is the Strelsau cable kept?")
    assert set(features(named, there)) == set(FEATURES)
    assert features(unnamed, other)["names"] < features(named, there)["names"]
    assert confidence(unnamed, other) < confidence(named, there)


def test_a_neighbours_words_are_no_evidence_for_a_speaker() -> None:
    neighbour = hit("China: “We welcome the cable.”", speaker="China")
    own = hit("Cuba: “We welcome the pipe.”", speaker="Cuba")
    found = evidence("What did Cuba say about the cable?", neighbour, own)
    assert {item.hit.passage.speaker for item in found} == {"Cuba"}


def test_another_years_document_is_no_evidence() -> None:
    of = document(kind="resolution", date="2018-05-01")
    assert evidence("What was decided on cables in 2021?", hit("Decides to lay cables.", of)) == []
    assert evidence("What was decided on cables in 2018?", hit("Decides to lay cables.", of))


def test_a_date_is_wanted_for_when() -> None:
    found = evidence("When was the cable laid?", hit("The cable was laid by divers."))
    assert sure_enough(understand("When was the cable laid?"), found, threshold=0.0) == []


def test_a_source_is_dated_and_quoted_with_its_neighbours() -> None:
    asked = "Why did the cable fail?"
    found = evidence(asked, hit("The cable failed in spring. A crab had cut it. Nobody saw it."))
    answer = write(understand(asked), found, threshold=0.0)
    assert answer is not None
    assert "A crab had cut it." in answer.citations[0].quote
    assert "2020-07-15" in answer.text
