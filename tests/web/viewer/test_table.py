import pytest

from tests.web.invented import HOSTILE, document, passage
from tests.web.strict import StrictHtml
from web.viewer.source import body
from web.viewer.table import is_table, table_html

ALLOWED = {
    "div": {"class", "tabindex"}, "table": set(), "thead": set(), "tbody": set(), "tr": set(),
    "th": {"scope"}, "td": set(), "mark": set(),
}  # fmt: skip
TEXT = "Lamp | Keeper | Year\nNorth | Atlantis | 2030\n| South | Lemuria | |"


def test_a_table_is_shown_in_cells_with_the_quoted_row_marked() -> None:
    page = StrictHtml(table_html(passage(document(), TEXT, kind="table"), "North | Atlantis | 2030"), ALLOWED)
    assert len(page.all("th")) == 3
    assert len(page.all("tr")) == 3
    assert len(page.all("mark")) == 3
    assert "Lemuria" in page.text


def test_a_passage_shows_its_table_as_one() -> None:
    of = document()
    assert "<table>" in body(of, passage(of, TEXT, kind="table"), "", "en")
    assert "<table>" not in body(of, passage(of, TEXT), "", "en")


@pytest.mark.parametrize("text", ["one | line", "no bars\nhere", "a | b\nno bar"])
def test_what_has_no_cells_is_no_table(text: str) -> None:
    assert not is_table(passage(document(), text, kind="table"))


def test_hostile_cells_stay_words() -> None:
    hostile = HOSTILE.replace("\n", " ")
    StrictHtml(
        table_html(passage(document(), f"{hostile} | a\nb | {hostile}", kind="table"), hostile), ALLOWED
    )
