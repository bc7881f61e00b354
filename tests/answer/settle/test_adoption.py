"""When a resolution was adopted, whether a document mentions something, what a list holds."""

from pathlib import Path

import pytest

from answer.compose.listing import item, listed, number_asked
from answer.evidence.evidence import Evidence
from answer.question.question import understand
from answer.settle.adoption import adoption
from answer.settle.mentions import mentions
from index.hit import Hit
from ingest.document import Reading
from ingest.register import Register
from ingest.structure.sentences import sentences
from tests.answer.making import document, passage

OF = document("A/RES/99/7", kind="resolution", date="2045-06-02", title="Cables of the deep sea")
TEXTS = (
    ("PP1", "Recalling its resolution 98/3 of 4 May 2044, adopted on the shores of Ruritania,"),
    ("1", "Reaffirms the following principles of the deep sea:"),
    ("1 (a)", "Cables are for all. They serve everyone;"),
    ("1 (b)", "Crabs are to be left alone. They were there first;"),
    ("1 (c)", "Storms are nobody’s fault;"),
    ("2", "Decides to consider squids at its hundredth session."),
    (None, "77th plenary meeting\n2 June 2045"),
)
PASSAGES = tuple(passage(text, OF, paragraph=number, ordinal=i) for i, (number, text) in enumerate(TEXTS))


@pytest.fixture
def register(tmp_path: Path) -> Register:
    made = Register(tmp_path / "register.sqlite")
    made.record("one", Reading(document=OF, passages=PASSAGES), "test")
    return made


def sentence(number: int, score: float = 0.9) -> Evidence:
    """The first sentence of a passage, weighed."""
    text = PASSAGES[number].text
    hit = Hit(passage=PASSAGES[number], document=OF, score=1.0, dense=0.9)
    return Evidence(hit=hit, span=sentences(text, "en")[0], voice="author", features={}, score=score)


@pytest.mark.parametrize(
    "asked",
    [
        "When was A/RES/99/7 adopted?",
        "When did the General Assembly adopt resolution 99/7?",
        "What is the date of adoption of A/RES/99/7?",
        "Quand l’Assemblée a-t-elle adopté la résolution A/RES/99/7 ?",
        "Когда была принята резолюция A/RES/99/7?",
    ],
)
def test_a_resolution_was_adopted_on_its_own_date(asked: str, register: Register) -> None:
    answer = adoption(understand(asked), register)
    assert answer is not None
    assert answer.text.startswith("**2 June 2045**")


@pytest.mark.parametrize("asked", ["When does A/RES/99/7 consider squids?", "Who adopted A/RES/99/7?"])
def test_other_dates_are_searched_for(asked: str, register: Register) -> None:
    assert adoption(understand(asked), register) is None


@pytest.mark.parametrize(
    "asked",
    ["Does A/RES/99/7 mention squids?", "Is a squid mentioned in A/RES/99/7?", "A/RES/99/7提到squids吗？"],
)
def test_a_word_that_a_document_says_is_shown(asked: str, register: Register) -> None:
    answer = mentions(understand(asked), register)
    assert answer is not None
    assert [citation.passage.paragraph for citation in answer.citations] == ["2"]


def test_a_word_that_a_document_lacks_is_left_to_the_search(register: Register) -> None:
    assert mentions(understand("Does A/RES/99/7 mention whales?"), register) is None


def test_a_list_of_sub_paragraphs_is_given_whole_and_in_order(register: Register) -> None:
    asked = understand("What are the principles of the deep sea?")
    answer = listed(asked, [sentence(5), sentence(1, 0.3)], register)
    assert answer is not None
    assert [citation.passage.paragraph for citation in answer.citations] == ["1", "1 (a)", "1 (b)", "1 (c)"]
    assert answer.citations[1].quote == "Cables are for all. They serve everyone;"


def test_no_list_is_made_of_what_leads_none_in(register: Register) -> None:
    assert listed(understand("What are the principles of the deep sea?"), [sentence(5)], register) is None


def test_one_item_of_a_list_is_given_by_its_number(register: Register) -> None:
    asked = understand("What are the principles of the deep sea?")
    answer = item(asked, [sentence(1)], register, 2)
    assert answer is not None
    assert answer.citations[0].passage.paragraph == "1 (b)"
    assert item(asked, [sentence(1)], register, 5) is None


def test_an_item_told_in_sentences_is_found(tmp_path: Path) -> None:
    speech = document("RP-9", kind="verbatim_record")
    texts = ("We present three points. First, mend the cable.", "Secondly, feed the crab.", "Thirdly, wait.")
    passages = tuple(
        passage(text, speech, speaker="Cuba", ordinal=i, section=("Debate",)) for i, text in enumerate(texts)
    )
    made = Register(tmp_path / "speech.sqlite")
    made.record("two", Reading(document=speech, passages=passages), "test")
    hit = Hit(passage=passages[0], document=speech, score=1.0, dense=0.9)
    span = sentences(texts[0], "en")[0]
    best = Evidence(hit=hit, span=span, voice="speaker", features={}, score=0.9)
    answer = item(understand("Which three points does Cuba present?"), [best], made, 2)
    assert answer is not None
    assert answer.citations[0].quote == "Secondly, feed the crab."


def test_a_list_told_in_sentences_is_given_whole(tmp_path: Path) -> None:
    speech = document("RP-9", kind="verbatim_record")
    texts = (
        "We present three points. First, mend the cable.",
        "Secondly, feed the crab. It is hungry.",
        "Thirdly, wait.",
    )
    passages = tuple(
        passage(text, speech, speaker="Cuba", ordinal=i, section=("Debate",)) for i, text in enumerate(texts)
    )
    made = Register(tmp_path / "speech.sqlite")
    made.record("two", Reading(document=speech, passages=passages), "test")
    hit = Hit(passage=passages[0], document=speech, score=1.0, dense=0.9)
    best = Evidence(hit=hit, span=sentences(texts[0], "en")[0], voice="speaker", features={}, score=0.9)
    answer = listed(understand("Which points does Cuba present?"), [best], made)
    assert answer is not None
    assert [citation.quote for citation in answer.citations] == [
        "We present three points.",
        "First, mend the cable.",
        "Secondly, feed the crab.",
        "Thirdly, wait.",
    ]


def test_an_item_is_asked_for_by_its_number_and_noun() -> None:
    assert number_asked(understand("What is the third principle of the deep sea?")) == 3
    assert number_asked(understand("What happened in the third week?")) == 0


def test_the_council_is_known_in_other_languages() -> None:
    asked = "Quand la résolution 57/6 du Conseil des droits de l’homme a-t-elle été adoptée ?"
    assert understand(asked).symbols == ("A/HRC/RES/57/6",)
