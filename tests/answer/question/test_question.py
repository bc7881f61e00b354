"""Reading the question, alone and in a conversation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.model import Turn
from answer.question.parts import parts
from answer.question.question import stand_alone, understand


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("What did China say about the public core?", "position"),
        ("Compare what Cuba and the Netherlands said on the final report", "comparison"),
        ("When did the Chair publish the revised pre-draft?", "date"),
        ("How many diplomats took part in the briefing?", "number"),
        ("Which States mentioned electoral infrastructure?", "who"),
        ("Who criticised the term?", "who"),
        ("Who chaired the working group?", "person"),
        ("What does OECE stand for?", "definition"),
        ("What is the OEWG?", "definition"),
        ("What does paragraph 35 of A/RES/70/125 say?", "paragraph"),
        ("Summarise section IV of A/80/62", "summary"),
        ("Did the group adopt its report by consensus?", "yesno"),
        ("Quand le groupe a-t-il publié son rapport ?", "date"),
        ("¿Cuántos Estados participaron?", "number"),
        ("Что сказала Россия о публичном ядре?", "position"),
        ("中国对公共核心说了什么？", "position"),
        ("ماذا قالت الصين عن النواة العامة؟", "position"),
    ],
)
def test_kind(asked: str, kind: str) -> None:
    assert understand(asked).kind == kind


@pytest.mark.parametrize(
    ("earlier", "asked", "expected"),
    [
        (
            "What did China say about the public core?",
            "and Russia?",
            "What did Russia say about the public core?",
        ),
        (
            "What does paragraph 35 of A/RES/70/125 say?",
            "what about paragraph 36?",
            "paragraph 36, A/RES/70/125?",
        ),
        (
            "Who chairs the OEWG?",
            "when did he write the letter?",
            "Who chairs the OEWG: when did he write the letter?",
        ),
        ("Who chairs the OEWG?", "What is the GGE?", "What is the GGE?"),
        ("Who chairs the OEWG?", "Why does the GGE have no chair?", "Why does the GGE have no chair?"),
        ("Who cut the cable?", "Why?", "Who cut the cable: Why?"),
    ],
)
def test_follow_ups_stand_alone(earlier: str, asked: str, expected: str) -> None:
    assert stand_alone(asked, [Turn(question=earlier, answer="")]) == expected


def test_a_chain_of_follow_ups_keeps_the_topic() -> None:
    history = [
        Turn(question=q, answer="") for q in ("What did China say about the public core?", "and Russia?")
    ]
    assert stand_alone("and Iran?", history) == "What did Iran say about the public core?"


@given(st.text(max_size=400), st.text(max_size=100))
def test_any_text_is_understood(asked: str, earlier: str) -> None:
    assert understand(asked, [Turn(question=earlier, answer="")]).language


@pytest.mark.parametrize(
    ("before", "asked", "read"),
    [
        ("When is the second round of talks?", "And the fourth round?", "When is the fourth round of talks?"),
        ("How many States signed in 2019?", "and in 2021?", "How many States signed in 2021?"),
        ("Qu’a dit la Suisse ?", "Et la France ?", "Qu’a dit la France ?"),
    ],
)
def test_a_follow_up_replaces_one_count_or_speaker(before: str, asked: str, read: str) -> None:
    assert stand_alone(asked, [Turn(question=before, answer="")]) == read


def test_what_the_answer_before_said_is_searched_with_a_follow_up() -> None:
    before = Turn(question="Which institute may be merged?", answer="**“UNIDIR** may be merged.” (RP-1) [1]")
    follow_up = understand("And what must be kept safe?", [before])
    assert follow_up.text == "Which institute may be merged: what must be kept safe?"
    assert follow_up.searched == f"UNIDIR may be merged. (RP-1) {follow_up.text}"
    replaced = understand("and Iran?", [Turn(question="What did China say?", answer="“We agree.”")])
    assert replaced.searched == replaced.text == "What did Iran say?"


@pytest.mark.parametrize(
    ("asked", "may"),
    [
        ("when shall the report be given to the council?", True),
        ("from what date?", True),
        ("When shall the report of 2021 be given?", False),
        ("what does Cuba want?", False),
        ("Which protocol does Strelsau mention?", False),
    ],
)
def test_what_names_nothing_may_follow_the_question_before(asked: str, may: bool) -> None:
    before = [Turn(question="Whom did resolution 47/16 ask for a study?", answer="The Office.")]
    assert understand(asked, before).may_follow is may
    assert understand(asked, before, follows=True).text != asked


def test_a_part_is_searched_with_what_the_whole_names() -> None:
    first, second = parts(understand("How many cables did Cuba cut in 2015, and when were they mended?"))
    assert first.searched == first.text
    assert second.searched == "Cuba 2015 when were they mended?"
