"""Rows of tables and the words above them."""

from answer.evidence.evidence import spoken_sentences
from answer.evidence.tables import above, head, read, rows
from ingest.structure.sentences import Span
from tests.answer.making import document, passage

TABLE = "Cable | Laid | Length\nZenda | 1897 | 12.5\nStrelsau. Second part | 1898 | 30"


def test_a_row_is_read_after_its_head() -> None:
    table = passage(TABLE, document(), kind="table")
    _, zenda, _ = rows(table)
    assert read(table, zenda) == "Cable | Laid | Length\nZenda | 1897 | 12.5"
    assert above(table, rows(table)[0]) is None


def test_a_row_is_not_cut_into_sentences() -> None:
    table = passage(TABLE, document(), kind="table")
    found = [span.of(TABLE) for span, _ in spoken_sentences(document(), table)]
    assert found == TABLE.split("\n")


def test_figures_are_no_head() -> None:
    assert head(passage("Zenda | 12.5\nStrelsau | 30", document(), kind="table")) is None
    assert head(passage(TABLE, document())) is None


def test_a_line_that_spans_columns_takes_the_next() -> None:
    text = "| | Changes |\nCable | 2024 | 2025\nZenda | 12.5 | 13.1"
    found = head(passage(text, document(), kind="table"))
    assert found == Span(0, text.index("\nZenda"))
