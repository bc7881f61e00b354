"""HTML through Beautiful Soup and lxml: what the page shows, in its order; nothing runs."""

import re
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag

from errors import UnreadableDocumentError
from ingest.manuscript import Block, Manuscript
from ingest.names.dates import find_dates
from ingest.readers.markup.blocks import blocks
from ingest.readers.markup.clean import body_of, clean
from ingest.readers.markup.witness import shown_text
from ingest.readers.markup.xml import UNKNOWN, is_known, xml_blocks

MAX_BYTES: Final = 50_000_000


def read_html(path: Path) -> Manuscript:
    """The manuscript of an HTML or XML file.

    Raises:
        UnreadableDocumentError: empty, too large, or without text.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableDocumentError(f"It is larger than {MAX_BYTES // 1_000_000} MB: split it first.")
    try:
        return _read(path.read_bytes())
    except RecursionError as error:
        raise UnreadableDocumentError("Its elements are nested too deeply for a document.") from error
    except ValueError as error:  # what it declares as its encoding is handed to libxml2 as it stands
        raise UnreadableDocumentError(
            "Its declared character encoding is damaged: save it again as UTF-8."
        ) from error


def _read(raw: bytes) -> Manuscript:
    xml = raw.lstrip()[:5] == b"<?xml" and b"<html" not in raw[:2000].lower()
    soup = BeautifulSoup(raw, "lxml-xml" if xml else "lxml")
    title, date, language = _declared(soup)
    aside = [] if xml else clean(body_of(soup))
    found = tuple(xml_blocks(soup) if xml else blocks(body_of(soup)))
    if not found:
        raise UnreadableDocumentError("It holds no text.")
    first = next((block.text for block in found[:5] if block.kind == "heading" and block.level == 1), "")
    return Manuscript(
        format="xml" if xml else "html",
        blocks=found,
        front="\n".join(block.text for block in found[:20]),
        aside=tuple(aside),
        witness=shown_text(raw, xml=xml),
        title=first or title,
        date=date,
        language=language,
        warnings=(UNKNOWN,) if xml and not is_known(soup) else (),
    )


def html_blocks(markup: str | bytes) -> list[Block]:
    """The blocks of a piece of HTML."""
    soup = BeautifulSoup(markup, "lxml")
    clean(body_of(soup))
    return list(blocks(body_of(soup)))


def _declared(soup: BeautifulSoup) -> tuple[str, str | None, str | None]:
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    root = soup.find(True)
    language = str(root.get("lang") or root.get("xml:lang") or "") if isinstance(root, Tag) else ""
    meta = soup.find("meta", attrs={"name": re.compile(r"^(?:dc\.)?date|published", re.IGNORECASE)})
    dates = find_dates(str(meta.get("content") or "")) if isinstance(meta, Tag) else []
    return title, dates[0] if dates else None, language.split("-")[0].lower() or None
