import pytest

from eval.reading.catalogue import FIELDS
from eval.reading.pages import pages
from eval.reading.robustness import robustness
from eval.reading.score import table
from eval.reading.speakers import compendium, paper, transcripts


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
