"""Whose words a question asks for."""

import pytest

from answer.question.addressees import addressees, asked_for_words

HEARD = ("Ada Example", "Twelve NGOs")


@pytest.mark.parametrize(
    ("question", "speakers", "asked"),
    [
        ("How does Malta describe the report?", ["Malta"], True),
        ("What did the Brazilian delegation miss?", ["Brazil"], True),
        ("Compare the Swiss and the Russian position on cables", ["Switzerland", "Russian Federation"], True),
        ("Switzerland: what comes first?", ["Switzerland"], True),
        ("What figure did Ada Example give?", ["Ada Example"], True),
        ("What does a day cost, according to Ms. Example?", ["Ada Example"], True),
        ("How do the twelve NGOs define it?", ["Twelve NGOs"], True),
        ("When did the meeting in Cuba end?", ["Cuba"], False),
        ("What is ICANN?", ["Internet Corporation for Assigned Names and Numbers"], False),
        ("Which cables are Brazilian?", [], False),
    ],
)
def test_speakers_named_and_asked(question: str, speakers: list[str], asked: bool) -> None:
    mentions = addressees(question, HEARD)
    assert [mention.speaker for mention in mentions] == speakers
    assert asked_for_words(question, "en", mentions) is asked
