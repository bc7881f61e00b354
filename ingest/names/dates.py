"""Dates as printed, in the six UN languages and Dutch, to ISO dates."""

import re
from typing import Final

_MONTHS: Final[tuple[str, ...]] = (
    "january jan januari janvier enero января يناير 1月",
    "february feb februari février fevrier febrero февраля فبراير 2月",
    "march mar maart mars marzo марта مارس 3月",
    "april apr avril abril апреля أبريل نيسان 4月",
    "may mai mei mayo мая مايو أيار 5月",
    "june jun juni juin junio июня يونيه يونيو 6月",
    "july jul juli juillet julio июля يوليه يوليو 7月",
    "august aug augustus août aout agosto августа أغسطس 8月",
    "september sep sept septembre septiembre setiembre сентября سبتمبر 9月",
    "october oct oktober octobre octubre октября أكتوبر 10月",
    "november nov novembre noviembre ноября نوفمبر 11月",
    "december dec décembre decembre diciembre декабря ديسمبر 12月",
)
_NUMBER: Final = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_NAMES: Final = "|".join(sorted(map(re.escape, _NUMBER), key=len, reverse=True))
_DATE: Final = re.compile(
    rf"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d(?!\d))"
    rf"|\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º)?\s+(?:de\s+)?(?P<month>{_NAMES})\.?,?\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<month2>{_NAMES})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year2>(?:19|20)\d\d)\b"
    rf"|(?P<year3>(?:19|20)\d\d)年(?P<month3>\d{{1,2}})月(?P<day3>\d{{1,2}})日"
    rf"|\b(?P<month4>{_NAMES})\s+(?P<year4>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def month_names() -> tuple[str, ...]:
    """The names of the months in every language that dates are read in, in small letters."""
    return tuple(_NUMBER)


def find_dates(text: str) -> list[str]:
    """ISO dates named in ``text``, in order; "July 2020" gives "2020-07"."""
    found = []
    for match in _DATE.finditer(text):
        if match["iso"]:
            found.append(match["iso"])
        elif match["year4"]:
            found.append(f"{match['year4']}-{_NUMBER[match['month4'].lower()]:02d}")
        else:
            year = match["year"] or match["year2"] or match["year3"]
            day = int(match["day"] or match["day2"] or match["day3"])
            name = match["month"] or match["month2"]
            month = _NUMBER[name.lower()] if name else int(match["month3"])
            if 1 <= day <= 31 and 1 <= month <= 12:
                found.append(f"{year}-{month:02d}-{day:02d}")
    return found
