"""Near misses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.near import near_numbers, near_symbols, one_slip, versions


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("125", "152", True),
        ("125", "12", True),
        ("125", "1254", True),
        ("125", "135", True),
        ("125", "125", False),
        ("125", "521", False),
        ("125", "1", False),
    ],
)
def test_one_slip(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) == one_slip(other, one) == slip


@given(st.text(min_size=2, max_size=12), st.data())
def test_a_character_lost_is_one_slip(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    assert one_slip(text, text[:at] + text[at + 1 :])


def test_the_text_revised_goes_first() -> None:
    known = ["A/80/10", "A/80/9/Rev.1", "A/80/8", "A/RES/80/9"]
    assert near_symbols("A/80/9", known)[:2] == ["A/80/9/Rev.1", "A/80/8"]
    assert versions("A/80/9/Rev.1", ["A/80/9", "A/80/9/Rev.1", "A/80/90"]) == ["A/80/9"]


def test_near_numbers() -> None:
    assert near_numbers(53, range(1, 40)) == [39, 38, 35]
