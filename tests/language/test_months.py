from datetime import date

import pytest

from language.months import DATED, date_forms, month_names, month_numbers, month_spellings, printed_months
from language.pack import UN_LANGUAGES


@pytest.mark.parametrize("language", DATED)
def test_there_are_twelve_names_and_each_gives_its_number(language: str) -> None:
    for names in (month_names(language), printed_months(language), month_spellings(language)):
        assert len(set(names)) == 12
    for number, spellings in enumerate(month_spellings(language), 1):
        assert {month_numbers()[name.lower()] for name in spellings} == {number}


@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("en", "16 December 2015"),
        ("fr", "16 décembre 2015"),
        ("es", "16 de diciembre de 2015"),
        ("ru", "16 декабря 2015"),
        ("zh", "2015年12月16日"),
        ("ar", "16 ديسمبر 2015"),
        ("ar", "16 كانون الأول/ديسمبر 2015"),
    ],
)
def test_a_day_is_printed_as_the_language_does(language: str, form: str) -> None:
    assert form in date_forms(date(2015, 12, 16), language)


def test_the_united_nations_spell_june_and_july_in_arabic_in_their_own_way() -> None:
    assert month_names("ar")[5:7] == ("يونيه", "يوليه")
    assert {month_numbers()[name] for name in ("يونيه", "يونيو")} == {6}


@pytest.mark.parametrize(
    ("word", "number"), [("setiembre", 9), ("sept", 9), ("aout", 8), ("maart", 3), ("12月", 12)]
)
def test_other_spellings_are_known(word: str, number: int) -> None:
    assert month_numbers()[word] == number


def test_forms_outside_dates_are_known_where_asked_for() -> None:
    assert month_numbers(inflected=True)["январе"] == 1
    assert "январе" not in month_numbers()
    assert set(month_numbers()) < set(month_numbers(inflected=True))


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_no_spelling_stands_for_two_months(language: str) -> None:
    spellings = [name for names in month_spellings(language) for name in names]
    assert len(spellings) == len(set(spellings))
