"""References in the styles that papers, web pages and reference managers take."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from cite.locator import locator, reference
from cite.managers import bibtex, csl, ris
from cite.match import Match
from cite.plain import long_date, one_line, titled, web_address
from cite.style import Style

__all__ = ["Style", "footnote", "render"]


def render(matches: Sequence[Match], style: Style) -> str:
    """References to the matches, ready to paste or to save.

    The styles of text give one line a match; those of reference managers give one record a document, in
    which the passages cited stand as a note. Nothing is said twice.

    Args:
        matches: What is cited, in the order wanted.
        style: "un" (editorial style: "A/RES/70/125, para. 35"), "footnote" (body, title, symbol, date,
            place, address), "link" (the address; the reference where no address is known), "bibtex",
            "ris" or "csl" (a JSON list).

    Returns:
        The text, without a newline at its end; empty for no matches.
    """
    if not matches:
        return json.dumps([]) if style is Style.CSL else ""
    if style is Style.BIBTEX:
        return bibtex(matches)
    if style is Style.RIS:
        return ris(matches)
    if style is Style.CSL:
        return csl(matches)
    write = _LINES[style]
    return "\n".join(dict.fromkeys(write(match) for match in matches))


def footnote(match: Match) -> str:
    """A footnote for a paper: body, “title”, symbol, date, place, address."""
    document, passage = match.document, match.passage
    parts = [
        document.body or "",
        titled(document.title),
        document.symbol or "",
        long_date(document.date),
        locator(passage) if passage else "",
        web_address(document.url) or "",
    ]
    return ", ".join(one_line(part) for part in parts if part)


def _un(match: Match) -> str:
    """The paragraph says where it is in every language version; the page only where there is no number."""
    if match.passage is None:
        return one_line(match.document.name)
    numbered = replace(match.passage, pages=())
    return one_line(reference(match.document, numbered if locator(numbered) else match.passage))


def _link(match: Match) -> str:
    return web_address(match.document.url) or _un(match)


_LINES: dict[Style, Callable[[Match], str]] = {Style.UN: _un, Style.FOOTNOTE: footnote, Style.LINK: _link}
