"""Quotations are cut at clause borders only."""

from hypothesis import given
from hypothesis import strategies as st

from answer.compose.shorten import shorten, with_ellipses
from ingest.structure.sentences import Span

LONG = "In the first year the group met twice, in the second it met three times; in the third, on 4 May, it wrote its report."


def test_a_short_sentence_stays_whole() -> None:
    assert shorten(LONG, Span(0, 40), longest=60) == Span(0, 40)


def test_the_answering_words_stay() -> None:
    at = LONG.index("4 May")
    span = shorten(LONG, Span(0, len(LONG)), Span(at, at + 5), longest=8)
    assert "4 May" in span.of(LONG)
    assert span.of(LONG) == "in the third, on 4 May, it wrote its report."
    assert with_ellipses(LONG, span, Span(0, len(LONG))) == "[…] in the third, on 4 May, it wrote its report."


@given(st.text(alphabet="ab ,;:\n—", min_size=1, max_size=200), st.integers(1, 30))
def test_what_is_kept_lies_inside_the_sentence(text: str, longest: int) -> None:
    span = shorten(text, Span(0, len(text)), longest=longest)
    assert 0 <= span.start <= span.end <= len(text)
