"""Who is asked, who is merely talked about; follow-ups to lists and documents; names in other languages."""

import pytest

from answer.compose.names import all_called, called
from answer.evidence.answer_type import candidates, is_day
from answer.evidence.attribution import floor, voices
from answer.evidence.groups import is_said_by, speaks_for, spokesmen
from answer.model import Turn
from answer.question.question import understand
from tests.answer.making import document, hit, passage

HEARD = ("Cuba", "Spain", "China", "Hungary")


@pytest.mark.parametrize(
    ("asked", "speakers"),
    [
        ("What did Cuba say about Spain?", ("Cuba",)),
        ("Did Hungary vote for the resolution on the Council of Europe?", ("Hungary",)),
        ("What did Cuba, China and Spain say?", ("Cuba", "China", "Spain")),
        ("Compare Cuba with Spain.", ("Cuba", "Spain")),
        ("What do Cuba’s and Spain’s statements say about China?", ("Cuba", "Spain")),
        ("Who supports Spain?", ("Spain",)),
    ],
)
def test_only_those_asked_are_taken(asked: str, speakers: tuple[str, ...]) -> None:
    assert understand(asked, heard=HEARD).speakers == speakers


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("Who spoke for Hungary?", "person"),
        ("Which minister signed the letter?", "person"),
        ("Which delegations disassociated themselves from the text?", "who"),
        ("Who abstained?", "who"),
    ],
)
def test_the_kind_is_read_from_its_verb_or_office(asked: str, kind: str) -> None:
    assert understand(asked, heard=HEARD).kind == kind


def test_another_document_takes_the_place_of_the_first() -> None:
    history = [Turn(question="How was the vote on A/99/L.4?", answer="")]
    assert understand("and A/99/L.5?", history).text == "How was the vote on A/99/L.5?"


@pytest.mark.parametrize(
    ("asked", "number"), [("and the second one?", 2), ("The third?", 3), ("第二个呢？", 2)]
)
def test_an_item_of_the_list_before_is_asked_for(asked: str, number: int) -> None:
    before = "What are the principles of the final report?"
    read = understand(asked, [Turn(question=before, answer="")])
    assert (read.text, read.item) == (before, number)


def test_an_ordinal_of_the_question_before_is_exchanged() -> None:
    history = [Turn(question="What does the first principle say?", answer="")]
    read = understand("and the second?", history)
    assert (read.text, read.item) == ("What does the second principle say?", 2)


def test_a_verbatim_records_lead_in_is_no_speech() -> None:
    record = document("RP-8", kind="verbatim_record")
    said = passage("Ms. Rossi (Cuba) (spoke in Spanish): We agree.", record, speaker="Cuba")
    assert [words.span.of(said.text) for words in voices(record, said)] == ["We agree."]
    taken = floor(said)
    assert taken is not None
    assert taken[0] == "Ms. Rossi"


def test_a_bracket_that_names_another_is_speech() -> None:
    record = document("RP-8", kind="verbatim_record")
    said = passage("The cable (Spain): a sad story.", record, speaker="Cuba")
    assert floor(said) is None


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "中国"), ("ru", "Китай"), ("fr", "Chine"), ("es", "China"), ("en", "China")]
)
def test_a_state_is_called_by_its_name_in_the_language(language: str, name: str) -> None:
    assert called("China", language) == name


def test_a_group_is_called_by_the_script_that_tells_its_language() -> None:
    assert called("European Union", "zh") == "欧洲联盟"
    assert all_called(("China", "Anna Rossi"), "zh") == "中国、Anna Rossi"


def test_who_speaks_for_a_group_is_told() -> None:
    record = document("RP-7", kind="compendium")
    said = passage(
        "We are sad.",
        record,
        speaker="Cuba",
        section=("Cuba (joint statement of the Group of Like-Minded States: A and B)",),
    )
    own = passage("I am sad.", record, speaker="Spain", section=("Spain",))
    assert speaks_for(said, ("Like-minded Group",))
    assert not speaks_for(said, ("Arab Group",))
    assert spokesmen([said, own]) == {"Cuba": "Group of Like-Minded States"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(Signed) Anna Rossi Deputy Prime Minister", ["Anna Rossi"]),
        ("Mr. Zenda, Vice-President, took the Chair.", ["Mr. Zenda"]),
        ("The Permanent Mission wrote.", []),
    ],
)
def test_a_person_is_named_without_the_office(text: str, names: list[str]) -> None:
    assert [span.of(text) for span in candidates("person", text)] == names


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It made progress on Goals 3, 8 and 9.", []),
        ("See paragraph 12 for the 40 cables.", ["40"]),
        ("2. The cables are seven.", ["seven"]),
    ],
)
def test_a_number_that_labels_counts_nothing(text: str, numbers: list[str]) -> None:
    assert [span.of(text) for span in candidates("number", text)] == numbers


def test_words_of_a_group_are_said_by_who_speaks_for_it() -> None:
    record = document("RP-7", kind="compendium")
    told = hit("We are sad.", record, speaker="Cuba", section=("Cuba (on behalf of the Arab Group)",))
    other = hit("I am sad.", record, speaker="Spain", section=("Spain",))
    assert is_said_by(record, told.passage, ("Arab Group",))
    assert not is_said_by(record, other.passage, ("Arab Group",))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It was adopted by 105 votes to 9, with 33 abstentions.", ["105 votes to 9, with 33 abstentions"]),
        ("It cost $3 million.", ["$3 million"]),
    ],
)
def test_a_vote_and_a_sum_are_one_number(text: str, numbers: list[str]) -> None:
    assert [span.of(text) for span in candidates("number", text)] == numbers


@pytest.mark.parametrize(
    ("date", "day"), [("2 June 2045", True), ("2021–2025", False), ("2045年6月2日", True)]
)
def test_an_event_has_a_day(date: str, day: bool) -> None:
    assert is_day(date) is day
