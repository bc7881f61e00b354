"""Units of measure and currencies as six languages name them: CLDR's names, by way of Babel."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from language.pack import UN_LANGUAGES
from language.stems import stemmer

_MEASURES: Final = (
    "duration-second duration-minute duration-hour duration-day duration-week duration-month duration-year "
    "duration-decade duration-century length-meter length-kilometer length-centimeter length-mile "
    "area-hectare area-square-kilometer mass-gram mass-kilogram mass-tonne volume-liter "
    "concentr-percent digital-megabyte digital-gigabyte power-megawatt"
).split()
_CURRENCIES: Final = ("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RUB", "INR")
_ALSO: Final[Mapping[str, str]] = {  # as the United Nations writes them, where CLDR does not
    "%": "concentr-percent", "٪": "concentr-percent", "per cent": "concentr-percent",
    "percentage": "concentr-percent", "في المائة": "concentr-percent", "百分之": "concentr-percent",
    "$": "USD", "€": "EUR", "£": "GBP", "лет": "duration-year", "عاما": "duration-year", "عام": "duration-year",
    "سنة": "duration-year", "سنوات": "duration-year", "أيام": "duration-day", "أشهر": "duration-month",
    "ساعات": "duration-hour", "decenio": "duration-decade", "小时": "duration-hour", "tonne": "mass-tonne",
}  # fmt: skip
_NAMES_THE_MONEY_LAST: Final = frozenset(
    {"en"}
)  # "US dollars"; elsewhere it stands first ("dollar des États-Unis")
_WORDS: Final = 2  # words that a unit's name has at most ("per cent")


def unit_after(text: str, language: str) -> str:
    """The unit that a text begins with; empty where it begins with none."""
    known, stem = _names(language), stemmer(language)
    words = re.findall(r"[%٪$€£]|\w+", text[:40])
    for count in range(_WORDS, 0, -1):
        name = " ".join(stem(word) for word in words[:count])
        if len(words) >= count and name in known:
            return known[name]
    return _chinese(text) if language == "zh" else ""


def unit_before(text: str) -> str:
    """The unit that a text ends with: a currency's sign, or 百分之."""
    found = re.search(r"(?:[$€£]|百分之)\s?$", text)
    return _ALSO[found[0].strip()] if found else ""


def units_in(text: str, language: str) -> frozenset[str]:
    """Every unit that a text names."""
    words = [match.start() for match in re.finditer(r"[%٪$€£]|\b\w", text)]
    found = {unit_after(text[at:], language) for at in words}
    if language == "zh":
        found |= {unit for name, unit in _names("zh").items() if name in text}
    return frozenset(found - {""})


def _chinese(text: str) -> str:
    known = _names("zh")
    return next((known[text[:size]] for size in (3, 2, 1) if text[:size] in known), "")


@cache
def _names(language: str) -> dict[str, str]:
    """Units by their names in a language, word by word without endings."""
    stem = stemmer(language)
    code = language if language in UN_LANGUAGES else "en"
    pairs = [*_ALSO.items(), *_measures(code), *_money(code)]
    return {" ".join(stem(word) for word in name.split()): unit for name, unit in reversed(pairs)}


def _measures(language: str) -> Iterator[tuple[str, str]]:
    from babel import Locale
    from babel.units import get_unit_name

    patterns = Locale.parse(language).unit_display_names
    for unit in _MEASURES:
        forms = {get_unit_name(unit, locale=language), *_forms(language, unit)} if patterns else set()
        yield from ((form.lower(), unit) for form in forms if form)


def _forms(language: str, unit: str) -> set[str]:
    """A unit's name beside one, some and many of it."""
    from babel.units import format_unit

    counted = (format_unit(count, unit, locale=language, format="#") for count in (1, 2, 3, 5, 11, 100))
    return {re.sub(r"[\d\s\u200e\u200f]+", " ", form).strip() for form in counted}


def _money(language: str) -> Iterator[tuple[str, str]]:
    from babel.numbers import get_currency_name

    for code in _CURRENCIES:
        for count in (1, 2, 5):
            name = get_currency_name(code, count=count, locale=language).lower()
            words = name.split()
            yield (name if language == "zh" else words[-1 if language in _NAMES_THE_MONEY_LAST else 0]), code
