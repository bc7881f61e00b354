import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.tokens import stems, stop_words, tokenise


@pytest.mark.parametrize(
    ("text", "language", "tokens"),
    [
        ("See A/RES/70/125 and S/RES/2733 (2024).", "en", ["see", "a/res/70/125", "s/res/2733_(2024)"]),
        ("resolution 70/125", "en", ["a/res/70/125"]),
        ("para. 35 and paragraph 36", "en", ["¶35", "¶36"]),
        ("el párrafo 7", "es", ["¶7"]),
        ("第12段", "zh", ["¶12"]),
        ("1,200 States in 2015", "en", ["1200", "state", "2015"]),
        ("the OEWG's ICTs", "en", ["oewg", "ict"]),
        ("l’État et les négociations", "fr", ["etat", "negoci"]),
        ("人权保护", "zh", ["人权", "权保", "保护"]),
        ("правам человека", "ru", ["прав", "человек"]),
    ],
)
def test_tokens(text: str, language: str, tokens: list[str]) -> None:
    assert tokenise(text, language) == tokens


def test_symbols_that_differ_in_a_figure_stay_apart() -> None:
    assert tokenise("A/RES/79/1", "en") != tokenise("A/RES/79/2", "en")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "الحكومة", "حكومة"),
        ("ar", "أمن", "امن"),
        ("ru", "ещё раз счёт", "счет"),
        ("es", "resolución", "resolucion"),
    ],
)
def test_variants_meet(language: str, one: str, other: str) -> None:
    assert tokenise(one, language)[-1] == tokenise(other, language)[-1]


def test_a_question_may_meet_the_stem_of_another_language() -> None:
    assert tokenise("gouvernance", "fr")[0] in stems("gouvernance", "en")


def test_words_that_matter_here_are_no_stop_words() -> None:
    assert not {"state", "states", "member", "information", "general", "right", "order"} & stop_words("en")


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "zh", "ar", "ru", "xx", "en-GB"]))
def test_any_text_gives_bounded_tokens_without_spaces(text: str, language: str) -> None:
    for token in tokenise(text, language):
        assert 0 < len(token) <= 64
        assert token.split() == [token]
