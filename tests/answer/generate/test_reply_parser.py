"""A model's reply in either form, however the chunks are cut."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.generate.reply import Brought, Missing, Part, Written
from answer.generate.reply_parser import LONGEST_LINE, ReplyParser

REPLY = (
    "<think>Let me see [p1].\nHm.</think>\n## Answer\n- S: **China** said “x” [p1] [P2, p3].\n- P: p1 | x y\n"
    "P: [P2] “z”\n1. S: Two [1][^2]【3†src】. (p4)\nP: p4: w\nS: A/RES/70/1 (p. 4) says […] so.\r\n"
    "MISSING: the *rest*\nS: Cuba left"
)
PARTS = [
    Written("China said “x”.", (Brought("p1", "x y"), Brought("p2", "“z”"))),
    Written("Two.", (Brought("p4", "w"),)),
    Written("A/RES/70/1 (p. 4) says […] so.", ()),
    Missing("the rest"),
]


def parts(chunks: list[str]) -> list[Part]:
    parser = ReplyParser()
    return [part for chunk in chunks for part in parser.feed(chunk)] + parser.close()


def test_marks_are_taken_out_and_proofs_kept() -> None:
    assert parts([REPLY]) == PARTS


@given(st.lists(st.integers(0, len(REPLY)), max_size=40))
def test_the_cuts_make_no_difference(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(REPLY)]
    assert parts([REPLY[a:b] for a, b in pairwise(edges)]) == parts(list(REPLY))


@given(st.text(alphabet='SP:|p1[]{}()【】,\n*<think>/ .a`"\\', max_size=200))
def test_whatever_comes_the_cuts_make_no_difference(text: str) -> None:
    assert parts([text]) == parts(list(text))


@pytest.mark.parametrize("cut", [1, 97, LONGEST_LINE])
def test_an_endless_line_is_dropped_and_the_next_is_read(cut: int) -> None:
    text = "S: " + "a" * (3 * LONGEST_LINE) + "\nS: End.\n"
    assert parts([text[i : i + cut] for i in range(0, len(text), cut)]) == [Written("End.", ())]


@pytest.mark.parametrize(
    "reply", ["`NOT_FOUND`.\nnot found\n", json.dumps({"statements": [], "not_found": True})]
)
def test_not_found(reply: str) -> None:
    assert parts([reply]) == [Missing()]


@pytest.mark.parametrize("frame", ["REPLY", "```json\nREPLY\n```", "<think>{</think>\nREPLY"])
def test_a_reply_in_json_is_read_object_by_object(frame: str) -> None:
    one = {"text": 'A "b" } c.', "proofs": [{"passage": "P1", "words": "{ d \\"}]}
    whole = json.dumps({"statements": [one, {"text": 3}], "missing": "e", "not_found": False})
    assert parts([frame.replace("REPLY", whole)]) == [
        Written('A "b" } c.', (Brought("p1", "{ d \\"),)),
        Missing("e"),
    ]


def test_a_reply_in_json_that_breaks_off_keeps_what_was_closed() -> None:
    one = json.dumps({"text": "A.", "proofs": [{"passage": "p1", "words": "a"}]})
    assert parts([f'{{"statements": [{one}, {{"text": "B", "pro']) == [Written("A.", (Brought("p1", "a"),))]
