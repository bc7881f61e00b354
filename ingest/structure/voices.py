"""Lines that name who speaks: a compendium's headings, a transcript's speaker lines."""

import re

from ingest.names.speakers import canonical_speaker, known_speaker


def speaking_heading(text: str) -> str | None:
    """The known State or organisation that a heading names ("II. European Union"), brackets behind it left aside."""
    bare = re.sub(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,3})\.\s+", "", text)
    return known_speaker(bare) or known_speaker(re.sub(r"\s*[(\[,].*$", "", bare))


def turn_holder(printed: str) -> str:
    """Whose turn a transcript's speaker line announces: the State or organisation, else the person, else the office.

    "Kuwait | Representative | (GCC)" is Kuwait, "IAHWG | Brian Wallace | Co-Chair" is Brian Wallace.
    """
    parts = [part.strip() for part in printed.split("|") if part.strip()]
    known = known_speaker(parts[0]) if parts else None
    if known or len(parts) < 2:
        return known or canonical_speaker(printed)
    inside = len(parts) > 2 or parts[0].isupper() or not re.match(r"[^\W\d_]+ [^\W\d_]+", parts[0])
    return canonical_speaker(parts[1] if inside else parts[0])
