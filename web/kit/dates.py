"""Dates as people read them."""

from datetime import date

from language.months import month_names


def long_date(iso: str | None, language: str = "en") -> str | None:
    """An ISO date, or a part of one, as it is read: "16 December 2015", "décembre 2015", "2015"."""
    if iso is None or len(iso) not in (7, 10):
        return iso
    try:
        day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    except ValueError:
        return iso
    month = month_names(language)[day.month - 1]
    if language == "es":
        return f"{day.day} de {month} de {day.year}" if len(iso) == 10 else f"{month} de {day.year}"
    first = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{first} {month} {day.year}" if len(iso) == 10 else f"{month} {day.year}"
