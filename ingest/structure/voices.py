"""Lines that name who speaks: a compendium's headings, a transcript's speaker lines, a letter's title."""

import re
from typing import Final

from ingest.names.speakers import canonical_speaker, find_speakers, known_speaker

LONGEST_OFFICE: Final = 120  # characters of an office that writes a letter
_LETTER: Final = re.compile(
    r"(?:(?:Identical )?[Ll]etters? (?:dated|of)|Notes? verbales? (?:dated|of))\b.{0,40}?\bfrom (?P<en>.+?)(?: addressed\b|$)"
    r"|(?:Lettres? (?:identiques )?datées?|Notes? verbales? datées?)\b.+?\bpar (?P<fr>.+?)(?: et adressée|$)"
    r"|(?:Cartas? (?:idénticas )?de fecha|Notas? verbales? de fecha)\b.+?\bpor (?P<es>.+)",
    re.DOTALL,
)
_OWNED: Final = re.compile(
    r"\b(?:of|de|du|des|del|d[’'])\s*(?:the |la |le |los |las |l[’'])?$", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"^(?:the|le|la|l[’']|el)\s*", re.IGNORECASE)


def speaking_heading(text: str) -> str | None:
    """The known State or organisation that a heading names ("II. European Union"), brackets behind it left aside."""
    bare = re.sub(r"^(?:[IVX]{1,5}|[A-Z]|\d{1,3})\.\s+", "", text)
    return known_speaker(bare) or known_speaker(re.sub(r"\s*[(\[,].*$", "", bare))


def letter_writer(title: str) -> str | None:
    """Who writes the letter or note verbale of a title: a State, an organisation, else an office.

    None for other titles, and where several write together.
    """
    match = _LETTER.match(title)
    if not match:
        return None
    writer = re.sub(r"\s+", " ", match["en"] or match["fr"] or match["es"]).strip()
    named = find_speakers(writer)
    owners = [each for each in named if _OWNED.search(writer[: each.start])]
    if owners:
        return owners[0].speaker if len(named) == 1 else None
    office = _ARTICLE.sub("", writer)
    return office if len(office) <= LONGEST_OFFICE else None


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
