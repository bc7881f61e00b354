"""A topic made into a paper."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from answer.compose.source_notes import note_on
from answer.evidence.attribution import REPORTING_KINDS
from brief.candidates import Candidate, Candidates, to_read
from brief.copies import once
from brief.model import PARTS, Brief, Entry, Looked, Standing
from brief.quoting import best_words
from brief.relevance import Told, Topic, named, thresholds
from errors import RapporteurError
from index.hit import Filters
from index.library import Library
from ingest.document import Document

NEAR: Final = 40  # passages nearest to one by vectors
MOST_ALIKE: Final = 5

Progress = Callable[[str, float], None]
"""Told a step ("collecting", "reading", "writing") and how far all is, 0 to 1."""


def brief(
    library: Library, topic: str, scope: Filters | None = None, progress: Progress | None = None
) -> Brief:
    """Who said what about a topic.

    Args:
        library: The documents.
        topic: In the user's words, in any language.
        scope: What to narrow the search to.
        progress: Told how far it has come.

    Raises:
        RapporteurError: the topic is empty, or nothing of the library is in scope.
    """
    if not topic.strip():
        raise RapporteurError("A brief needs a topic, such as “public core of the Internet”.")
    tell = progress or (lambda _step, _share: None)
    scope = scope or Filters()
    with library.register.moment():
        tell("collecting", 0.05)
        asked = Topic(library, " ".join(topic.split()))
        gathered = Candidates(library, asked, scope)
        if not gathered.documents:
            raise RapporteurError("No document of the library is in this scope: widen it.")
        found = gathered.found()
        cheap = asked.cheap([each.passage for each in found])
        tell("reading", 0.3)
        placed = _placed(asked, gathered, found)
        chosen = to_read(found, cheap, placed)
        told = asked.read([(each.document, each.passage) for each in chosen], cheap)
        tell("writing", 0.9)
        unnamed = {name for name, features in cheap.items() if not named(features)}
        entries = _entries(asked, gathered, chosen, told, placed, unnamed)
        vectors = library.vectors().embeddings([entry.passage.id for entry in entries])
        return Brief(
            topic=asked.text,
            scope=scope,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            entries=tuple(_ordered(once(entries, vectors))),
            silent=_silent(found, entries),
            looked_at=_looked_at(library, gathered.documents),
        )


def _entries(
    topic: Topic,
    gathered: Candidates,
    chosen: Sequence[Candidate],
    told: Mapping[str, Told],
    placed: set[str],
    unnamed: set[str],
) -> list[Entry]:
    """The entries, those that speak to the topic first, and of a language the topic's own first."""
    found: list[Entry] = []
    for each in chosen:
        likely = told[each.passage.id].likely
        standing = _standing(likely, each, placed, is_named=each.passage.id not in unnamed)
        entry = _entry(topic, gathered, each, told[each.passage.id], standing) if standing else None
        if entry is not None:
            found.append(entry)
    own = topic.language
    order: dict[Standing, int] = {"speaks": 0, "placed": 1, "passing": 2}
    return sorted(
        found,
        key=lambda e: (
            order[e.standing],
            e.passage.language != own,
            e.document.date or "9",
            e.passage.ordinal,
        ),
    )


def _entry(
    topic: Topic, gathered: Candidates, each: Candidate, told: Told, standing: Standing
) -> Entry | None:
    """The words worth quoting of a passage; None where it has none."""
    words = best_words(topic, each, told.reading)
    if words is None:
        return None
    quote, kind = words
    quoting = each.document.kind in REPORTING_KINDS and each.passage.speaker is not None
    return Entry(
        owner=each.owner,
        document=each.document,
        passage=each.passage,
        quote=quote,
        kind=kind,
        standing=standing,
        likely=told.likely,
        cites=note_on(each.passage, gathered.passages_of(each.document)) if quoting else "",
    )


def more_like(library: Library, paper: Brief, entry: Entry, most: int = MOST_ALIKE) -> list[Entry]:
    """What is said like an entry in the scope of a brief and not yet in it, the likest first.

    Args:
        library: The documents.
        paper: The brief.
        entry: One of its entries.
        most: At most so many.
    """
    with library.register.moment():
        vector = library.vectors().embeddings([entry.passage.id]).get(entry.passage.id)
        if vector is None:
            return []
        near = library.vectors().search(list(map(float, vector)), NEAR, paper.scope)
        topic = Topic(library, paper.topic)
        gathered = Candidates(library, topic, paper.scope)
        known = {each.passage.id for each in paper.entries}
        found = {each.passage.id: each for each in gathered.of([name for name in near if name not in known])}
        chosen = [found[name] for name in near if name in found][: 2 * most]
        told = topic.read([(e.document, e.passage) for e in chosen], topic.cheap([e.passage for e in chosen]))
        entries = [_entry(topic, gathered, each, told[each.passage.id], "speaks") for each in chosen]
        names = [entry.passage.id, *(e.passage.id for e in entries if e)]
        alike = once([entry, *(e for e in entries if e)], library.vectors().embeddings(names))
        return alike[1 : most + 1]


def _standing(likely: float, candidate: Candidate, placed: set[str], *, is_named: bool) -> Standing | None:
    speaks, passing = thresholds()
    if is_named and likely >= speaks:
        return "speaks"
    if candidate.passage.id in placed:
        return "placed"
    own = candidate.owner.part in ("decisions", "documents")
    return "passing" if likely >= passing and not own else None


def _placed(topic: Topic, gathered: Candidates, found: Sequence[Candidate]) -> set[str]:
    """Passages in which a paper quotes speakers right behind words of its own that speak to the topic."""
    papers = {
        c.document.id: c.document for c in found if c.document.kind in REPORTING_KINDS and c.passage.speaker
    }
    placed: set[str] = set()
    for document in papers.values():
        leads: dict[str, list[str]] = {}
        row = [p for p in gathered.passages_of(document) if p.kind != "footnote"]
        lead = None
        for passage in row:
            if passage.speaker is None:
                lead = passage
            elif lead is not None:
                leads.setdefault(lead.id, []).append(passage.id)
        asked = [p for p in row if p.id in leads]
        cheap = topic.cheap(asked)
        told = topic.read([(document, p) for p in asked], cheap)
        for name, behind in leads.items():
            if named(cheap[name]) and told[name].likely >= thresholds()[0]:
                placed.update(behind)
    return placed


def _ordered(entries: Sequence[Entry]) -> list[Entry]:
    """By part; in it by the name of the speaker, or of what documents say by date; within a speaker by date."""

    def key(entry: Entry) -> tuple[object, ...]:
        dated = entry.owner.part in ("decisions", "documents")
        name = "" if dated else alphabetical(entry.owner.name)
        return (
            PARTS.index(entry.owner.part),
            name,
            entry.document.date or "",
            entry.document.name,
            entry.passage.ordinal,
        )

    return sorted(entries, key=key)


def alphabetical(name: str) -> str:
    """A name as the alphabet orders it: accents and articles aside."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return plain.casefold().removeprefix("the ")


def _silent(found: Sequence[Candidate], entries: Sequence[Entry]) -> tuple[str, ...]:
    heard = {entry.owner.name for entry in entries} | {entry.owner.spoken_by for entry in entries}
    looked_for = {each.owner.name for each in found if each.owner.part not in ("decisions", "documents")}
    return tuple(sorted(looked_for - heard, key=alphabetical))


def _looked_at(library: Library, documents: Mapping[str, Document]) -> tuple[Looked, ...]:
    return tuple(
        Looked(
            name=document.name,
            date=document.date,
            content_hash=document.content_hash,
            stamp=library.register.stamp(document.id) or "",
        )
        for document in documents.values()
    )
