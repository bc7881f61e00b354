import zipfile

import docx
import pytest

from errors import UnreadableDocumentError
from ingest.work.reader import read

MARKDOWN = """---
title: "Lamps and Governance"
date: 2024-03-26T15:32:40.572Z
---

# Lamps and Governance

First words about *lamps* and [candles](https://candles.example).

## Rules

1. Lamps are lit.
2. Lamps are put out.

| Year | Lamps |
|------|-------|
| 2020 | 14    |
"""

HTML = """<html lang="fr"><head><title>Note</title><script>alert("no")</script></head><body><nav>Accueil</nav>
<h1>Les réverbères</h1><p>La ville est éclairée<sup><a href="#n1">1</a></sup> la nuit.</p>
<ol start="3"><li>On allume.</li><li>On éteint.</li></ol>
<table><tr><th>An</th><th>Lampes</th></tr><tr><td>2020</td><td>14</td></tr></table>
<p id="n1">Voir le livre.</p><style>p { color: red }</style></body></html>"""


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_markdown(tmp_path):
    reading = write(tmp_path / "note.md", MARKDOWN)
    assert (reading.document.title, reading.document.date) == ("Lamps and Governance", "2024-03-26")
    assert reading.passages[0].text == "First words about lamps and candles."
    assert [(passage.paragraph, passage.text) for passage in reading.passages[1:3]] == [
        ("1", "Lamps are lit."),
        ("2", "Lamps are put out."),
    ]
    assert reading.passages[1].section == ("Rules",)
    assert (reading.passages[-1].kind, reading.passages[-1].text) == ("table", "Year | Lamps\n2020 | 14")


def test_html_drops_what_runs_and_keeps_what_is_read(tmp_path):
    reading = write(tmp_path / "note.html", HTML)
    text = "\n".join(passage.text for passage in reading.passages)
    assert (reading.document.title, reading.document.language) == ("Les réverbères", "fr")
    assert not any(word in text for word in ("alert", "color", "Accueil"))
    assert reading.passages[0].text == "La ville est éclairée la nuit."
    assert {passage.paragraph: passage.text for passage in reading.passages if passage.paragraph} == {
        "3": "On allume.",
        "4": "On éteint.",
        "fn 1": "Voir le livre.",
    }
    assert "2020 | 14" in text


def test_xml_with_articles(tmp_path):
    reading = write(
        tmp_path / "declaration.xml",
        '<?xml version="1.0"?><declaration xml:lang="zh"><title>灯的宣言</title><article><title>第十二条</title>'
        "<para>人人有权点灯。</para></article></declaration>",
    )
    assert reading.document.title == "灯的宣言"
    assert (reading.passages[0].paragraph, reading.passages[0].language) == ("art. 12", "zh")


def test_docx(tmp_path):
    document = docx.Document()
    document.add_heading("Lamps of the city", level=1)
    document.add_heading("Rules", level=2)
    document.add_paragraph("1. Lamps are lit.")
    document.add_paragraph("(a) At dusk;")
    table = document.add_table(rows=2, cols=3)
    for row, cells in zip(table.rows, [("Year", "Lit", "Out"), ("2020", "4", "4")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    path = tmp_path / "lamps.docx"
    document.save(str(path))
    reading = read(path)
    assert reading.document.title == "Lamps of the city"
    assert (reading.passages[0].section, reading.passages[0].paragraph) == (("Rules",), "1")
    assert reading.passages[0].text == "Lamps are lit.\n(a) At dusk;"
    assert reading.passages[1].text == "Year | Lit | Out\n2020 | 4 | 4"


def test_an_office_file_of_another_kind_says_what_to_do(tmp_path):
    path = tmp_path / "sheet.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableDocumentError, match="save it as DOCX or PDF"):
        read(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("broken.pdf", b"%PDF-1.7\nnothing follows", "damaged"),
        ("false.pdf", b"these are plain words", "damaged"),
        ("half.docx", b"PK\x03\x04 cut off here", "damaged"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 10, "old Office file"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "not a kind of file"),
        ("nothing.pdf", b"", "empty"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocumentError, match=reason):
        read(path)
