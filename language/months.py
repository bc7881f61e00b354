"""Names of the months: CLDR's, by way of Babel, and what the packs add to them."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

from language.pack import UN_LANGUAGES, base, pack

DATED: Final = (*UN_LANGUAGES, "nl")
"""Languages whose dates are read."""


@cache
def month_names(language: str) -> tuple[str, ...]:
    """The twelve names as a date has them, from January: "décembre", "декабря", "12月".

    Args:
        language: BCP 47 code that CLDR knows.

    Raises:
        babel.UnknownLocaleError: CLDR has no such language.
    """
    own = pack(language).months.own or ("",) * 12
    return tuple(mine or name for mine, name in zip(own, _cldr(language), strict=True))


def printed_months(language: str) -> tuple[str, ...]:
    """The twelve names as the United Nations prints them in a date ("كانون الثاني/يناير")."""
    return pack(language).months.printed or month_names(language)


def month_spellings(language: str) -> tuple[tuple[str, ...], ...]:
    """Every full spelling of each of the twelve, from January; those cut short are left out."""
    also = pack(language).months.also or ((),) * 12
    named = zip(month_names(language), _cldr(language), also, strict=True)
    return tuple(tuple(dict.fromkeys((own, cldr, *more))) for own, cldr, more in named)


def date_forms(day: date, language: str) -> tuple[str, ...]:
    """How texts of a language print a day: "16 de diciembre de 2015"; two forms where the UN has its own."""
    names = dict.fromkeys((month_names(language)[day.month - 1], printed_months(language)[day.month - 1]))
    return tuple(pack(language).date.format(day=day.day, month=name, year=day.year) for name in names)


@cache
def month_numbers(*, inflected: bool = False) -> Mapping[str, int]:
    """The number of a month, 1 to 12, by every spelling in small letters, in every language of ``DATED``.

    Args:
        inflected: Also the forms that stand outside dates ("январе").
    """
    return {
        name.lower(): number
        for language in DATED
        for row in _rows(language, inflected=inflected)
        for number, names in enumerate(row, 1)
        for name in names
    }


def _rows(language: str, *, inflected: bool) -> Iterator[tuple[tuple[str, ...], ...]]:
    months = pack(language).months
    yield month_spellings(language)
    yield months.short
    if inflected:
        yield months.inflected


def _cldr(language: str) -> tuple[str, ...]:
    from babel.dates import get_month_names

    code = base(language)
    # "12月", as dates have it; in full it is 十二月
    names = get_month_names("abbreviated" if code == "zh" else "wide", locale=code)
    return tuple(names[number] for number in range(1, 13))
