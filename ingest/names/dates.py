"""Dates as printed, in the six UN languages and Dutch, to ISO dates."""

import re
from functools import cache

from language.months import month_numbers


def find_dates(text: str) -> list[str]:
    """ISO dates named in ``text``, in order; "July 2020" gives "2020-07"."""
    found, numbers = [], month_numbers()
    for match in _pattern().finditer(text):
        if match["iso"]:
            found.append(match["iso"])
        elif match["year4"]:
            found.append(f"{match['year4']}-{numbers[match['month4'].lower()]:02d}")
        else:
            year = match["year"] or match["year2"] or match["year3"]
            day = int(match["day"] or match["day2"] or match["day3"])
            name = match["month"] or match["month2"]
            month = numbers[name.lower()] if name else int(match["month3"])
            if 1 <= day <= 31 and 1 <= month <= 12:
                found.append(f"{year}-{month:02d}-{day:02d}")
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, month_numbers()), key=len, reverse=True))
    return re.compile(
        rf"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d(?!\d))"
        rf"|\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º)?\s+(?:de\s+)?(?P<month>{names})\.?,?\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)\b"
        rf"|\b(?P<month2>{names})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year2>(?:19|20)\d\d)\b"
        rf"|(?P<year3>(?:19|20)\d\d)年(?P<month3>\d{{1,2}})月(?P<day3>\d{{1,2}})日"
        rf"|\b(?P<month4>{names})\s+(?P<year4>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )
