"""Sentences changed by rule: what a change marks, and what it leaves true."""

import random

import pytest

from training.support.edits import (
    Surroundings,
    add_claim,
    change_number,
    change_word_of_force,
    drop_condition,
    drop_report,
    falsified,
    negate,
    shortened,
)

CHANCE = random.Random(3)
NOWHERE = Surroundings("en", ())


def test_what_is_put_in_is_marked_on_both_sides() -> None:
    text = "The ferry carries 48 passengers."
    edited = change_number(text, NOWHERE, CHANCE)
    assert edited is not None
    assert [text[start:end] for start, end in edited.before] == ["48"]
    ((start, end),) = edited.marks
    assert edited.text[start:end].isdigit()
    assert edited.text[start:end] != "48"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "All ports should report to the harbour master."),
        ("fr", "Tous les ports doivent en informer la capitainerie avant lundi."),
        ("es", "Todos los puertos deben informar antes del lunes."),
        ("ru", "Все порты должны сообщить об этом после понедельника."),
        ("ar", "على جميع الموانئ الإبلاغ قبل يوم الاثنين"),
        ("zh", "所有港口必须在星期一之前报告。"),
    ],
)
def test_words_of_force_give_way_in_six_languages(language: str, text: str) -> None:
    around = Surroundings(language, ())
    edited = change_word_of_force(text, around, CHANCE)
    assert edited is not None
    assert edited.text != text
    assert all(edited.text[start:end] for start, end in edited.marks)


def test_a_negation_is_put_in_and_taken_out() -> None:
    put = negate("The bridge is open.", NOWHERE, CHANCE)
    taken = negate("The bridge is not open.", NOWHERE, CHANCE)
    assert put is not None
    assert put.text == "The bridge is not open."
    assert taken is not None
    assert taken.text == "The bridge is open."


def test_what_is_left_out_is_marked_where_it_stood_alone() -> None:
    text = "Requests the authority to repair the lighthouse, if funds allow it, and the pier beside it."
    edited = drop_condition(text, NOWHERE, CHANCE)
    assert edited is not None
    assert edited.marks == ()
    assert "funds" not in edited.text
    assert [text[start:end] for start, end in edited.before] == [", if funds allow it"]


def test_a_report_becomes_a_fact() -> None:
    edited = drop_report(
        "The harbour master said that the fog had closed the port for days.", NOWHERE, CHANCE
    )
    assert edited is not None
    assert edited.text == "The fog had closed the port for days."


def test_a_claim_is_added_from_elsewhere() -> None:
    around = Surroundings("en", ("The shipyard was sold to a foreign bank, without a tender.",))
    edited = add_claim("The ferry carries cars.", around, CHANCE)
    assert edited is not None
    assert edited.text.startswith("The ferry carries cars")
    assert any(part in edited.text for part in ("The shipyard was sold", "without a tender"))


def test_shortening_spares_what_turns_a_sentence() -> None:
    text = "The port may close, except for rescue ships in distress, in winter (see the annex on ice)."
    assert all("except for rescue ships" in shortened(text, "en", random.Random(seed)) for seed in range(20))
    assert any("annex" not in shortened(text, "en", random.Random(seed)) for seed in range(20))


def test_nothing_is_made_of_nothing() -> None:
    assert falsified("Ja.", Surroundings("de", ()), CHANCE) is None
