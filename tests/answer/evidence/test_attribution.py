"""Whose words: the author's, the speaker's, quoted or reported."""

import pytest

from answer.evidence.attribution import quotations, voices
from ingest.document import Document
from tests.answer.making import document, passage


def words(kind: str, text: str, speaker: str | None) -> list[tuple[str, str]]:
    paper: Document = document(kind=kind)
    spoken = passage(text, paper, speaker=speaker)
    return [(item.voice, item.span.of(text).strip()) for item in voices(paper, spoken)]


def test_a_passage_without_a_speaker_is_the_authors() -> None:
    assert words("paper", "The group met “twice”.", None) == [("author", "The group met “twice”.")]


def test_a_paper_quotes_what_stands_in_quotation_marks() -> None:
    assert words("paper", "Ruritania: “We agree. It is time.”", "Ruritania") == [
        ("quoted", "We agree. It is time.")
    ]


def test_a_sentence_that_mixes_is_the_papers_report_whole() -> None:
    text = "Ruritania: notes that “trust” is “low” among neighbours"
    assert words("paper", text, "Ruritania") == [("reported", "notes that “trust” is “low” among neighbours")]


def test_a_few_words_of_announcement_leave_a_quotation_a_quotation() -> None:
    text = (
        "Acme, in a note, states “all of us here strongly support the several new rules that were proposed.”"
    )
    assert words("paper", text, "Acme") == [
        ("quoted", "all of us here strongly support the several new rules that were proposed.")
    ]


def test_a_report_without_quotation_marks_is_never_the_speakers_words() -> None:
    assert words("paper", "Ruritania: asked for more time.", "Ruritania") == [
        ("reported", "asked for more time.")
    ]


def test_under_the_speakers_own_heading_all_is_the_speakers() -> None:
    text = "We thank the Chair for “patience”."
    assert words("compendium", text, "Ruritania") == [("speaker", text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("A: “one (“two” for instance) three.”", ["one (“two” for instance) three."]),
        ("A: “closed by the wrong mark.“", ["closed by the wrong mark."]),
        ('A said "yes" and "no".', ["yes", "no"]),
        ("« oui » puis “a” b", [" oui ", "a"]),
        ("“never closed", ["never closed"]),
        ("no marks", []),
    ],
)
def test_outermost_quotations(text: str, inner: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == inner
