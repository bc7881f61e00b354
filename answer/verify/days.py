"""Dates of a text, whole or in part, in six languages: what a sentence dates must be dated so in its proofs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.structure.sentences import Span
from language.months import month_numbers, printed_months

_ALSO_WORDS: Final = frozenset(
    {"may", "march", "mars", "avril", "mai"}
)  # a month only beside a day or a year
_YEAR: Final = r"(?:1[5-9]|20|21)\d\d"


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as a text gives it.

    Attributes:
        year: None where it has none.
        month: 1 to 12.
        days: The day, or both ends of a run of days; empty where it has none.
        span: Where it stands.
    """

    year: int | None
    month: int
    days: tuple[int, ...]
    span: Span


def days(text: str) -> list[Day]:
    """The dates of a text that name a month, in order."""
    text = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
    found = [_day(match) for match in _pattern().finditer(text)]
    return [each for each in found if each is not None]


def dated(day: Day, there: Sequence[Day], years: frozenset[int]) -> bool:
    """Whether a date is among others.

    Args:
        day: The date.
        there: The others.
        years: Years that stand there on their own, for dates that have none.
    """
    return any(
        other.month == day.month
        and (day.year is None or day.year == other.year or (other.year is None and day.year in years))
        and (not day.days or set(day.days) <= set(other.days) or _within(day.days, other.days))
        for other in there
    )


def _within(own: Sequence[int], run: Sequence[int]) -> bool:
    return len(run) == 2 and all(min(run) <= day <= max(run) for day in own) and len(own) == 1


def _day(match: re.Match[str]) -> Day | None:
    span = Span(match.start(), match.end())
    if match["iso"]:
        year, month, *day = match["iso"].split("-")
        return Day(int(year), int(month), tuple(map(int, day)), span)
    if match["zh_month"]:
        numbers = [int(match[name]) for name in ("zh_day", "zh_last") if match[name]]
        return Day(
            int(match["zh_year"]) if match["zh_year"] else None, int(match["zh_month"]), tuple(numbers), span
        )
    name = match["month"].lower()
    numbers = [int(match[part]) for part in ("first", "last", "after", "after_last") if match[part]]
    if not numbers and not match["year"] and (name in _ALSO_WORDS or len(name) < 4):
        return None
    year = int(match["year"]) if match["year"] else None
    return Day(year, _months()[name], tuple(numbers), span)


@cache
def _months() -> dict[str, int]:
    """The number of a month by every name of it, those of the Levant too, which Arabic texts of the UN print first."""
    printed = {
        name.strip(): number
        for number, names in enumerate(printed_months("ar"), 1)
        for name in names.split("/")
    }
    return {**printed, **month_numbers(inflected=True)}


@cache
def _pattern() -> re.Pattern[str]:
    names = [name for name in _months() if not re.search(r"\d|月", name)]
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    to = r"\s*(?:to|and|au|et|al|a|y|по|и|إلى|-|–|—|،)\s*"
    return re.compile(
        rf"(?P<iso>\b{_YEAR}-\d\d(?:-\d\d)?(?!\d))"
        rf"|(?:(?P<zh_year>\d{{4}})年)?(?P<zh_month>\d{{1,2}})月(?:(?P<zh_day>\d{{1,2}})日?(?:[至到—–-](?P<zh_last>\d{{1,2}})日)?)?"
        rf"|(?<!\w)(?:(?P<first>\d{{1,2}})(?:er|st|nd|rd|th|º|-го)?(?:{to}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?\s+(?:of\s+|de\s+)?)?"
        rf"(?:в\s|ب|ل|ف)?(?P<month>{month})(?:\s?/\s?(?:{month}))?\b\.?"
        rf"(?:\s+(?P<after>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:{to}(?P<after_last>\d{{1,2}})(?!\d))?,?)?"
        rf"(?:,?\s+(?:de\s+|del\s+|of\s+|عام\s+)?(?P<year>{_YEAR})(?!\d))?",
        re.IGNORECASE,
    )
