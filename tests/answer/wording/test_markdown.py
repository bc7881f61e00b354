"""Escaped words show as they are and do nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from answer.wording.markdown import escape


@given(st.text(alphabet="ab1 *_`[]()<>#+-=.$~|\\&;!\n:/", max_size=60))
def test_nothing_in_a_text_becomes_markup(text: str) -> None:
    html = (
        MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(escape(text))
    )
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "br", "pre", "code"}
    assert "<code>" not in html or re.search(r"^(?: {4}|\t)", text, re.MULTILINE)


@pytest.mark.parametrize(
    "text", ["States should not, under any circumstances, attack (para. 4).", "the norms […] apply"]
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert escape(text) == text


def test_marks_of_our_own_cannot_be_forged() -> None:
    assert escape("so it is [1]") == "so it is \\[1\\]"


def test_what_hides_or_turns_text_is_left_out() -> None:
    assert escape("a\x00b\u202ec") == "abc"
