"""The vocabulary of a brief: an entry, what was looked at, and the whole paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from answer.model import Kind, NotVerbatimError
from cite.match import Match
from index.hit import Filters
from ingest.document import Document, Passage

Part = Literal["states", "groups", "organisations", "companies", "persons", "decisions", "documents"]
Standing = Literal["speaks", "placed", "passing"]

PARTS: Final[tuple[Part, ...]] = (
    "states",
    "groups",
    "organisations",
    "companies",
    "persons",
    "decisions",
    "documents",
)
"""The parts of the paper, in order: those who speak, what documents decide, what else documents say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose words they are.

    Attributes:
        name: The speaker in the register's spelling; of words for a group the group; else the document's name.
        part: Where the paper has them.
        spoken_by: Who spoke, where the words are a group's; empty otherwise.
    """

    name: str
    part: Part
    spoken_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Words of one passage that the paper quotes, or what the passage reports of a speaker.

    Attributes:
        owner: Whose words.
        document: Where they stand.
        passage: The passage.
        quote: A substring of ``passage.text``, character for character.
        kind: The owner's own words, or a document's report of them.
        standing: "speaks" to the topic; "placed" under it by a paper that quotes them for it, whether or not
            they name it; touches it in "passing".
        likely: Probability that the passage speaks to the topic, 0 to 1.
        cites: The source that the document itself names for them; empty where it names none.
        again: Other passages that say the same: repeated paragraphs, other language versions.
        remark: A note of the reader's own, printed below the words.
        heading: A heading of the reader's own, printed above them.

    Raises:
        NotVerbatimError: ``quote`` is empty or not in the passage.
    """

    owner: Owner
    document: Document
    passage: Passage
    quote: str
    kind: Kind
    standing: Standing
    likely: float
    cites: str = ""
    again: tuple[Match, ...] = ()
    remark: str = ""
    heading: str = ""

    def __post_init__(self) -> None:
        if not self.quote.strip() or self.quote not in self.passage.text:
            raise NotVerbatimError(f"These words are not in passage {self.passage.id}: {self.quote!r}")

    @property
    def match(self) -> Match:
        """What the footnote refers to."""
        return Match(document=self.document, passage=self.passage)

    @property
    def year(self) -> str:
        """Year of the document; empty where its date is not known."""
        return (self.document.date or "")[:4]

    def as_dict(self) -> dict[str, Any]:
        """The entry as the JSON contract has it."""
        return {
            **self.match.as_dict(),
            "speaker": self.owner.name,
            "part": self.owner.part,
            "spoken_by": self.owner.spoken_by,
            "kind": self.kind,
            "standing": self.standing,
            "quote": self.quote,
            "likely": round(self.likely, 3),
            "cites": self.cites,
            "passage_id": self.passage.id,
            "language": self.passage.language,
            "document_hash": self.document.content_hash,
            "again": [match.reference for match in self.again],
            "remark": self.remark,
            "heading": self.heading,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A document that was looked at.

    Attributes:
        name: Its symbol or title.
        date: Its date.
        content_hash: SHA-256 of its file.
        stamp: The stamp of its reading in the library.
    """

    name: str
    date: str | None
    content_hash: str
    stamp: str

    def as_dict(self) -> dict[str, Any]:
        """As the JSON contract has it."""
        return {"name": self.name, "date": self.date, "hash": self.content_hash, "stamp": self.stamp}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The paper.

    Attributes:
        topic: As it was asked for.
        scope: What the search was narrowed to.
        made: ISO date and time (UTC).
        entries: In the order of the paper.
        silent: Speakers who were looked for and have nothing on the topic, in order of the alphabet.
        looked_at: The documents in scope.
    """

    topic: str
    scope: Filters
    made: str
    entries: tuple[Entry, ...]
    silent: tuple[str, ...] = ()
    looked_at: tuple[Looked, ...] = ()

    @property
    def quoted(self) -> tuple[Entry, ...]:
        """The entries of the paper's body, without those that touch the topic only in passing."""
        return tuple(entry for entry in self.entries if entry.standing != "passing")

    @property
    def passing(self) -> tuple[Entry, ...]:
        """The entries of speakers who touch the topic in passing and nowhere more."""
        speak = {entry.owner.name for entry in self.quoted}
        return tuple(e for e in self.entries if e.standing == "passing" and e.owner.name not in speak)

    def with_entries(self, entries: tuple[Entry, ...]) -> "Brief":
        """The same paper with other entries."""
        return replace(self, entries=entries)

    def as_dict(self) -> dict[str, Any]:
        """The paper as the JSON contract has it."""
        return {
            "topic": self.topic,
            "scope": scope_dict(self.scope),
            "made": self.made,
            "entries": [entry.as_dict() for entry in self.quoted],
            "passing": [entry.as_dict() for entry in self.passing],
            "silent": list(self.silent),
            "looked_at": [each.as_dict() for each in self.looked_at],
        }


def scope_dict(scope: Filters) -> dict[str, Any]:
    """The fields of a scope that narrow something, as ``Filters.of`` reads them."""
    found: Mapping[str, Any] = {name: getattr(scope, name) for name in Filters.__dataclass_fields__}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items() if v}
