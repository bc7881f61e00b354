"""Two documents, or two versions of one, paragraph by paragraph."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from check.compare.alignment import align
from check.compare.wording import Run, runs, words
from ingest.document import Document, Passage

Kind = Literal["same", "changed", "moved", "added", "dropped"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one paragraph.

    Attributes:
        kind: "same", "changed", "moved" (its words may have changed too), "added" or "dropped".
        before: The paragraph in the first document; None where it was added.
        after: The paragraph in the second; None where it was dropped.
        runs: Its words, cut into what stayed and what changed; empty when added or dropped.
    """

    kind: Kind
    before: Passage | None
    after: Passage | None
    runs: tuple[Run, ...] = ()

    @property
    def renumbered(self) -> bool:
        """Whether the paragraph is in both under different numbers."""
        return bool(self.before and self.after and self.before.paragraph != self.after.paragraph)

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON has it."""
        return {
            "change": self.kind,
            "renumbered": self.renumbered,
            "before": _side(self.before),
            "after": _side(self.after),
            "differences": [
                {"before": run.before.strip(), "after": run.after.strip()}
                for run in self.runs
                if not run.same
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two documents and what became of each paragraph, in the order of the second."""

    before: Document
    after: Document
    changes: tuple[Change, ...]

    def counts(self) -> dict[Kind, int]:
        """How many paragraphs of each kind."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS}

    def as_dict(self) -> dict[str, Any]:
        """The comparison as JSON has it."""
        return {
            "before": _named(self.before),
            "after": _named(self.after),
            "counts": self.counts(),
            "renumbered": sum(change.renumbered for change in self.changes),
            "paragraphs": [change.as_dict() for change in self.changes],
        }


def compare(before: Document, old: Sequence[Passage], after: Document, new: Sequence[Passage]) -> Comparison:
    """Compare two documents, given with their passages in order.

    Running text is compared with running text and footnotes with footnotes, since a footnote stands
    where its page happens to end.

    Args:
        before: The one document.
        old: Its passages, in order.
        after: The other document.
        new: Its passages, in order.

    Raises:
        RapporteurError: the two are too long to compare.
    """
    changes: list[Change] = []
    for notes in (False, True):
        left = [passage for passage in old if (passage.kind == "footnote") is notes]
        right = [passage for passage in new if (passage.kind == "footnote") is notes]
        changes.extend(_changes(left, right))
    return Comparison(before=before, after=after, changes=tuple(changes))


def _changes(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Change]:
    left, right = [words(passage.text) for passage in old], [words(passage.text) for passage in new]
    turned = left > right  # always seen from the same side, so that turned round it says the same
    found = align(right, left) if turned else align(left, right)
    kept, moved = (
        [(b, a) for a, b in pairs] if turned else list(pairs) for pairs in (found.kept, found.moved)
    )
    from_where = {a: b for b, a in moved}
    gone = {b for b, _ in moved}
    row = column = 0
    for b, a in [*kept, (len(old), len(new))]:
        yield from (Change(kind="dropped", before=old[n], after=None) for n in range(row, b) if n not in gone)
        for n in range(column, a):
            if n in from_where:
                yield _paired("moved", old[from_where[n]], new[n], turned=turned)
            else:
                yield Change(kind="added", before=None, after=new[n])
        if a < len(new):
            yield _paired("same" if left[b] == right[a] else "changed", old[b], new[a], turned=turned)
        row, column = b + 1, a + 1


def _paired(kind: Kind, before: Passage, after: Passage, *, turned: bool) -> Change:
    if turned:
        found = tuple(run.mirrored() for run in runs(after.text, before.text))
    else:
        found = runs(before.text, after.text)
    return Change(kind=kind, before=before, after=after, runs=found)


def _side(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    return {"paragraph": passage.paragraph, "pages": list(passage.pages), "text": passage.text}


def _named(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in ("symbol", "title", "date", "language", "url")}
