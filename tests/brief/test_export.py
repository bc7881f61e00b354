"""The files of a brief, and what has come since one was saved."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from brief.export import SUFFIXES, exported
from brief.export.as_atom import as_atom
from brief.export.matrix import safe
from brief.make import brief
from brief.model import Brief
from brief.news import load, new_in, saved
from check.draft.read import read_draft
from check.quote.quotation import Checker
from check.report.report import check_draft
from cite.lookup import look_up
from errors import RapporteurError
from index.hit import Filters
from index.library import Library


@pytest.fixture(scope="module")
def paper(debate: Library) -> Brief:
    """The paper on the topic."""
    return brief(debate, "register of lighthouses")


def test_word_file_has_a_footnote_for_every_entry(paper: Brief) -> None:
    """Numbered by Word."""
    with ZipFile(BytesIO(exported(paper, ".docx"))) as file:
        notes, body = file.read("word/footnotes.xml").decode(), file.read("word/document.xml").decode()
    assert body.count("<w:footnoteReference ") == len(paper.quoted)
    assert "A/80/901" in notes
    assert "11 July 2025" in notes
    assert 'w:val="Heading1"' in body


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
def test_its_own_export_passes_the_draft_check(
    debate: Library, paper: Brief, tmp_path: Path, suffix: str
) -> None:
    """Not one finding that is more than harmless."""
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(exported(paper, suffix))
    report = check_draft(read_draft(path), Checker(debate), lambda name: look_up(debate.register, name))
    assert report.quotes
    assert [q.finding.quote for q in report.quotes if q.finding.verdict != "verbatim"] == []
    assert not report.serious


def test_an_unknown_format_is_said(paper: Brief) -> None:
    """With those there are."""
    with pytest.raises(RapporteurError, match="\\.docx"):
        exported(paper, ".pdf")
    assert ".docx" in SUFFIXES


def test_the_table_has_speakers_and_years(paper: Brief) -> None:
    """A row a speaker, a column a year."""
    rows = list(csv.reader(StringIO(exported(paper, ".csv").decode())))
    assert rows[0] == ["speaker", "2025"]
    assert "Chile" in [row[0] for row in rows]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """Spreadsheets read them as text."""
    assert safe(cell).startswith("'")


def test_what_was_saved_is_not_new_and_what_was_not_is(debate: Library, paper: Brief, tmp_path: Path) -> None:
    """By words and by place."""
    path = tmp_path / "saved.json"
    path.write_bytes(exported(paper, ".json"))
    assert new_in(paper, load(path)) == ()
    narrow = brief(debate, "register of lighthouses", Filters.of({"speakers": "Chile"}))
    fresh = new_in(paper, saved(narrow.as_dict()))
    assert {e.owner.name for e in fresh} >= {"Norway", "Microsoft"}
    assert "Chile" not in {e.owner.name for e in fresh}


def test_the_feed_has_an_item_for_each_new_entry(paper: Brief) -> None:
    """Ids stay the same from run to run."""
    feed = ElementTree.fromstring(as_atom(paper, paper.quoted))
    items = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(items) == len(paper.quoted)


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"topic": "x"}), '{"entries": 3}'])
def test_a_file_that_is_no_brief_is_said(tmp_path: Path, text: str) -> None:
    """In one sentence."""
    path = tmp_path / "saved.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RapporteurError):
        load(path)
