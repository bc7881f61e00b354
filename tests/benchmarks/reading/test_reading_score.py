from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reading.catalogue import same_title
from benchmarks.reading.robustness import judge
from benchmarks.reading.score import Score, letters
from benchmarks.reading.speakers import Span, score_spans, spans, transcript_spans
from tests.answer.making import document, passage

OF = document("A/99/1")
SPANS = [
    Span(owner="Ruritania", first="Lamps are", last="and warm.", length=19),
    Span(owner="Graustark", first="We prefer", last="candles."),
]


def said(*rows: tuple[str, str | None]):
    return [passage(text, OF, ordinal=n, speaker=speaker) for n, (text, speaker) in enumerate(rows)]


def test_words_under_their_owner_count_as_whole():
    statements, each = score_spans(
        "x",
        SPANS,
        said(
            ("A note.", None),
            ("Lamps are bright", "Ruritania"),
            ("and warm.", "Ruritania"),
            ("We prefer candles.", "Graustark"),
        ),
    )
    assert (statements.right, statements.gold) == (2, 2)
    assert (each.right, each.gold) == (3, 3)


def test_words_under_another_name_are_told():
    statements, each = score_spans(
        "x", SPANS, said(("Lamps are bright", "Ruritania"), ("and warm. We prefer candles.", "Graustark"))
    )
    assert statements.right == 1
    assert "Graustark has words of ['Graustark', 'Ruritania']" in each.missed[0]


def test_lost_words_are_told():
    statements, _ = score_spans("x", SPANS[:1], said(("Lamps are", "Ruritania"), ("and warm.", "Ruritania")))
    assert statements.right == 0


def test_a_speaker_where_nobody_speaks_is_told():
    _, each = score_spans("x", [], said(("A note.", "Ruritania")))
    assert each.right == 0


def test_turns_of_a_transcript_are_found():
    text = "# Day\n\n**A | Chair**\n\nGood day.\n\n**Ruritania | Representative**\n\nThank you.\n"
    found = list(transcript_spans(text, {"A | Chair": "Chair", "Ruritania | Representative": "Ruritania"}))
    assert [(span.owner, span.first) for span in found] == [
        ("Chair", "Good day."),
        ("Ruritania", "Thank you."),
    ]


def test_gold_tables_quote_no_more_than_a_few_words():
    for name in ("compendium.tsv", "paper.tsv"):
        for span in spans(name):
            assert max(len(span.first.split()), len(span.last.split())) <= 12


def test_titles_agree_by_their_letters():
    assert same_title("70/125. Outcome of the lamps", "Outcome of the Lamps")
    assert same_title(
        "Ninth session Item 3 Lamps and candles in the tow", "Lamps and candles in the towns of Ruritania"
    )
    assert not same_title("Lamps and candles in the towns", "Lamps and candles")
    assert not same_title("Lamps", "")


@given(st.text(max_size=60))
def test_letters_are_the_same_whatever_the_spaces(text: str):
    assert letters(f" 1. {text}\n") == letters(text)


def test_an_end_other_than_the_one_that_is_due_is_told():
    row = {"ends": "failure", "says": "password"}
    assert judge("It is protected by a password.", row) is None
    assert judge("It is damaged.", row) is not None


def test_a_score_tells_its_share_and_what_went_wrong():
    score = Score(name="lamps")
    score.count(None)
    score.count("one is out")
    assert str(score) == "lamps: 1 of 2 (0.5000)\n  missed one is out"
