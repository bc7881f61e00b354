"""The paper laid out, whatever file it becomes: headings, lines of words with their notes, lists at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from brief.model import PARTS, Brief, Entry, Part
from cite.plain import long_date, one_line

HEADINGS: Final[dict[Part, str]] = {
    "states": "Member States and observer States",
    "groups": "Groups of States and the European Union",
    "organisations": "Organizations",
    "companies": "Companies",
    "persons": "Persons and officers of meetings",
    "decisions": "What documents decide, by date",
    "documents": "What other documents say, by date",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper, with its speakers in order and their entries."""

    part: Part
    heading: str
    speakers: tuple[tuple[str, tuple[Entry, ...]], ...]


def sections(brief: Brief) -> Iterator[Section]:
    """The parts that have something, each with its speakers, each with its entries."""
    for part in PARTS:
        entries = [entry for entry in brief.quoted if entry.owner.part == part]
        if entries:
            speakers = tuple((n, tuple(group)) for n, group in groupby(entries, key=lambda e: e.owner.name))
            yield Section(part, HEADINGS[part], speakers)


def lines(section: Section) -> Iterator[tuple[str, Entry]]:
    """The entries of a part, each with the name to set in front; empty where the one before has set it."""
    for name, entries in section.speakers:
        for at, entry in enumerate(entries):
            yield ("" if at and not entry.heading else name), entry


def title(brief: Brief) -> str:
    """Title of the paper."""
    return f"Who said what: {one_line(brief.topic)}"


def lead(entry: Entry) -> str:
    """What stands before the words, where they are not plainly the owner's own."""
    said = [f"spoken by {entry.owner.spoken_by}"] if entry.owner.spoken_by else []
    if entry.kind == "report":
        said.append(f"reported by {entry.document.name}")
    if entry.standing == "placed":
        said.append(f"quoted by {entry.document.name} under this topic")
    return f"({'; '.join(said)}) " if said else ""


def words(entry: Entry) -> str:
    """The words on one line: a quotation in quotation marks, a report without."""
    text = one_line(entry.quote)
    return text if entry.kind == "report" else f"“{_inner(text)}”"


def _inner(text: str) -> str:
    """Marks that the words themselves end or begin with are not doubled."""
    return text.removeprefix("“") if text.startswith("“") and "”" not in text else text


def closing(brief: Brief) -> list[tuple[str, list[str]]]:
    """What stands at the end: in passing, nothing found, and what was looked at."""
    passing = list(dict.fromkeys(f"{e.owner.name}: {e.match.reference}" for e in brief.passing))
    looked = [
        ", ".join(
            part for part in (one_line(d.name), long_date(d.date), f"stamp {d.content_hash[:12]}") if part
        )
        for d in brief.looked_at
    ]
    found = [
        ("Who touches the topic only in passing", passing),
        ("Who was looked for and has nothing on the topic", list(brief.silent)),
        (f"Documents looked at ({len(looked)}), on {brief.made}", looked),
    ]
    return [(heading, lines) for heading, lines in found if lines]
