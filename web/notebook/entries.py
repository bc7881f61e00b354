"""What a reader kept: a passage by its id with words of it and a note, which only the register makes a quotation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError

from cite.match import Match
from ingest.document import Passage
from ingest.register import Register

MOST: Final = 300  # entries that are shown or exported at once

_Word = Annotated[str, StringConstraints(max_length=300)]
_Words = Annotated[str, StringConstraints(max_length=20_000)]


class Entry(BaseModel):
    """One entry as the browser keeps it; nothing of it is trusted.

    Attributes:
        id: By which the browser knows it.
        passage: The passage's id.
        quote: Words of it; empty where all of it was kept.
        note: What the reader wrote beside it.
        reference: Its reference on the day it was kept, shown where the passage is gone.
    """

    id: _Word
    passage: _Word
    quote: _Words = ""
    note: _Words = ""
    reference: _Words = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry beside what the register has of it.

    Attributes:
        entry: The entry.
        match: Its passage; None where the passage is gone, or no longer has these words.
        quote: The words as the passage has them; what the reader kept where it is gone.
    """

    entry: Entry
    match: Match | None
    quote: str


_ENTRIES = TypeAdapter(list[Entry])


def held(given: object, register: Register) -> list[Kept]:
    """The entries that a browser sends, each with what the register has of it now; nonsense is no entry."""
    try:
        entries = _ENTRIES.validate_python(given)[:MOST]
    except ValidationError:
        return []
    passages = register.passages([each.passage for each in entries])
    return [_kept(entry, register, passages.get(entry.passage)) for entry in entries]


def matches(kept: Sequence[Kept]) -> list[Match]:
    """The passages of entries that still stand."""
    return [each.match for each in kept if each.match is not None]


def _kept(entry: Entry, register: Register, passage: Passage | None) -> Kept:
    words = found(entry.quote, passage.text) if passage else None
    document = register.document(passage.document_id) if passage else None
    if passage is None or words is None or document is None:
        return Kept(entry, None, entry.quote)
    return Kept(entry, Match(document=document, passage=passage), words)


def found(quote: str, text: str) -> str | None:
    """The words of a text that a browser sent, letter for letter as the text has them; None where it has not.

    A browser gives one space for a line break; nothing else may differ. All of the text where nothing is quoted.
    """
    pieces = quote.split()
    if not pieces:
        return text
    place = re.search(r"\s+".join(map(re.escape, pieces)), text)
    return place[0] if place else None
