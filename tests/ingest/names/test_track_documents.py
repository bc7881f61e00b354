"""The catalogue of documents, and the corpus it was checked against."""

import csv
import re
from pathlib import Path

import pytest

from errors import RapporteurError
from ingest.fetch.hosts import Hosts
from ingest.names.symbols import find_symbols, normalise
from ingest.names.track_documents import catalogue, entry, of_track, tracks


def test_it_is_large_and_each_entry_stands_once() -> None:
    symbols = [item.symbol for item in catalogue()]
    assert len(symbols) >= 150
    assert len(set(symbols)) == len(symbols)


def test_every_entry_is_well_formed() -> None:
    for item in catalogue():
        assert normalise(item.symbol) == item.symbol
        assert item.body
        assert re.fullmatch(r"(?:\d{4}-\d\d-\d\d)?", item.date)
        assert re.fullmatch(r"corpus|known|cited in \S.*", item.checked)
        Hosts().check(item.address)


def test_tracks() -> None:
    assert {"oewg", "gge", "ahc", "wsis", "igf", "gdc"} <= set(tracks())
    assert {item.track for item in of_track("OEWG")} == {"oewg"}
    with pytest.raises(RapporteurError):
        of_track("trees")
    assert entry("a/res/70/125") is not None


def test_what_the_corpus_has_agrees_with_it(corpus: Path) -> None:
    with (corpus / "catalogue.tsv").open(encoding="utf-8") as file:
        rows = {normalise(row["symbol"] or ""): row for row in csv.DictReader(file, delimiter="\t")}
    for item in catalogue():
        assert (item.symbol in rows) == (item.checked == "corpus"), item.symbol
        row = rows.get(item.symbol)
        if row and item.date:
            year = item.date[:4]
            day = str(int(item.date[8:]))
            assert year in row["date"]
            assert day in row["date"]
        if row and item.title and re.match(r"\S+/\d+\. ", row["title"]):
            shown = row["title"].split(". ", 1)[1].rstrip(";")  # cut at a width
            assert item.title.startswith(shown)


def test_what_is_said_to_be_cited_is(corpus: Path) -> None:
    for item in catalogue():
        if not item.checked.startswith("cited in"):
            continue
        name = re.sub(r"[/ ]", "_", item.checked.removeprefix("cited in ")).replace("(", "").replace(")", "")
        file = corpus / "un" / "resolutions" / f"{name}.txt"
        file = corpus / "ge" / "GE-005_2020-07-15.txt" if name == "GE-005" else file
        if file.is_file():
            found = {
                match.symbol for match in find_symbols(file.read_text(encoding="utf-8", errors="replace"))
            }
            assert item.symbol in found, item
