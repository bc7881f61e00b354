"""Ordinals in figures and words."""

import pytest

from answer.expect.ordinals import ordinals


@pytest.mark.parametrize(
    ("figure", "word"),
    [
        ("1st", "first"),
        ("12th", "twelfth"),
        ("17th", "seventeenth"),
        ("20th", "twentieth"),
        ("82nd", "eighty-second"),
    ],
)
def test_figures_have_their_word(figure: str, word: str) -> None:
    assert ordinals(f"the {figure} session") == {figure: (word,)}


def test_a_nought_is_none() -> None:
    assert ordinals("the 0th and the 17") == {}
