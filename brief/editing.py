"""A brief in the hands of its reader: entries left out, moved, shortened, widened, remarked on; every step can be undone."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from answer.evidence.evidence import spoken_sentences
from brief.model import PARTS, Brief, Entry, Looked, Owner
from brief.news import saved
from ingest.register import Register
from ingest.structure.sentences import Span

MOST_UNDONE: Final = 50  # steps


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper being edited.

    Attributes:
        brief: As it stands, with the entries that are left out.
        left_out: Ids of the entries that the paper is to be without.
        before: Earlier states, the last one last.
    """

    brief: Brief
    left_out: frozenset[str] = frozenset()
    before: tuple["Draft", ...] = ()

    @property
    def paper(self) -> Brief:
        """The paper as it is exported."""
        return self.brief.with_entries(tuple(e for e in self.brief.entries if key(e) not in self.left_out))

    def keep(self, chosen: Collection[str]) -> "Draft":
        """Only these entries ticked."""
        left_out = frozenset(key(entry) for entry in self.brief.quoted) - frozenset(chosen)
        return self if left_out == self.left_out else replace(self._stepped(), left_out=left_out)

    def move(self, name: str, step: int) -> "Draft":
        """An entry one place up (-1) or down (1) among the entries of its part."""
        entries = list(self.brief.entries)
        part = [i for i, entry in enumerate(entries) if self._beside(entry, name)]
        at = next((n for n, i in enumerate(part) if key(entries[i]) == name), None)
        if at is None or not 0 <= at + step < len(part):
            return self
        one, other = part[at], part[at + step]
        entries[one], entries[other] = entries[other], entries[one]
        return replace(self._stepped(), brief=self.brief.with_entries(tuple(entries)))

    def wider(self, name: str) -> "Draft":
        """One more sentence: the next one of the passage, else the one before."""
        return self._changed(name, _wider)

    def narrower(self, name: str) -> "Draft":
        """Without the last sentence; a single sentence stays."""
        return self._changed(name, _narrower)

    def remark(self, name: str, text: str) -> "Draft":
        """A note of the reader's own at an entry."""
        return self._changed(name, lambda entry: replace(entry, remark=text.strip()))

    def headed(self, name: str, text: str) -> "Draft":
        """A heading of the reader's own above an entry; an empty one takes it away."""
        return self._changed(name, lambda entry: replace(entry, heading=" ".join(text.split())))

    def offered(self, entries: Collection[Entry]) -> "Draft":
        """With more entries to choose from, left out until they are ticked."""
        known = {key(entry) for entry in self.brief.entries}
        more = [entry for entry in entries if key(entry) not in known]
        if not more:
            return self
        together = tuple(sorted([*self.brief.entries, *more], key=lambda e: PARTS.index(e.owner.part)))
        left_out = self.left_out | {key(entry) for entry in more}
        return replace(self._stepped(), brief=self.brief.with_entries(together), left_out=left_out)

    def undo(self) -> "Draft":
        """The state before the last step; the first state stays."""
        return replace(self.before[-1], before=self.before[:-1]) if self.before else self

    def _beside(self, entry: Entry, name: str) -> bool:
        moved = next((e for e in self.brief.entries if key(e) == name), None)
        return moved is not None and entry.owner.part == moved.owner.part and entry.standing != "passing"

    def _changed(self, name: str, change: Callable[[Entry], Entry]) -> "Draft":
        entries = tuple(change(e) if key(e) == name else e for e in self.brief.entries)
        if entries == self.brief.entries:
            return self
        return replace(self._stepped(), brief=self.brief.with_entries(entries))

    def _stepped(self) -> "Draft":
        return replace(self, before=(*self.before, replace(self, before=()))[-MOST_UNDONE:])

    def as_dict(self) -> dict[str, Any]:
        """To be saved: the brief, and what is left out."""
        return {**self.brief.as_dict(), "left_out": sorted(self.left_out)}


def key(entry: Entry) -> str:
    """What names an entry for as long as its passage stands."""
    return entry.passage.id


def restored(register: Register, found: Mapping[str, Any]) -> tuple[Draft, tuple[str, ...]]:
    """A saved draft as this library has it, and the references of the entries whose words it no longer has.

    Raises:
        ValueError: it is no brief.
    """
    before = saved(found)
    rows = [*found["entries"], *found["passing"]]
    passages = register.passages([str(row.get("passage_id")) for row in rows])
    entries: list[Entry] = []
    gone: list[str] = []
    for row in rows:
        passage = passages.get(str(row.get("passage_id")))
        document = register.document(passage.document_id) if passage else None
        quote = str(row.get("quote") or "")
        if passage is None or document is None or not quote.strip() or quote not in passage.text:
            gone.append(str(row.get("reference")))
            continue
        if row.get("part") not in PARTS or row.get("standing") not in ("speaks", "placed", "passing"):
            raise ValueError("an entry is of no part, or of no standing, that a brief has")
        if passage.speaker and passage.speaker not in (row.get("speaker"), row.get("spoken_by")):
            raise ValueError("an entry gives words to somebody who did not speak them")
        entries.append(
            Entry(
                owner=Owner(
                    name=str(row["speaker"]), part=row["part"], spoken_by=str(row.get("spoken_by") or "")
                ),
                document=document,
                passage=passage,
                quote=quote,
                kind="report" if row.get("kind") == "report" else "quotation",
                standing=row["standing"],
                likely=float(row.get("likely") or 0),
                cites=str(row.get("cites") or ""),
                remark=str(row.get("remark") or ""),
                heading=str(row.get("heading") or ""),
            )
        )
    looked = tuple(
        Looked(
            name=str(d.get("name")),
            date=d.get("date"),
            content_hash=str(d.get("hash")),
            stamp=str(d.get("stamp")),
        )
        for d in found.get("looked_at", [])
    )
    brief = Brief(
        topic=before.topic,
        scope=before.scope,
        made=str(found.get("made") or ""),
        entries=tuple(entries),
        silent=tuple(map(str, found.get("silent", []))),
        looked_at=looked,
    )
    return Draft(brief, frozenset(map(str, found.get("left_out", [])))), tuple(gone)


def _places(entry: Entry) -> tuple[list[Span], int, int]:
    """The sentences of the entry's voice, and the first and last that its words touch."""
    spans = [span for span, _ in spoken_sentences(entry.document, entry.passage)]
    start = entry.passage.text.find(entry.quote)
    touched = [i for i, s in enumerate(spans) if s.start < start + len(entry.quote) and start < s.end]
    return spans, touched[0] if touched else 0, touched[-1] if touched else 0


def _wider(entry: Entry) -> Entry:
    spans, first, last = _places(entry)
    if last + 1 < len(spans):
        last += 1
    elif first > 0:
        first -= 1
    return replace(entry, quote=entry.passage.text[spans[first].start : spans[last].end]) if spans else entry


def _narrower(entry: Entry) -> Entry:
    spans, first, last = _places(entry)
    if last <= first:
        return entry
    return replace(entry, quote=entry.passage.text[spans[first].start : spans[last - 1].end])
