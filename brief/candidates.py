"""Every passage that may speak to a topic: searched by parts, so that no speaker, document or year is left out.

A ranked list has the best ten, and whoever speaks at length fills it. Here every speaker keeps a few passages to be
read, however far down a list they would stand, and so does every year of what documents say themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from brief.model import Owner
from brief.owners import owners_of
from brief.relevance import Topic, hopeful, least_hope, named, thresholds
from index.filters import sql_conditions
from index.hit import Filters
from index.library import Library
from index.query.query import read
from ingest.document import Document, Passage

OF_A_SPEAKER: Final = 3  # passages read at least
OF_A_YEAR: Final = 8  # passages found by words, and by vectors, of what documents say themselves
MOST_READ: Final = 420  # each costs about twelve milliseconds of two cores


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with its document and whose words it has."""

    document: Document
    passage: Passage
    owner: Owner


class Candidates:
    """What is in scope; its speakers, and what there is to read.

    Args:
        library: The documents.
        topic: The topic.
        scope: What to narrow the search to.
    """

    def __init__(self, library: Library, topic: Topic, scope: Filters) -> None:
        self._library = library
        self._topic = topic
        self._scope = scope
        within = self._documents_in_scope()
        self.documents = {d.id: d for d in library.register.documents() if d.id in within}
        self._owners: dict[str, dict[str, Owner]] = {}
        self._passages: dict[str, list[Passage]] = {}

    def found(self) -> list[Candidate]:
        """All that somebody says in scope, and the best of each year of what documents say themselves."""
        ids = dict.fromkeys([*self._spoken(), *([] if self._scope.speakers else self._documents_own())])
        return self.of(list(ids))

    def of(self, ids: Sequence[str]) -> list[Candidate]:
        """Those of some passages that are in scope and whose owner is certain."""
        passages = self._library.register.passages(ids)
        return [c for passage in passages.values() if (c := self._candidate(passage)) is not None]

    def passages_of(self, document: Document) -> list[Passage]:
        """All passages of a document, in order."""
        if document.id not in self._passages:
            self._passages[document.id] = self._library.register.document_passages(document.id)
        return self._passages[document.id]

    def _candidate(self, passage: Passage) -> Candidate | None:
        document = self.documents.get(passage.document_id)
        if document is None or passage.kind == "footnote":
            return None
        if document.id not in self._owners:
            self._owners[document.id] = owners_of(document, self.passages_of(document))
        owner = self._owners[document.id].get(passage.id)
        asked = self._scope.speakers
        if owner is None or (asked and owner.name not in asked and owner.spoken_by not in asked):
            return None
        return Candidate(document, passage, owner)

    def _documents_in_scope(self) -> set[str]:
        return {document for document, _ in self._rows("")}

    def _spoken(self) -> Iterable[str]:
        return [name for _, name in self._rows(" AND (speaker IS NOT NULL OR documents.kind = 'letter')")]

    def _rows(self, condition: str) -> Sequence[tuple[str, str]]:
        conditions, values = sql_conditions(replace(self._scope, speakers=()))
        found: Sequence[tuple[str, str]] = self._library.register.connection.execute(
            "SELECT documents.id, passages.id FROM passages JOIN documents ON documents.id = passages.document_id "  # noqa: S608 - built of constants
            f"WHERE passages.kind <> 'footnote'{conditions}{condition} ORDER BY documents.id, ordinal",
            values,
        ).fetchall()
        return found

    def _documents_own(self) -> Iterable[str]:
        """The best passages by words and by vectors of every year."""
        library, text = self._library, self._topic.text
        words = library.words().read(text, read(text).language)
        years = sorted({(document.date or "")[:4] for document in self.documents.values()} - {""})
        for year in years:
            since, until = f"{year}-01-01", f"{year}-12-31"
            of_year = replace(
                self._scope,
                since=max(since, self._scope.since or since),
                until=min(until, self._scope.until or until),
            )
            yield from library.words().search(words, OF_A_YEAR, of_year)
            for vector in self._topic.vectors:
                yield from library.vectors().search(vector, OF_A_YEAR, of_year)
        yield from library.words().search(words, OF_A_YEAR, self._scope)


def to_read(
    found: Sequence[Candidate], cheap: Mapping[str, Mapping[str, float]], placed: Collection[str]
) -> list[Candidate]:
    """The passages worth reading: those put under the topic, the most promising of every speaker, then of all.

    One that could not speak to the topic whatever the reader said of it is left out; it costs as much as any other.

    Args:
        found: What there is.
        cheap: What is known of them without reading.
        placed: Ids of passages that a paper quotes under the topic.
    """
    promise = {each.passage.id: hopeful(cheap[each.passage.id]) for each in found}
    speaks, passing = map(least_hope, thresholds())
    left_out = {
        each.passage.id
        for each in found
        if promise[each.passage.id] < (passing if _spoken(each) else speaks)
        or not (_spoken(each) or named(cheap[each.passage.id], spoken=False))
    } - set(placed)
    ordered = sorted(
        (each for each in found if each.passage.id not in left_out),
        key=lambda each: -promise[each.passage.id],
    )
    first: list[Candidate] = []
    counts: dict[str, int] = defaultdict(int)
    for each in ordered:
        counts[each.owner.name] += 1
        if each.passage.id in placed or (_spoken(each) and counts[each.owner.name] <= OF_A_SPEAKER):
            first.append(each)
    chosen = {each.passage.id for each in first}
    rest = [each for each in ordered if each.passage.id not in chosen]
    return [*first, *rest[: max(0, MOST_READ - len(first))]]


def _spoken(each: Candidate) -> bool:
    return each.owner.part not in ("decisions", "documents")
