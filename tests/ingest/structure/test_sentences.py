"""Sentences as spans."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.sentences import sentences


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "See A/RES/70/125, paras. 8–10. Then rest.", ["See A/RES/70/125, paras. 8–10.", "Then rest."]),
        (
            "en",
            "Mr. Smith (cf. art. 3) agreed. “We do.” Yes.",
            ["Mr. Smith (cf. art. 3) agreed.", "“We do.”", "Yes."],
        ),
        ("zh", "我们同意。他们不同意。", ["我们同意。", "他们不同意。"]),
        ("ar", "نحن نوافق. هل هذا صحيح؟", ["نحن نوافق.", "هل هذا صحيح؟"]),
        ("ru", "Комитет принял решение. См. п. 5 выше.", ["Комитет принял решение.", "См. п. 5 выше."]),
        ("en", "First item;\nsecond item.", ["First item;", "second item."]),
    ],
)
def test_sentences(language: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, language)] == expected


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "zh", "ar", "ru", "es"]))
def test_every_word_is_in_exactly_one_sentence(text: str, language: str) -> None:
    spans = sentences(text, language)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
