"""References a person can follow."""

import pytest

from cite.locator import locator, reference
from tests.answer.making import document, passage


@pytest.mark.parametrize(
    ("section", "paragraph", "pages", "expected"),
    [
        ((), "35", (7,), "para. 35 (p. 7)"),
        (("Annex II", "Scope"), "3", (12, 13), "annex II, para. 3 (pp. 12–13)"),
        ((), "fn 4", (2,), "footnote 4 (p. 2)"),
        ((), "PP3", (), "preambular para. 3"),
        ((), "art. 5", (), "art. 5"),
        ((), None, (5,), "p. 5"),
        (("Foreword",), None, (), ""),
    ],
)
def test_locator(
    section: tuple[str, ...], paragraph: str | None, pages: tuple[int, ...], expected: str
) -> None:
    assert locator(passage("x", document(), section=section, paragraph=paragraph, pages=pages)) == expected


def test_a_reference_without_a_symbol_names_the_title() -> None:
    untitled = document(None)
    assert reference(untitled, passage("x", untitled, pages=())) == "A paper on Ruritania"
