from pathlib import Path

import pytest

from index.hit import Filters
from tests.web.invented import register
from web.chat.narrowing import (
    CHOSEN,
    DATES,
    NoDateError,
    as_kept,
    as_pairs,
    chips_html,
    choices,
    leaving,
    narrowed,
    only,
    without,
)


def test_the_fields_become_filters_and_what_is_no_date_is_an_error() -> None:
    values = [["Lemuria"] if name == "speakers" else [] for name in CHOSEN]
    assert narrowed([*values, "2015-12", ""]) == Filters(speakers=("Lemuria",), since="2015-12")
    for wrong in ("tomorrow", "2015-13", "2015-02-30", "15", "2015-1"):
        with pytest.raises(NoDateError, match=wrong):
            narrowed([*values, "2015-12", wrong])
    assert narrowed([*[None for _ in CHOSEN], *["" for _ in DATES]]) == Filters()


def test_filters_are_kept_and_read_again() -> None:
    filters = Filters(symbols=("A/RES/70/125",), since="2015", without=("year:2020",))
    assert Filters.of(as_kept(filters)) == filters
    assert as_pairs(filters) == [
        ("symbols", "A/RES/70/125"),
        ("since", "2015"),
        ("without", "year:2020"),
    ]


def test_a_filter_is_taken_away_by_field_and_value() -> None:
    filters = Filters(speakers=("Atlantis", "Lemuria"), until="2031")
    assert without(filters, "speakers", "Atlantis") == Filters(speakers=("Lemuria",), until="2031")
    assert without(filters, "until", "2031") == Filters(speakers=("Atlantis", "Lemuria"))
    assert without(filters, "nonsense", "x") == filters


def test_what_a_question_names_can_be_left_out_but_never_who_speaks() -> None:
    question = "What did Cuba say in A/RES/70/125?"
    assert leaving(Filters(), question, 0) == Filters(without=("symbol:A/RES/70/125",))
    assert leaving(Filters(), question, 1) is None
    assert leaving(Filters(), question, 7) is None
    left = leaving(Filters(), question, 0)
    assert left is not None
    assert leaving(left, question, 0) is None


def test_the_choices_are_what_the_library_has(tmp_path: Path) -> None:
    offered = choices(register(tmp_path), "en")
    assert ("Lemuria", "Lemuria") in offered["speakers"]
    assert ("English", "en") in offered["languages"]
    assert ("A/AC.999/2031/1", "A/AC.999/2031/1") in offered["symbols"]


def test_what_a_question_names_twice_is_shown_once() -> None:
    chips = chips_html(
        1, "What did ICANN say at the ICANN briefing in A/RES/70/125 and in 70/125?", Filters(), "en"
    )
    assert chips.count("ICANN") == 1


def test_documents_chosen_in_the_table_become_filters(tmp_path: Path) -> None:
    held = register(tmp_path)
    named, unnamed = (next(d for d in held.documents() if bool(d.symbol) is kind) for kind in (True, False))
    found = narrowed(only(held, [named.id, unnamed.id, "none", 7]))
    assert found == Filters(symbols=(named.symbol or "",), documents=(unnamed.id,))
    assert narrowed(only(held, "nonsense")) == Filters()


def test_speakers_are_in_alphabetical_order(tmp_path: Path) -> None:
    names = [name for name, _ in choices(register(tmp_path), "en")["speakers"]]
    assert names == sorted(names, key=str.casefold)
