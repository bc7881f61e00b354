"""Hostile titles in BibTeX and RIS, read back by other programs than those that wrote them."""

from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser

from cite.managers import bibtex, ris
from cite.match import Match
from cite.plain import one_line
from tests.cite.test_styles import DOCUMENT

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:bibtexparser", "ignore::DeprecationWarning:pyparsing"
)

HOSTILE = (
    "The lamp}\n\n@misc{stolen, title = {Nothing",
    "The lamp\nER  - \n\nTY  - BOOK\nT1  - Stolen",
    "\\input{/etc/passwd} \\write18{rm -rf} and \\\\",
    "100 % of $x^2$ & lamps #1 _ ~ { unbalanced",
    "} unbalanced {{",
    '"quoted" # concatenated # string, and @comment{lamps}',
    "\u202egnorw\u202c <script>alert(1)</script> =HYPERLINK(1)",
    "TI  - a tag at the beginning",
    "国家安全 و الأمن — “public core”",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_bibtexparser_reads_one_entry_and_its_fields(title: str) -> None:
    matches = [Match(document=replace(DOCUMENT, title=title)), Match(document=replace(DOCUMENT, id="f" * 16))]
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    entries = bibtexparser.loads(bibtex(matches), parser).entries
    assert len(entries) == 2
    assert {entry["ENTRYTYPE"] for entry in entries} == {"misc"}
    assert entries[0]["url"] == DOCUMENT.url
    assert entries[0]["date"] == DOCUMENT.date
    assert entries[1]["title"].strip("{}") == DOCUMENT.title
    assert "\\input" not in entries[0]["title"]
    assert "\\write" not in entries[0]["title"]


@pytest.mark.parametrize("title", HOSTILE)
def test_rispy_reads_one_record_and_its_fields(title: str) -> None:
    matches = [Match(document=replace(DOCUMENT, title=title)), Match(document=replace(DOCUMENT, id="f" * 16))]
    records = rispy.loads(ris(matches) + "\n")
    assert len(records) == 2
    assert [record["type_of_reference"] for record in records] == ["RPRT", "RPRT"]
    assert records[0]["title"] == one_line(title)
    assert records[0]["number"] == DOCUMENT.symbol
