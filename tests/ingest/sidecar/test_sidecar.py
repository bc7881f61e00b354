"""Sidecars: what they may say, what is said where they are wrong, and that a change is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sidecar.sidecar import NOTHING, Sidecars
from ingest.work.pipeline import ingest

TOML = """
symbol = ["A/RES/70/125", "GE-005"]
title = "On lamps"
date = 2015-12-16
body = "General Assembly"
language = "fr"
author = "R. Hentzau"
kind = "letter"
url = "https://example.org/lamps"
original_language = "ru"
"""


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "papers" / "lamps.md"
    path.parent.mkdir()
    path.write_text("# Lamps\n\n1. Lamps are lit.\n", encoding="utf-8")
    return path


def beside(path, text):
    path.with_name(path.name + ".toml").write_text(text, encoding="utf-8")


def only(register):
    (document,) = register.documents()
    return document


def test_every_field_reaches_the_register(paper, register, settings):
    beside(paper, TOML)
    report = ingest([paper.parent], register, settings)
    assert report.warnings == []
    document = only(register)
    assert document.symbols == ("A/RES/70/125", "GE-005")
    assert (document.title, document.date, document.body) == ("On lamps", "2015-12-16", "General Assembly")
    assert (document.language, document.kind, document.url) == ("fr", "letter", "https://example.org/lamps")
    assert (document.author, document.original_language) == ("R. Hentzau", "ru")
    assert register.documents_by_symbol("GE-005") == [document]


def test_a_given_symbol_gives_body_and_address(paper, register, settings):
    beside(paper, 'symbol = "A/RES/70/125"')
    ingest([paper], register, settings)
    assert only(register).body == "General Assembly"
    assert "A/RES/70/125" in (only(register).url or "")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('tilte = "Lamps"', "lamps.md.toml: “tilte” is not a field"),
        ('date = "16 December"', "lamps.md.toml: “date” is not usable: “16 December” is not a date"),
        ('date = "2015-02-30"', "“date” is not usable: there is no day 2015-02-30"),
        ('language = "Elvish"', "“language” is not usable"),
        ('url = "javascript:alert(1)"', "“url” is not usable"),
        ('symbol = "lamps"', "“symbol” is not usable"),
        ("title = 7", "“title” is not usable"),
        ("title = ", "lamps.md.toml is not TOML"),
    ],
)
def test_a_wrong_field_is_one_warning_and_the_document_is_read(paper, register, settings, line, sentence):
    beside(paper, line)
    report = ingest([paper], register, settings)
    assert (report.added, report.failed) == (1, [])
    (warning,) = report.warnings
    assert sentence in warning.reason
    assert warning.path == str(paper)


def test_a_changed_sidecar_redoes_its_document_only(paper, register, settings):
    other = paper.with_name("candles.md")
    other.write_text("# Candles\n\nCandles are free.\n", encoding="utf-8")
    ingest([paper.parent], register, settings)
    beside(paper, 'title = "On lamps"')
    report = ingest([paper.parent], register, settings)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert sorted(document.title for document in register.documents()) == ["Candles", "On lamps"]
    assert ingest([paper.parent], register, settings).unchanged == 2
    paper.with_name("lamps.md.toml").unlink()
    assert ingest([paper.parent], register, settings).updated == 1
    assert sorted(document.title for document in register.documents()) == ["Candles", "Lamps"]


def test_a_row_of_the_folder_s_table_counts_for_its_file(paper, register, settings):
    other = paper.with_name("candles.md")
    other.write_text("# Candles\n\nCandles are free.\n", encoding="utf-8")
    table = paper.with_name("rapporteur.csv")
    table.write_text("file,title,symbol\nlamps.md,On lamps,A/RES/1/1; GE-001\n", encoding="utf-8")
    ingest([paper.parent], register, settings)
    lamps = register.documents_by_symbol("GE-001")[0]
    assert (lamps.title, lamps.symbols) == ("On lamps", ("A/RES/1/1", "GE-001"))
    table.write_text("file,title\nlamps.md,On lamps\ncandles.md,On candles\n", encoding="utf-8-sig")
    report = ingest([paper.parent], register, settings)
    assert (report.updated, report.unchanged) == (2, 0)
    assert ingest([paper.parent], register, settings).unchanged == 2


def test_a_table_without_the_column_is_said_once_a_document(paper, register, settings):
    paper.with_name("rapporteur.csv").write_text("name,title\nlamps.md,On lamps\n", encoding="utf-8")
    (warning,) = ingest([paper.parent], register, settings).warnings
    assert "no column “file”" in warning.reason


def test_of_two_names_the_one_with_a_sidecar_speaks_and_nothing_flips(paper, register, settings):
    copy = paper.with_name("a_copy.md")
    copy.write_bytes(paper.read_bytes())
    beside(paper, 'title = "On lamps"')
    ingest([paper.parent], register, settings)
    assert only(register).title == "On lamps"
    assert ingest([paper.parent], register, settings).unchanged == 2
    beside(copy, 'title = "Another title"')
    report = ingest([paper.parent], register, settings)
    assert any("not used" in warning.reason for warning in report.warnings)
    assert ingest([paper.parent], register, settings).unchanged == 2
    assert only(register).title == "On lamps"


@given(st.text(max_size=300))
def test_no_text_breaks_a_sidecar(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("papers") / "lamps.md"
    path.with_name("lamps.md.toml").write_text(text, encoding="utf-8", errors="replace")
    path.with_name("rapporteur.csv").write_text(text, encoding="utf-8", errors="replace")
    found = Sidecars().of(path)
    assert found is not None
    assert len(found.digest()) in {0, 16}
    assert NOTHING.digest() == ""
