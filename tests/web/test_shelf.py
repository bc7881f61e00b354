from pathlib import Path

from invented import register

from web.shelf import COLUMNS, document_rows, failure_rows


def test_every_document_has_a_row_with_its_warnings(tmp_path: Path) -> None:
    rows = document_rows(register(tmp_path))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    first, *_, last = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
    assert first == {
        "Symbol": "A/AC.999/2031/1",
        "Title": "Report of the working group on lighthouses",
        "Date": "2031-03-14",
        "Body": "General Assembly",
        "Language": "en",
        "Pages": 12,
        "Passages": 1,
        "Warnings": "",
    }
    assert (last["Symbol"], last["Passages"], last["Warnings"]) == ("", 0, "p. 4: no text; no date")


def test_every_file_set_aside_has_its_reason(tmp_path: Path) -> None:
    assert failure_rows(register(tmp_path)) == [["/papers/locked.pdf", "it is protected by a password"]]
