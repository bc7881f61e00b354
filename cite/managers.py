"""References as records for reference managers: BibTeX, RIS, CSL-JSON."""

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from cite.locator import locator
from cite.match import Match
from cite.plain import date_parts, one_line, web_address
from ingest.document import Document

_NOT_IN_KEYS: Final = re.compile(r"[^A-Za-z0-9]+")
# Braces count in BibTeX even behind a backslash, so they and the backslash are named; the writer does the rest.
_TEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "$": r"\textdollar{}",
}


def bibtex(matches: Sequence[Match]) -> str:
    """One BibTeX entry a document, written by pybtex; titles keep their capitals."""
    from pybtex.database import BibliographyData, Entry

    entries: dict[str, Entry] = {}
    addresses: list[str] = []
    for document, note in _records(matches):
        addresses.append(web_address(document.url) or "")
        fields = {
            "author": f"{{{_tex(document.body)}}}" if document.body else "",
            "title": f"{{{_tex(document.title)}}}",
            "year": (document.date or "")[:4],
            "date": document.date or "",
            "number": _tex(document.symbol or ""),
            "langid": document.language,
            "url": f"address{len(addresses)}." if addresses[-1] else "",
            "note": _tex(note),
        }
        entries[_key(document)] = Entry("misc", [(name, value) for name, value in fields.items() if value])
    written = str(BibliographyData(entries).to_string("bibtex")).strip()
    for number, address in enumerate(
        addresses, start=1
    ):  # pybtex would escape it, and readers take it as it stands
        written = written.replace(f"address{number}.", address.replace("{", "%7B").replace("}", "%7D"), 1)
    return written


def ris(matches: Sequence[Match]) -> str:
    """One RIS record a document, written by rispy."""
    import rispy

    class Unnumbered(rispy.RisWriter):  # type: ignore[misc]  # rispy comes without types
        """RIS has no line before the first record; rispy would number them."""

        def set_header(self, count: int) -> str:
            """No header."""
            return ""

    records = []
    for document, note in _records(matches):
        fields = {
            "type_of_reference": "RPRT",
            "id": _key(document),
            "authors": [one_line(document.body)] if document.body else [],
            "title": one_line(document.title),
            "year": (document.date or "")[:4],
            "date": "/".join((document.date or "").split("-")),
            "number": one_line(document.symbol or ""),
            "language": document.language,
            "urls": [address] if (address := web_address(document.url)) else [],
            "notes": [note] if note else [],
        }
        records.append({name: value for name, value in fields.items() if value})
    # The blank behind the last "ER  -" stays: readers that hold to the letter of RIS find no record without it.
    return str(rispy.dumps(records, implementation=Unnumbered)).strip("\n")


def csl(matches: Sequence[Match]) -> str:
    """A CSL-JSON list, one item a document (schema: citation-style-language/schema, csl-data.json)."""
    items = []
    for document, note in _records(matches):
        item: dict[str, Any] = {
            "id": _key(document),
            "type": "report",
            "title": one_line(document.title),
            "author": [{"literal": one_line(document.body)}] if document.body else [],
            "issued": {"date-parts": [list(parts)]} if (parts := date_parts(document.date)) else {},
            "number": one_line(document.symbol or ""),
            "language": document.language,
            "URL": web_address(document.url) or "",
            "note": note,
        }
        items.append({name: value for name, value in item.items() if value})
    return json.dumps(items, ensure_ascii=False, indent=2)


def _records(matches: Sequence[Match]) -> list[tuple[Document, str]]:
    documents: dict[str, Document] = {}
    places: dict[str, dict[str, None]] = {}
    for match in matches:
        documents.setdefault(match.document.id, match.document)
        held = places.setdefault(match.document.id, {})
        if match.passage and (place := one_line(locator(match.passage))):
            held[place] = None
    return [(document, "; ".join(places[key])) for key, document in documents.items()]


def _key(document: Document) -> str:
    """A key that is the symbol's where there is one; the id keeps apart what the symbol does not."""
    readable = _NOT_IN_KEYS.sub("-", document.symbol or document.kind).strip("-") or "document"
    return f"{readable}-{document.id[:6]}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in one_line(text))
