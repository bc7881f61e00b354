"""Raised characters of printed lines that turned out to be no marks of notes, put back into their words."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.layout.footnotes import Note
from ingest.layout.lines import Line, Mark
from ingest.layout.raised import is_mark, power


def restore_powers(
    pages: Sequence[Sequence[Line]], notes: Sequence[Note]
) -> tuple[list[list[Line]], list[Note]]:
    """The pages and notes with raised figures that belong to their words written as such.

    A page's marks are those of its own notes; where it has none, those of the document's.
    """
    everywhere = {note.label for note in notes}
    by_page: dict[int, set[str]] = {}
    for note in notes:
        by_page.setdefault(note.lines[0].page, set()).add(note.label)
    body = [[_restored(line, by_page.get(line.page) or everywhere) for line in lines] for lines in pages]
    return body, [replace(note, lines=tuple(_restored(line, ()) for line in note.lines)) for note in notes]


def _restored(line: Line, notes: Collection[str]) -> Line:
    """A line without the marks that are none, their characters written into it; the first is its own label."""
    text, kept, moved = line.text, list[Mark](), 0
    for mark in sorted(line.marks, key=lambda mark: mark.offset):
        at = mark.offset + moved
        if is_mark(mark.label, text[:at], notes) or at == 0:
            kept.append(replace(mark, offset=at))
            continue
        written = power(mark.label)
        text = text[:at] + written + text[at:]
        moved += len(written)
    return line if text == line.text else replace(line, text=text, marks=tuple(kept))
