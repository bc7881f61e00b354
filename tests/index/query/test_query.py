from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.query import LONGEST, read


def test_what_a_question_names() -> None:
    query = read("Which part of 70/125, para. 35, or A/RES/68/98 mentions “human rights online”?")
    assert query.symbols == ("A/RES/70/125", "A/RES/68/98")
    assert query.paragraphs == ("35",)
    assert query.phrases == ("human rights online",)
    assert query.language == "en"


def test_quotation_marks_of_other_languages() -> None:
    assert (
        read("Qui parle de « gouvernance de l’internet » ?").phrases[0].strip() == "gouvernance de l’internet"
    )
    assert read("谁提到了「公共核心」？").phrases == ("公共核心",)


@given(st.text(max_size=3000))
def test_any_question_is_read_within_bounds(text: str) -> None:
    assert len(read(text).text) <= LONGEST


TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("What does the 2019 ECOSOC resolution say?", "document year:2019"),
        ("What does the 2019 ECOSOC resolution say?", "body:Economic and Social Council"),
        ("How many ships sailed in 1998?", "year:1998"),
        ("last year’s resolution on ships", "document year:2025"),
        ("La résolution de l’année dernière", "document year:2025"),
        ("the most recent report", "order:latest"),
        ("What was decided on 14 December 2022?", "date:2022-12-14"),
        ("Report of the 73rd session", "session:73"),
        ("What did the Brazilian delegation say?", "speaker:Brazil"),
        ("the Russian text, in Russian", "language:ru"),
        ("Security Council resolution 2772", "symbol:S/RES/2772"),
        ("第70/125号决议说了什么？", "symbol:A/RES/70/125"),
        ("第十五条规定了什么？", "paragraph:art. 15"),
        ("¿Qué dice el artículo 9?", "paragraph:art. 9"),
        ("What does footnote 24 say?", "paragraph:fn 24"),
    ],
)
def test_what_says_where_to_look(question: str, key: str) -> None:
    assert key in {named.key for named in read(question, TODAY).named}


def test_a_year_in_a_symbol_is_not_asked_for() -> None:
    assert read("E/RES/2019/24").years == ()


def test_what_was_named_can_be_taken_back() -> None:
    query = read("What did China say of A/RES/70/125?")
    assert query.without({"speaker:China"}).speakers == ()
    assert query.without({"speaker:China"}).symbols == ("A/RES/70/125",)
    assert query.without({"*"}).named == ()


def test_the_topic_is_what_does_not_say_where_to_look() -> None:
    assert read("ships under A/RES/70/125").topic.split() == ["ships", "under"]
    assert read("A/RES/70/125").topic == "A/RES/70/125"


@given(st.text(max_size=500))
def test_the_words_of_what_is_named_are_told(text: str) -> None:
    assert all(named.words and named.value for named in read(text).named)
