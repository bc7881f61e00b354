import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical.glossary import in_english
from index.query.vocabulary import body_named, find_words


@pytest.mark.parametrize("name", ["ECOSOC", "Economic and Social Council", "经社理事会"])
def test_a_body_has_one_spelling(name: str) -> None:
    assert body_named(name) == "Economic and Social Council"


def test_an_unknown_body_stays_as_it_is() -> None:
    assert body_named("The Harbour Board") == "The Harbour Board"


def test_an_acronym_counts_as_printed_only() -> None:
    assert find_words("the GA and the gas", "bodies")[0].value == "General Assembly"
    assert find_words("gap, ga", "bodies") == []


@given(st.text(max_size=300))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    for sort in ("bodies", "kinds", "languages", "order", "years", "asks", "demonyms"):
        assert all(0 <= word.start < word.end <= len(text) for word in find_words(text, sort))


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("中国对公共核心怎么看？", "public core"),
        ("ما هي الجريمة الخطيرة؟", "serious crime"),
        ("¿Qué dijo sobre la brecha digital?", "digital divide"),
        ("Об управлении интернетом", "internet"),
    ],
)
def test_terms_are_known_in_other_languages(question: str, term: str) -> None:
    assert term in in_english(question)
