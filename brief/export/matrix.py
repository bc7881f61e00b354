"""Speakers down, years across, in each cell the words: a table for spreadsheets."""

import csv
from io import StringIO
from typing import Final

from brief.model import Brief
from cite.plain import one_line

UNKNOWN: Final = "no date"
# A cell that begins with one of these is read as a formula by spreadsheets.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(brief: Brief) -> str:
    """The table; no cell of it can be a formula."""
    years = sorted({entry.year or UNKNOWN for entry in brief.quoted})
    rows: dict[str, dict[str, list[str]]] = {}
    for entry in brief.quoted:
        cell = rows.setdefault(entry.owner.name, {}).setdefault(entry.year or UNKNOWN, [])
        cell.append(f"{one_line(entry.quote)} ({entry.match.reference})")
    text = StringIO()
    table = csv.writer(text)
    table.writerow(["speaker", *years])
    for name, cells in rows.items():
        table.writerow([safe(name), *(safe(" | ".join(cells.get(year, []))) for year in years)])
    return text.getvalue()


def safe(cell: str) -> str:
    """A cell that a spreadsheet takes for text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
