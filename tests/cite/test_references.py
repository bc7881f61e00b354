"""Paragraph references as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.references import paragraph_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("A/RES/70/125, para. 35", ("35",)),
        ("paras. 8–10 of A/80/62", ("8", "9", "10")),
        ("paragraph 3 (a)", ("3 (a)",)),
        ("párr. 35", ("35",)),
        ("paragraphe 12", ("12",)),
        ("第35段", ("35",)),
        ("الفقرة 35", ("35",)),
        ("пункт 35", ("35",)),
        ("GA res. 75/282 OP4", ("4",)),
        ("PP3", ("PP3",)),
        ("preambular paragraph 3", ("PP3",)),
        ("footnote 7 of GE-005", ("fn 7",)),
        ("article 32", ("art. 32",)),
        ("in 35 countries", ()),
    ],
)
def test_paragraph_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert paragraph_numbers(text) == numbers


@given(st.text(max_size=300))
def test_any_text_may_be_searched(text: str) -> None:
    assert all(number for number in paragraph_numbers(text))
