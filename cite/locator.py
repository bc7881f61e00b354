"""References a person can follow: document, part, paragraph, page."""

import re

from ingest.document import Document, Passage

_PART = re.compile(r"^(annex|enclosure|appendix|addendum)\b(?:\s+([IVXLC]+|\d+|[A-Z]))?\b", re.IGNORECASE)


def locator(passage: Passage) -> str:
    """What pinpoints a passage inside its document: "annex II, para. 3 (p. 12)".

    Empty where the document gives neither part, paragraph number nor page. What was read by OCR says so.
    """
    place = ", ".join(part for part in (_part(passage), _paragraph(passage.paragraph)) if part)
    pages = _pages(passage.pages)
    where = f"{place} ({pages})" if place and pages else place or pages
    return ", ".join(part for part in (where, "read by OCR" if passage.ocr else "") if part)


def reference(document: Document, passage: Passage) -> str:
    """A reference ready to paste, in UN editorial style: "A/RES/70/125, para. 35 (p. 7)"."""
    place = locator(passage)
    return f"{document.name}, {place}" if place else document.name


def _part(passage: Passage) -> str:
    for heading in passage.section:
        match = _PART.match(heading)
        if match:
            return " ".join(word for word in (match[1].lower(), match[2]) if word)
    return ""


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
