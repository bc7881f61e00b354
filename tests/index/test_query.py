from hypothesis import given
from hypothesis import strategies as st

from index.query import LONGEST, read


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
