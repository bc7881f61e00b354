"""References a person can follow: document, part, paragraph, page."""

import re

from ingest.document import Document, Passage

PART_NAMES = {
    "annexure": "annex",
    "annexe": "annex",
    "annex": "annex",
    "anexo": "annex",
    "enclosure": "enclosure",
    "appendix": "appendix",
    "appendice": "appendix",
    "apéndice": "appendix",
    "addendum": "addendum",
}
"""What a part is called, and how a reference spells it."""

_PART = re.compile(rf"^({'|'.join(PART_NAMES)})\b(?:\s+([IVXLC]+|\d+|[A-Z]))?\b", re.IGNORECASE)


def locator(passage: Passage) -> str:
    """What pinpoints a passage inside its document: "annex II, para. 3 (p. 12)".

    Empty where the document gives neither part, paragraph number nor page. What was read by OCR says so.
    """
    part = next(iter(parts(passage.section)), "")
    place = ", ".join(piece for piece in (part, _paragraph(passage.paragraph)) if piece)
    pages = _pages(passage.pages)
    where = f"{place} ({pages})" if place and pages else place or pages
    return ", ".join(part for part in (where, "read by OCR" if passage.ocr else "") if part)


def reference(document: Document, passage: Passage) -> str:
    """A reference ready to paste, in UN editorial style: "A/RES/70/125, para. 35 (p. 7)"."""
    place = locator(passage)
    return f"{document.name}, {place}" if place else document.name


def parts(section: tuple[str, ...]) -> tuple[str, ...]:
    """The annexes, enclosures and appendices among the headings, outermost first: "annex II"."""
    found = (_PART.match(heading) for heading in section)
    return tuple(f"{PART_NAMES[match[1].lower()]} {match[2] or ''}".strip() for match in found if match)


def _paragraph(number: str | None) -> str:
    if number is None:
        return ""
    if number.startswith("fn "):
        return f"footnote {number[3:]}"
    if number.startswith("PP"):
        return f"preambular para. {number[2:]}"
    if number.lower().startswith("art"):
        return number
    return f"para. {number}"


def _pages(pages: tuple[int, ...]) -> str:
    if not pages:
        return ""
    if len(pages) == 1:
        return f"p. {pages[0]}"
    return f"pp. {pages[0]}–{pages[-1]}"
