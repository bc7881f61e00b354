"""Follow-ups that ask for more of the answer before, for its source, or for one of its items."""

import pytest

from answer.evidence.evidence import Evidence
from answer.model import Turn
from answer.question.question import Question, understand
from answer.settle.shown_before import not_shown, nth_shown, who_said
from index.hit import Hit
from tests.answer.making import document, evidence, hit

BEFORE = "What was said about the Zenda cable?"
TOLD = "- **Cuba**: “The Zenda cable is old.” (RP-1) [1]\n- **Spain**: “It is \\*mended\\*.” (RP-1) [2]"
SAYING = document("RP-1", kind="transcript")
CUBA = hit("Mr. Chair, the Zenda cable is old. The Zenda cable is old.", SAYING, speaker="Cuba")
SPAIN = hit("It is *mended*.", SAYING, speaker="Spain")
PERU = hit("The Zenda cable is long.", SAYING, speaker="Peru")


def follow_up(asked: str, answer: str = TOLD) -> Question:
    return understand(asked, [Turn(question=BEFORE, answer=answer)])


@pytest.mark.parametrize("asked", ["more", "What else?", "tell me more", "¿Algo más?", "更多", "ещё?"])
def test_more_is_more_of_the_same(asked: str) -> None:
    read = follow_up(asked)
    assert (read.text, read.more) == (BEFORE, True)
    assert read.shown == ("The Zenda cable is old.", "It is *mended*.")


def test_what_was_shown_is_not_shown_again() -> None:
    found: list[Evidence] = evidence(BEFORE, CUBA, SPAIN, PERU)
    left = not_shown(follow_up("more?"), found)
    assert {item.hit.passage.speaker for item in left} == {"Peru"}
    assert not_shown(understand(BEFORE), found) == found


def test_the_answers_before_asked_for_more_count_too() -> None:
    history = [Turn(question=BEFORE, answer="“One.”"), Turn(question="more", answer="“Two.”")]
    assert understand("more", history).shown == ("One.", "Two.")


@pytest.mark.parametrize(
    "asked", ["who said that?", "Which country said this?", "Qui a dit cela ?", "谁说的？"]
)
def test_who_said_that_names_the_speaker_of_each_quotation(asked: str) -> None:
    told = who_said(follow_up(asked), [PERU, SPAIN, CUBA])
    assert told is not None
    assert [citation.passage.speaker for citation in told.citations] == ["Cuba", "Spain"]
    assert told.text.startswith("- **Cuba**: “")


def test_the_second_one_is_the_second_quotation() -> None:
    told = nth_shown(follow_up("the second one?"), [CUBA, SPAIN])
    assert told is not None
    assert told.citations[0].passage.speaker == "Spain"


@pytest.mark.parametrize("asked", ["more", "who said that?"])
def test_without_an_answer_before_it_is_unclear(asked: str) -> None:
    assert understand(asked).elliptic
    assert who_said(understand(asked), [CUBA]) is None


def test_words_that_are_not_found_again_are_nobodys() -> None:
    assert who_said(follow_up("who said that?", "“Never said.”"), [CUBA, SPAIN]) is None
    hits: list[Hit] = []
    assert nth_shown(follow_up("the second one?"), hits) is None
