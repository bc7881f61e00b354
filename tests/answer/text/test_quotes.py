"""Quotations are found word for word, whatever the typography, and never by approximation."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.text.quotes import fold, locate, never_closed, quoted_spans, tokens

TEXT = (
    "The sys\u00adtem of “norms” — 112 States (non-State actors), 1 000 people \ufb01nd 3.5 per cent; "
    "A/80/62–E/2025/12. States shall not, under any circum\u00ad\nstances, attack. Don’t."
)
WORDS = st.lists(
    st.sampled_from(["no", "not", "12", "1.5", "State", "non-State", "A/1/2", "é", "ﬁve", "中"]), min_size=1
)


def found_in(text: str, quote: str) -> list[str] | None:
    """The words of a text that a quotation is made of."""
    spans = locate(quote, text)
    return None if spans is None else [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("system of 'norms' - 112 States", "sys\u00adtem of “norms” — 112 States"),
        ("the  system", "The sys\u00adtem"),
        ("[t]he system", "The sys\u00adtem"),
        ("find 3.5 per cent.", "\ufb01nd 3.5 per cent"),
        ("A/80/62-E/2025/12", "A/80/62–E/2025/12"),
        ("under any circumstances", "under any circum\u00ad\nstances"),
        ("Don't", "Don’t"),
        ("1\u00a0000 people", "1 000 people"),
    ],
)
def test_typography_is_folded(quote: str, found: str) -> None:
    assert found_in(TEXT, quote) == [found]


def test_the_stroke_that_lengthens_arabic_words_is_no_word_and_changes_none() -> None:
    assert [token.folded for token in tokens("قال ـ كتـاب ـكتابـ ــ")] == ["قال", "كتاب", "كتاب"]


@given(st.text(alphabet=st.characters(categories=("L", "M", "N", "P", "Z", "Cf")), max_size=40))
def test_no_token_is_empty(text: str) -> None:
    assert all(token.folded for token in tokens(text))


@pytest.mark.parametrize(
    "quote",
    ["12 States", "State actors", "5 per cent", "000 people", "3,5 per cent",
     "States shall, under any circumstances", "112 states", "A/80/62", "systems", "", "“”", "…"],
)  # fmt: skip
def test_other_words_are_not_found(quote: str) -> None:
    assert found_in(TEXT, quote) is None


def test_declared_omissions() -> None:
    assert found_in(TEXT, "States shall not […] any circumstances, attack") == [
        "States shall not",
        "any circum\u00ad\nstances, attack",
    ]
    assert found_in(TEXT, "States […] attack") is None
    assert found_in(TEXT, "any circumstances, attack […] States shall not") is None


@given(before=WORDS, quote=WORDS, after=WORDS)
def test_what_is_found_says_the_same(before: list[str], quote: list[str], after: list[str]) -> None:
    found = found_in(" ".join([*before, *quote, *after]), " ".join(quote))
    assert found is not None
    assert fold(found[0])[1:] == fold(" ".join(quote))[1:]


@given(quote=st.text(max_size=40), text=st.text(max_size=200))
def test_whatever_is_found_is_a_piece_of_the_text(quote: str, text: str) -> None:
    found = found_in(text, quote) or []
    assert all(piece in text for piece in found)
    assert all(fold(piece).lower()[:1] == fold(quote.strip()).lower()[:1] for piece in found[:1])


@given(WORDS, st.integers(0, 9), st.integers(1, 9))
def test_an_altered_digit_never_matches(words: list[str], at: int, add: int) -> None:
    text = " ".join([*words, f"70/12{at}", *words])
    assert found_in(text, f"70/12{(at + add) % 10}") is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a “b ‘c’ d” e", ["b ‘c’ d"]),
        ("«x» „y“ \"z\" 'w v' it's States' 「日本」", ["x", "y", "z", "w v", "日本"]),
        ("“European Union.“ next “b”", ["European Union.", "b"]),
        ("“a “b” c”", ["a “b” c"]),
        ("rock ’n’ roll", []),
        ("“open", []),
    ],
)
def test_quotations_inside_a_text(text: str, inside: list[str]) -> None:
    assert [span.of(text) for span in quoted_spans(text)] == inside


def test_a_quotation_without_end_is_noticed() -> None:
    assert never_closed("He said “yes")
    assert not never_closed("He said “yes” to States’ wishes")


@pytest.mark.parametrize(
    "unit", ["“", '"“', "'", "\u00ad", "a\u0301", "aaaa ", "1 000", "-a", "a\u00ad ", "…", "中"]
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        locate(text[: size // 2], text + "z")
        quoted_spans(text)
        return time.process_time() - began

    small, large = (min(seconds(size) for _ in range(3)) for size in (6_000, 48_000))
    assert large < 32 * max(small, 0.01)  # eight times the text; quadratic would be 64 times the time
