"""HTML that is broken, as much of it is: each word is read once, in time linear in its length."""

import re
import time
from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.html import html_blocks

TAGS = ("p", "div", "ul", "li", "table", "tr", "td", "th", "b", "h1", "h2", "section", "dl", "dd", "blockquote",
        "sup", "a", "span", "caption")  # fmt: skip
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(["WORD"] * 3),
    st.integers(1, 3).map(lambda n: f'<sup><a href="#n{n}">{n}</a></sup>'),
    st.integers(1, 3).map(lambda n: f'<div id="n{n}">WORD'),
)


def texts(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in html_blocks(markup)]


@given(st.lists(PIECES, max_size=60))
def test_no_text_is_given_twice(pieces: list[str]) -> None:
    number = count()
    markup = "".join(f" w{next(number)}w " if piece == "WORD" else piece for piece in pieces)
    given_words = Counter(re.findall(r"w\d+w", " ".join(text for _, text in texts(markup))))
    assert not given_words or max(given_words.values()) == 1


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<table><tr><td>a<table><tr><td>b</table>c</table>", [("table", "a c"), ("table", "b")]),
        ("<table><tr><th>a<td>b<tr><td>c<td>d</table>", [("table", "a | b\nc | d")]),
        (
            "<table><tr><td>one<td><table><tr><td>two<tr><td>three",
            [("table", "one | "), ("table", "two\nthree")],
        ),
        (
            '<p>a<sup><a href="#n1">1</a></sup> b<sup><a href="#n2">2</a></sup></p>'
            "<div id=n1>alpha <div id=n2>beta</div></div>",
            [("paragraph", "a b"), ("footnote", "alpha"), ("footnote", "beta")],
        ),
    ],
)
def test_tables_and_notes_within_others_come_after_them(markup: str, blocks: list[tuple[str, str]]) -> None:
    assert texts(markup) == blocks


def test_cells_that_are_never_closed_cost_no_more_than_their_length() -> None:
    markup = "<table><tr><td>lamp oil " * 200 + "keeper " * 20_000
    began = time.process_time()
    found = " ".join(text for _, text in texts(markup))
    assert time.process_time() - began < 5
    assert (found.count("lamp"), found.count("keeper")) == (200, 20_000)
