"""Whose words each passage is, against tables of who says what from where to where.

A table's row names an owner and the first and last words of what is theirs. The words between must all be
passages of that owner, no word of theirs may be lost, and no passage outside any row may have a speaker.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from benchmarks.reading.score import Score, letters, table
from ingest.document import Passage
from ingest.work.reader import read

LOST = 0.005
"""Share of an owner's letters that may differ between two tools that read the same file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What one owner says in one go.

    Attributes:
        owner: Whose words.
        first: The words it begins with.
        last: The words it ends with.
        section: Heading path; empty where it is not judged.
        length: Number of its letters; 0 where it is not judged.
    """

    owner: str
    first: str
    last: str
    section: tuple[str, ...] = ()
    length: int = 0


def compendium(corpus: Path) -> tuple[Score, Score]:
    """Statements and passages of A/AC.292/2025/INF/5/Rev.1."""
    return score_spans(
        "compendium", spans("compendium.tsv"), _passages(corpus, "un/pdf/A_AC.292_2025_INF_5_Rev.1.pdf")
    )


def paper(corpus: Path) -> tuple[Score, Score]:
    """Quoted comments and passages of GE-005."""
    return score_spans("GE-005", spans("paper.tsv"), _passages(corpus, "ge/GE-005_2020-07-15.txt"))


def transcripts(corpus: Path) -> tuple[Score, Score]:
    """Turns and passages of the transcripts in CORPUS/un/statements."""
    owners = {row["printed"]: row["owner"] for row in table("transcripts.tsv")}
    turns, passages = Score(name="transcripts, turns"), Score(name="transcripts, passages")
    for path in sorted((corpus / "un/statements").glob("*.txt")):
        wanted = list(transcript_spans(path.read_text(encoding="utf-8"), owners))
        found = score_spans(path.stem, wanted, read(path).passages)
        for total, part in zip((turns, passages), found, strict=True):
            total.gold += part.gold
            total.right += part.right
            total.missed += part.missed
    return turns, passages


def transcript_spans(text: str, owners: dict[str, str]) -> Iterable[Span]:
    """The turns of a transcript whose speakers stand on lines of their own between double asterisks."""
    pieces = re.split(r"^\*\*(.+)\*\*\s*$", text, flags=re.MULTILINE)
    for printed, said in zip(pieces[1::2], pieces[2::2], strict=True):
        lines = said.split()
        if lines:
            yield Span(
                owner=owners[printed],
                first=" ".join(lines[:12]),
                last=" ".join(lines[-12:]),
                length=len(letters(said)),
            )


def spans(name: str) -> list[Span]:
    """The spans of a gold table."""
    return [
        Span(
            owner=row["owner"],
            first=row["first"],
            last=row["last"],
            section=tuple(row["section"].split(" > ")) if row["section"] else (),
            length=int(row["letters"]),
        )
        for row in table(name)
    ]


def score_spans(name: str, wanted: Sequence[Span], passages: Sequence[Passage]) -> tuple[Score, Score]:
    """How many spans are whole and under their owner alone, and how many passages are under the right name.

    Args:
        name: What is measured.
        wanted: Who says what, in order; what stands in none of them is nobody's.
        passages: The document's passages; footnotes are left aside.
    """
    flow = [passage for passage in passages if passage.kind != "footnote"]
    texts = [letters(passage.text) for passage in flow]
    starts = [0, *accumulate(map(len, texts))]
    stream = "".join(texts)
    owners: list[set[str | None]] = [set() for _ in flow]
    whole = Score(name=f"{name}, statements")
    at = 0
    for span in wanted:
        begin, end = _place(stream, span, at)
        if begin < 0:
            whole.count(f"{span.owner}: “{span.first}” was not found")
            continue
        _own(owners, starts, at, begin, None)
        _own(owners, starts, begin, end, span.owner)
        whole.count(_fault(span, end - begin, flow[_index(starts, begin) : _index(starts, end - 1) + 1]))
        at = end
    _own(owners, starts, at, len(stream), None)
    each = Score(name=f"{name}, passages")
    for passage, found in zip(flow, owners, strict=True):
        if passage.speaker or found - {None}:
            each.count(_misnamed(passage, found))
    return whole, each


def _passages(corpus: Path, name: str) -> Sequence[Passage]:
    return read(corpus / name).passages


def _place(stream: str, span: Span, at: int) -> tuple[int, int]:
    first, last = letters(span.first), letters(span.last)
    begin = stream.find(first, at)
    end = stream.find(last, max(begin, begin + int((1 - LOST) * span.length) - len(last)))
    return (begin, end + len(last)) if begin >= 0 and end >= 0 else (-1, -1)


def _index(starts: Sequence[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1


def _own(
    owners: list[set[str | None]], starts: Sequence[int], begin: int, end: int, owner: str | None
) -> None:
    """Note that the letters from ``begin`` to ``end`` are this owner's."""
    if begin < end:
        for index in range(_index(starts, begin), _index(starts, end - 1) + 1):
            owners[index].add(owner)


def _fault(span: Span, length: int, passages: Sequence[Passage]) -> str | None:
    others = {passage.speaker for passage in passages} - {span.owner}
    if others:
        return f"{span.owner}: “{span.first}” has also {sorted(map(str, others))}"
    if span.length and abs(length - span.length) > max(2, LOST * span.length):
        return f"{span.owner}: “{span.first}” has {length} letters for {span.length}"
    astray = next(
        (p.section for p in passages if span.section and p.section[: len(span.section)] != span.section), None
    )
    return f"{span.owner}: “{span.first}” is under {astray}" if astray is not None else None


def _misnamed(passage: Passage, found: set[str | None]) -> str | None:
    if found == {passage.speaker}:
        return None
    return f"{passage.speaker} has words of {sorted(map(str, found))}: “{passage.text[:60]}”"
