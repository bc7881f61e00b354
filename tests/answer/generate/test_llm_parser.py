"""Lines of a model's reply, however the chunks are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.generate.llm_parser import LONGEST_LINE, Line, LineParser

REPLY = (
    "<think>Let me see [p1].\nHm.</think>\n## Answer\n- **China** said “x” [p1] [P2, p3].\n"
    "1. Two [1][^2]【3†src】. (p4)\n"
    "```\ncode\n```\nA/RES/70/1 (p. 4) says […] so\r\nCuba left[p2"
)


def lines(chunks: list[str]) -> list[Line]:
    parser = LineParser()
    return [line for chunk in chunks for line in parser.feed(chunk)] + parser.close()


def test_marks_are_taken_out_and_ids_kept() -> None:
    assert lines([REPLY]) == [
        Line("Answer", ()),
        Line("China said “x”.", ("p1", "p2", "p3")),
        Line("Two.", ("p4",)),
        Line("code", ()),
        Line("A/RES/70/1 (p. 4) says […] so", ()),
    ]


@given(st.lists(st.integers(0, len(REPLY)), max_size=40))
def test_the_cuts_make_no_difference(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(REPLY)]
    assert lines([REPLY[a:b] for a, b in pairwise(edges)]) == lines(list(REPLY))


@given(st.text(alphabet="p1[]()【】,\n*<think>/ .a`", max_size=200))
def test_whatever_comes_the_cuts_make_no_difference(text: str) -> None:
    assert lines([text]) == lines(list(text))


@pytest.mark.parametrize("cut", [1, LONGEST_LINE])
def test_an_endless_line_is_dropped_and_the_next_is_read(cut: int) -> None:
    text = "a" * (3 * LONGEST_LINE) + "\nEnd.\n"
    assert lines([text[i : i + cut] for i in range(0, len(text), cut)]) == [Line("End.", ())]


def test_not_found() -> None:
    assert [line.says_not_found for line in lines(["`NOT_FOUND`.\nnot found\n"])] == [True, False]
