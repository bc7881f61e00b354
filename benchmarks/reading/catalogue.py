"""Symbols, titles and dates read from the corpus's documents, against its catalogue and against their own front pages.

The catalogue was written by another program from raw text, and is wrong in places: its title may be the front
page's first hundred characters or a description, its date that of a session. Where a document's own front page
disagrees with it, the gold table ``adjudicated.tsv`` says what is printed and why that is right. Both figures are
given: against the catalogue as it is, and against what was adjudicated.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from benchmarks.reading.score import Score, letters, table
from errors import UnreadableDocumentError
from ingest.document import Document
from ingest.names.dates import find_dates
from ingest.names.symbols import find_symbols
from ingest.work.reader import read

Field = Literal["symbol", "title", "date"]
FIELDS: Final[tuple[Field, ...]] = ("symbol", "title", "date")
READ: Final = frozenset({".pdf", ".docx", ".txt", ".xml"})
OVERLAP: Final = 20
"""Letters of a title that must stand at the end of a catalogue's title that was cut off."""

NOTHING: Final = "(none)"
"""The adjudicated gold where a file prints nothing: then no symbol and no date may be claimed."""

_OWN_NUMBER: Final = re.compile(r"^(?:[A-Z]+-)?\d{1,4}(?:/\d{1,4})?(?:\s\([IVXLC]+\))?(?:\s[A-Z])?\.\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the catalogue says of one file, and what of it the file's front page overrules."""

    path: str
    said: dict[Field, str]
    printed: dict[Field, str]


def catalogue(corpus: Path) -> tuple[Score, ...]:
    """For each field two scores, against the catalogue as it is and against the adjudicated gold.

    A file without a text layer has no reading and is not counted, nor is a field that the catalogue leaves empty.
    """
    raw = {name: Score(name=f"{name}, catalogue as it is") for name in FIELDS}
    judged = {name: Score(name=f"{name}, adjudicated") for name in FIELDS}
    for row in rows(corpus):
        try:
            document = read(corpus / row.path).document
        except UnreadableDocumentError:
            continue
        for name in FIELDS:
            gold = row.printed.get(name, row.said[name])
            _count(raw[name], row, name, row.said[name], document)
            _count(judged[name], row, name, gold, document)
    return (*raw.values(), *judged.values())


def rows(corpus: Path) -> Iterator[Row]:
    """The catalogue's rows of documents in formats that are read, with what was adjudicated of each."""
    printed: dict[str, dict[Field, str]] = {}
    for line in table("adjudicated.tsv"):
        name = next(field for field in FIELDS if field == line["field"])
        printed.setdefault(line["path"], {})[name] = line["printed"]
    with (corpus / "catalogue.tsv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = line["path"]
            if Path(path).suffix in READ and not path.startswith("robustness/"):
                yield Row(
                    path=path, said={name: line[name] for name in FIELDS}, printed=printed.get(path, {})
                )


def agrees(name: Field, gold: str, document: Document) -> bool | None:
    """Whether a document's field is what the gold says; None where the gold says nothing that can be compared.

    Titles are compared by their letters, a resolution's own number left aside: one must contain the other, or
    begin where a gold title that was cut off ends. One that stops before the gold title does is cut short: wrong. A symbol must be one of the document's; a date may be known
    to the month or the year only, on either side.
    """
    if gold == NOTHING:
        found = {"title": None, "symbol": not document.symbols, "date": document.date is None}
        return found[name]
    if name == "title":
        return same_title(gold, document.title) if letters(gold) else None
    if name == "symbol":
        symbols = {match.symbol for match in find_symbols(gold)}
        return bool(symbols & set(document.symbols)) if symbols else None
    wanted = find_dates(gold)[:1] or re.findall(r"\b(?:19|20)\d\d\b", gold)[:1]
    got = document.date or ""
    return bool(got) and (got.startswith(wanted[0]) or wanted[0].startswith(got)) if wanted else None


def same_title(gold: str, title: str) -> bool:
    """Whether two titles name the same text (see ``agrees``)."""
    one, other = (letters(_OWN_NUMBER.sub("", text)) for text in (gold, title))
    if not one or not other or (one != other and one.startswith(other)):
        return False
    if one in other or other in one:
        return True
    return any(one.endswith(other[:size]) for size in range(len(other), OVERLAP - 1, -1))


def _count(score: Score, row: Row, name: Field, gold: str, document: Document) -> None:
    right = agrees(name, gold, document)
    if right is not None:
        got = {"symbol": ", ".join(document.symbols), "title": document.title, "date": document.date}[name]
        score.count(None if right else f"{row.path}: “{gold[:90]}”, read “{str(got)[:110]}”")
