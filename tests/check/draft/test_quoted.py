from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.draft.claimed import claim
from check.draft.paragraph import Note, Paragraph
from check.draft.quoted import quotations
from check.draft.referred import references


def paragraph(text: str, **more) -> Paragraph:
    return Paragraph(number=1, text=text, **more)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “one two three four five” today.", ["one two three four five"]),
        ('He said "one two three four five" today.', ["one two three four five"]),
        ("Il dit « un deux trois quatre cinq ».", [" un deux trois quatre cinq "]),
        ("Er sagt „eins zwei drei vier fünf“ laut.", ["eins zwei drei vier fünf"]),
        ("他说「网络空间不是法外之地」。", ["网络空间不是法外之地"]),
        ("他说《网络》「网络」。", []),
        ("The “public core” of it and the States' own don't count.", []),
        ("“one two ‘three four’ five six” is nested", ["one two ‘three four’ five six"]),
        ("A “mark without its fellow, and then “one two three four five” more", ["one two three four five"]),
        (
            "“An inner paragraph of a long quotation is one too",
            ["An inner paragraph of a long quotation is one too"],
        ),
    ],
)
def test_quotations_are_found(text, quotes):
    assert [span.of(text) for span in quotations(paragraph(text))] == quotes


def test_a_block_is_a_quotation_without_its_attribution():
    text = "One two three four five six. (A/RES/70/125, para. 35)"
    block = paragraph(text, kind="block")
    spans = quotations(block)
    assert [span.of(text) for span in spans] == ["One two three four five six."]
    assert claim(block, spans, 0) == "A/RES/70/125, para. 35"


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("As A/RES/70/125, para. 35 says, “one two three four five”.", "A/RES/70/125, para. 35"),
        ("“one two three four five” (A/RES/70/125, para. 35).", "A/RES/70/125, para. 35"),
        ("“one two three four five” (see para. 35 of resolution 70/125).", "A/RES/70/125, para. 35"),
        ("China said: “one two three four five”.", "China"),
        ("“one two three four five”, said China.", "China"),
        ("China said: “one two three four five” (GE-005, p. 4).", "China in GE-005"),
        ("A/RES/70/125 and A/RES/60/252 say “one two three four five”.", None),
        ("China and Cuba said “one two three four five”.", None),
        ("China agreed. It is written “one two three four five”.", None),
        ("GE-005 holds “one two three four five”.", "GE-005"),
    ],
)
def test_the_claim_is_the_one_beside_it_or_none(text, claimed):
    subject = paragraph(text)
    assert claim(subject, quotations(subject), 0) == claimed


def test_a_footnote_right_behind_it_says_the_source():
    text = "They say “one two three four five”. More."
    subject = paragraph(text, notes=(Note(at=text.index(" More"), text="A/RES/70/125, para. 35."),))
    assert claim(subject, quotations(subject), 0) == "A/RES/70/125, para. 35"


@given(st.text(alphabet="ab c.“”\"'’«»„‘「」『』(),A/RES70-125 para\n", max_size=300))
def test_finding_never_raises_and_spans_never_overlap(text):
    subject = paragraph(text)
    spans = quotations(subject)
    last = 0
    for index, span in enumerate(spans):
        assert last <= span.start < span.end <= len(text)
        last = span.end
        claim(subject, spans, index)
    references(text)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000,
        "“" * 10_000,
        '"' * 10_001,
        "“a” " * 10_000,
        "(" * 50_000,
        "“one two three four five” " * 5_000,
    ],
)
def test_time_is_linear(text):
    began = perf_counter()
    for kind in ("text", "block"):
        subject = paragraph(text, kind=kind)
        spans = quotations(subject)
        for index in range(min(len(spans), 300)):
            claim(subject, spans, index)
    references(text)
    assert perf_counter() - began < 20
