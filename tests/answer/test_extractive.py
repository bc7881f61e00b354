"""What the default engine says."""

import numpy as np
from making import alike, document, hit

from answer.evidence import Evidence, gather
from answer.extractive import write
from answer.model import Answer
from answer.question import understand
from answer.topic import topic_of
from index.hit import Hit


def answer(asked: str, *hits: Hit) -> Answer:
    question = understand(asked)

    def embed(_: str, texts: object) -> np.ndarray:
        return np.full(len(list(texts)), 0.85, dtype=np.float32)  # type: ignore[call-overload]

    found: list[Evidence] = gather(
        question,
        topic_of(question),
        hits,
        weigh=lambda tokens: dict.fromkeys(tokens, 5.0),
        embed=embed,
        cross=alike,
    )
    written = write(question, found, threshold=0.0)
    assert written is not None
    return written


def test_who_has_a_row_for_each_speaker_that_takes_the_side() -> None:
    of = document(kind="transcript")
    found = answer(
        "Who supports the Zenda cable?",
        hit("We support the Zenda cable.", of, speaker="Cuba"),
        hit("We support the Zenda cable too.", of, speaker="Egypt", score=0.1),
        hit("We turn to the Zenda cable.", of, speaker="Peru", score=0.9),
        hit("We reject the Zenda cable.", of, speaker="Israel", score=0.9),
    )
    assert [citation.passage.speaker for citation in found.citations] == ["Cuba", "Egypt"]


def test_a_second_passage_is_quoted_where_it_is_nearly_as_likely() -> None:
    found = answer(
        "Why did the Zenda cable fail?",
        hit("The Zenda cable failed because a crab cut it."),
        hit("That the Zenda cable did fail is owed to its age and to storms.", score=0.9),
    )
    assert len(found.statements) == 2


def test_the_same_words_are_not_quoted_twice() -> None:
    words = "The Zenda cable failed because a crab cut it."
    found = answer("Why did the Zenda cable fail?", hit(words), hit(words, document("RP-002"), score=0.9))
    assert len(found.statements) == 1


def test_the_number_beside_what_is_counted_stands_in_front() -> None:
    text = "The treaty enters into force on the ninetieth day after the fortieth ratification."
    found = answer("How many ratifications does the treaty need to enter into force?", hit(text))
    assert found.text.startswith("**fortieth**")


def test_an_agenda_is_no_date() -> None:
    text = "The review of the cable takes place in 2027, in the light of the 2030 Agenda."
    assert answer("When does the review of the cable take place?", hit(text)).text.startswith("**2027**")


def test_a_list_is_quoted_whole_and_in_order() -> None:
    text = "The purposes of the cable are to:\n(a) Carry news;\n(b) Carry money."
    found = answer("What are the purposes of the cable?", hit(text, document(kind="resolution")))
    assert found.citations[0].quote == text


def test_a_speakers_substance_comes_before_his_thanks() -> None:
    of = document(kind="transcript")
    found = answer(
        "What did Cuba say about the report?",
        hit("We thank and congratulate the Chair for the report.", of, speaker="Cuba"),
        hit("We regret that the report is silent on cables.", of, speaker="Cuba", score=0.9),
    )
    assert found.citations[0].quote.startswith("We regret")
