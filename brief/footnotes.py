"""What stands in a footnote: where the words stand, the source the paper itself cites, and where else they stand."""

from typing import Final

from brief.model import Entry
from cite.locator import reference
from cite.plain import long_date, one_line, web_address
from cite.styles import Style, render

STYLES: Final = (Style.FOOTNOTE, Style.UN)
MOST_AGAIN: Final = 4  # places where the same words stand that a note names


def note(entry: Entry, style: Style = Style.FOOTNOTE) -> str:
    """The footnote of an entry, without its address.

    Args:
        entry: The entry.
        style: ``Style.FOOTNOTE`` (body, title, symbol, date, place) or ``Style.UN`` (symbol, place, date).
    """
    document = entry.document
    if style is Style.FOOTNOTE:
        place = render([entry.match], Style.UN).removeprefix(document.name).strip(" ,")
        parts = [
            document.body or "",
            document.title,  # without marks, so that `check` and a reader take it for no quotation
            document.symbol or "",
            long_date(document.date),
            place,
        ]
    else:
        parts = [reference(document, entry.passage), long_date(document.date)]
    told = ", ".join(one_line(part) for part in parts if part)
    if entry.passage.pages and f"p. {entry.passage.pages[0]}" not in told and "pp. " not in told:
        told += f", p. {entry.passage.pages[0]}"
    if entry.cites:
        told += f". Cited there: {one_line(entry.cites).rstrip('.')}"
    if entry.again:
        names = dict.fromkeys(match.reference for match in entry.again)
        more = f" and {len(names) - MOST_AGAIN} more" if len(names) > MOST_AGAIN else ""
        told += f". The same words: {'; '.join(list(names)[:MOST_AGAIN])}{more}"
    return f"{told}."


def address(entry: Entry) -> str | None:
    """Where the document can be opened."""
    return web_address(entry.document.url)
