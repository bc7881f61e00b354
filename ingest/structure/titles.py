"""What a document is called: the title its format declares, or the line of its front page that is one."""

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from textwrap import shorten
from typing import Final

from ingest.layout.printed import CONTINUES
from ingest.manuscript import Block, Manuscript
from ingest.names.dates import find_dates
from ingest.names.series import BODIES
from ingest.names.symbols import parse
from ingest.structure.headings import is_label
from ingest.structure.masthead import is_masthead
from language.identify import language_of

LONGEST: Final = 240  # characters of a sentence that stands for a title
_ORGANS: Final = frozenset(body.casefold() for body in BODIES.values())
_MASTHEAD_WORDS: Final = frozenset(
    "united nations unies naciones unidas general assembly assemblée générale asamblea security council conseil de "
    "sécurité consejo seguridad economic and economique économique et social económico y human rights droits "
    "l homme europe of the".split()
)
"""Old mastheads print an organ's name in two languages side by side, in pieces."""
_ADOPTED: Final = re.compile(
    r"(?:Resolution|Decision|Agenda item|Letter|Annex)s?\b.{0,40}adopted", re.IGNORECASE
)
_ABOVE: Final = re.compile(
    r"Contents|Summary$|.*ORIGINAL\b|[IVX]+\.\s|\[|Introduction$|Overview$|Executive summary$|(?:\w+[- ]){1,3}(?:session|meeting),?$|"
    r"(?:commission|committee|conference|council)\b.{0,60}\bsession,?$|"
    r"(?-i:(?:[A-Z]{2,} ){1,6}(?:BOARD|COMMITTEE|COUNCIL|COMMISSION|ASSEMBLY)|COMM(?:ISSION|ITTEE) ON(?: [A-Z]{2,}){1,4})$",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(
    r"[A-Z]\.?|(?:Distr\.?\s*:?\s*)?(?:limited|general|générale?|generale|restricted|limitada|provisional|corrigendum|addendum)\.?",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"(?:Agenda item|Items?) \d", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?:S-|ES-)?\d{1,4}(?:/\d{1,3})?(?:\s[A-Z])?\.\s+(?=\S)")
"""The number before a resolution's title or a paragraph's words: no title by itself."""
_PART: Final = re.compile(r"[IVX]+\.\s")


def title_of(manuscript: Manuscript, symbols: Sequence[str], path: Path, language: str) -> str:
    """A document's title, never empty: that of its format, of its front page, or its file's name.

    Args:
        manuscript: The document as read.
        symbols: Its symbols; some kinds of document are called by them.
        path: Its file.
        language: BCP 47 code of the language of most of its text: of two headings in two, that is the title.
    """
    title = _printed(manuscript, symbols, language) or path.stem.replace("_", " ")
    return re.sub(r"(?:\s*\[\d{1,3}\]|[\s,]*\*+)+$", "", title)


def _printed(manuscript: Manuscript, symbols: Sequence[str], language: str) -> str:
    blocks = manuscript.blocks
    if manuscript.title and not _PART.match(manuscript.title):
        return _whole(manuscript.title, blocks)
    numbered = next((s for s in symbols if s.startswith("S/RES/")), None)
    if numbered:
        return "Resolution " + numbered.removeprefix("S/RES/")
    meeting = re.search(
        r"^\d{1,5}(?:st|nd|rd|th) (?:\(.{3,20}\) )?(?:plenary )?meeting", manuscript.front, re.MULTILINE
    )
    if meeting and symbols and parse(symbols[0]).kind.endswith("record"):
        return f"{parse(symbols[0]).body}, {meeting[0]}"
    resolution = _resolution_title(manuscript, symbols)
    if resolution:
        return resolution
    headings = [block.text for block in blocks[:25] if block.kind == "heading"]
    for heading in takewhile(lambda text: not _PART.match(text), headings):
        if not _no_title(heading) and language_of(heading, language) == language:
            return _with_part(_whole(heading, blocks), headings, symbols)
    return _opening(manuscript, headings)


def _whole(title: str, blocks: Sequence[Block]) -> str:
    """A title with the headings below it that go on where it breaks off ("Guide to", "Convention on Lamps;")."""
    at = next((n for n, block in enumerate(blocks[:25]) if block.text.endswith(title)), len(blocks))
    for block in blocks[at + 1 : at + 4]:
        if not CONTINUES.search(title) or block.kind != "heading":
            break
        title = f"{title} {block.text}"
    return title


def _resolution_title(manuscript: Manuscript, symbols: Sequence[str]) -> str | None:
    """A line near the top that begins with the resolution's own number ("2/8. …", "1145 (XII). …")."""
    number = (
        re.search(r"RES[/.](?:[\dIVXLCS-]+/)?(\d{1,4})(?: \([IVXLC]+\))?(?: [A-Z](?:-[A-Z])?)?$", symbols[0])
        if symbols
        else None
    )
    if not number:
        return None
    line = re.compile(rf"(?:[\dS-]{{1,5}}/)?{number[1]}(?:\s\([IVXLC]+\))?\.\s+[^\W\d_]")
    blocks = manuscript.blocks
    texts = (
        block.text
        for n, block in enumerate(blocks[:80])
        if block.kind == "heading" or (n < 25 and block.kind == "paragraph")
    )
    return next((text for text in texts if len(text) < 300 and line.match(text)), None)


def _opening(manuscript: Manuscript, headings: Sequence[str]) -> str:
    """The first line that can stand for a title where no heading can: what stands before the first numbered part."""
    opening = ""
    item = False
    for block in manuscript.blocks[:12]:
        if re.match(r"[IVX]+\.\s|\d{1,3}\.\s", block.text):
            break
        item, called = bool(_ITEM.match(block.text) and is_masthead(block.text)), item
        if called:  # the line below "Agenda item 9" is what the item is called
            continue
        if block.kind == "paragraph" and not _no_title(block.text) and not is_masthead(block.text):
            opening = _first_sentence(block)
            break
    heading = headings[0] if headings else ""
    if _ADOPTED.match(heading):
        return heading
    first = next((_first_sentence(block) for block in manuscript.blocks if block.kind == "paragraph"), "")
    return opening or heading or first


def _with_part(title: str, headings: Sequence[str], symbols: Sequence[str]) -> str:
    """A budget's title with the section that the document holds: many documents carry the same title."""
    section = next((heading for heading in headings if re.match(r"Section \d", heading)), None)
    return f"{title}: {section}" if section and symbols and "(Sect." in symbols[0] else title


def _no_title(text: str) -> bool:
    """Headings that stand above the title proper."""
    letters = sum(char.isalpha() or char.isspace() for char in text)
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return (
        text.casefold() in _ORGANS
        or is_label(text)
        or _STAMP.fullmatch(text) is not None
        or letters < 0.6 * len(text)
        or words <= _MASTHEAD_WORDS
        or bool(_ADOPTED.match(text) or _ABOVE.match(text))
        or bool(len(text) < 40 and find_dates(text))
    )


def _first_sentence(block: Block) -> str:
    return shorten(
        re.split(r"(?<=[.!?])\s", _NUMBERED.sub("", block.text), maxsplit=1)[0], LONGEST, placeholder=" …"
    )
