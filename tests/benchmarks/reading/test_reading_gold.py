import pytest

from benchmarks.reading.catalogue import FIELDS
from benchmarks.reading.pages import pages
from benchmarks.reading.robustness import robustness
from benchmarks.reading.score import table
from benchmarks.reading.speakers import compendium, paper, transcripts


@pytest.mark.parametrize("measure", [compendium, paper, transcripts, robustness, pages])
def test_real_documents_are_read_as_people_read_them(corpus, measure):
    for score in measure(corpus):
        assert score.gold
        assert not score.missed


def test_adjudicated_rows_are_of_documents_that_are_there(corpus):
    for row in table("adjudicated.tsv"):
        assert (corpus / row["path"]).is_file()
        assert row["field"] in FIELDS
        assert row["why"]
        assert len(row["printed"].split()) <= 12


def test_pages_quote_no_more_than_a_few_words():
    for row in table("pages.tsv"):
        assert all(len(words.split()) <= 12 for words in row["order"].split(" | "))
