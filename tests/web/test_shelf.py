from invented import InventedRegister

from web.shelf import COLUMNS, document_rows, failure_rows


def test_every_document_has_a_row_with_its_warnings() -> None:
    rows = document_rows(InventedRegister())
    assert {len(row) for row in rows} == {len(COLUMNS)}
    first, second, third = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
    assert first["Symbol"] == "A/AC.999/2031/1"
    assert (first["Pages"], first["Passages"], first["Warnings"]) == (9, 40, "")
    assert second["Warnings"] == "p. 4: no text; no date"
    assert (third["Symbol"], third["Passages"]) == ("", 0)


def test_every_file_set_aside_has_its_reason() -> None:
    assert failure_rows(InventedRegister()) == [["/papers/locked.pdf", "it is protected by a password"]]
