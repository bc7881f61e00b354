"""Question and passage read together, by the packaged model and the upper layers that were taught."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.models import cross_encoder
from index.models.cross_encoder import LONGEST_WINDOW, CrossEncoder, Excerpt, windows_of

LAMPS = Excerpt(
    "RP-001 · Lamps of Lemuria",
    (
        "The lamps of Lemuria were lit in 1931.",
        "Each of them has a keeper, who is paid in oil.",
        "The harbour was closed to ships after the flood.",
    ),
)


@pytest.fixture(scope="module")
def model() -> CrossEncoder:
    return CrossEncoder(2)


@pytest.mark.parametrize(
    ("question", "answering"),
    [
        ("When were the lamps lit?", 0),
        ("How are the keepers paid?", 1),
        ("Why could ships not enter the harbour?", 2),
        ("Quand les lampes ont-elles été allumées ?", 0),
    ],
)
def test_the_sentence_that_answers_is_the_likeliest(
    model: CrossEncoder, question: str, answering: int
) -> None:
    (scores,) = model.scores(question, [LAMPS])
    assert scores.index(max(scores)) == answering


def test_a_passage_about_something_else_is_less_likely_to_answer(model: CrossEncoder) -> None:
    other = Excerpt("RP-002 · Bread", ("Bread is baked at dawn.", "It is sold on the market."))
    about, beside = model.scores("When were the lamps lit?", [LAMPS, other])
    assert max(about) > max(beside)


def test_each_sentence_has_a_score_also_without_words_and_in_long_passages(model: CrossEncoder) -> None:
    long = Excerpt("", (*(f"Lamp number {n} stands in street {n}." for n in range(120)), "", "\x00"))
    (scores,) = model.scores("Where does lamp number 100 stand?", [long])
    assert len(scores) == 122
    assert scores[-2:] == [cross_encoder.UNREAD] * 2


def test_what_is_kept_changes_no_score(model: CrossEncoder) -> None:
    (first,) = model.scores("When were the lamps lit?", [LAMPS])
    (again,) = model.scores("When were the lamps lit?", [LAMPS])
    assert first == pytest.approx(again, abs=0.05)


def test_no_more_is_kept_than_the_bound_and_threads_may_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cross_encoder, "MOST_KEPT", 3)
    model = CrossEncoder(2)
    with ThreadPoolExecutor(4) as threads:
        excerpts = [Excerpt("", (f"Lamp {n} is lit.",)) for n in range(12)]
        found = list(threads.map(lambda each: model.scores("Which lamp is lit?", [each]), excerpts))
    assert all(len(scores) == 1 for (scores,) in found)
    assert len(model._kept) <= 3


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=400), max_size=12))
def test_windows_hold_every_sentence_once_and_within_bounds(head: str, texts: list[str]) -> None:
    found = list(windows_of(Excerpt(head, tuple(texts))))
    assert sum(len(window.spans) for window in found) == len(texts)
    for window in found:
        assert len(window.ids) <= LONGEST_WINDOW + cross_encoder.LONGEST_SENTENCE
        assert all(0 < start <= end < len(window.ids) for start, end in window.spans)
