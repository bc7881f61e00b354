"""Footnotes: told from the text by place, size and mark, and each made whole."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from ingest.layout.lines import Line, ends_sentence

_RULE = re.compile(r"[_\s]{3,}")
_LABEL = re.compile(r"(\*{1,4}|[†‡§]|\d{1,3}|[a-z])(?:\s+|(?=[A-Z“\"]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One footnote: its mark, and the printed lines of its text."""

    label: str
    lines: tuple[Line, ...]


def split_printed_notes(pages: list[list[Line]]) -> tuple[list[list[Line]], list[Note]]:
    """Pages without their footnotes, and the footnotes; a page's notes are its last, smaller lines."""
    size = body_size(pages)
    bodies: list[list[Line]] = []
    notes: list[Note] = []
    for lines in pages:
        first, start = _zone(lines, size)
        if first < start and notes and _goes_on(notes[-1], lines[first:start], lines[start]):
            rest = [line for line in lines[first:start] if not _RULE.fullmatch(line.text)]
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, *rest))
        else:
            first = start
        body = [line for line in lines[:first] if not _RULE.fullmatch(line.text)]
        found = _notes(lines[start:])
        bodies.append(_without_plain_marks(body, found))
        notes += found
    return bodies, notes


def _without_plain_marks(body: list[Line], notes: list[Note]) -> list[Line]:
    """The text without marks that are set like text: a note's number alone behind a stop ("papers. 1 They")."""
    raised = {mark.label for line in body for mark in line.marks}
    start = 0
    lines = list(body)
    for note in notes:
        if not note.label.isdigit() or note.label in raised:
            continue
        mark = re.compile(
            rf"(?<=[.,;:!?”’)\]])\s?{note.label}(?=\s|$)(?!\s(?:per|of|and|to)\b)"
            rf"|(?<=[”’)\]]){note.label}(?=[.,;:](?:\s|$))"
        )
        for index in range(start, len(lines)):
            if mark.search(lines[index].text):
                lines[index] = replace(lines[index], text=mark.sub("", lines[index].text, count=1))
                start = index
                break
    return lines


def body_size(pages: list[list[Line]]) -> float:
    """The size most of the document's letters have, in points."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _goes_on(note: Note, lines: list[Line], below: Line) -> bool:
    """Whether small lines above a page's first note are the end of the last page's last note."""
    last = note.lines[-1]
    near = last.page == lines[0].page - 1 and lines[0].y < 0.5 * lines[0].height
    return near and not ends_sentence(last.text) and all(abs(line.size - below.size) < 0.3 for line in lines)


def _zone(lines: list[Line], size: float) -> tuple[int, int]:
    """Indexes of the first small line at the page's foot and of its first footnote; the end where there are none."""
    start = first = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        rule = _RULE.fullmatch(line.text)
        small = line.size <= 0.93 * size or _starred(line)
        if not (small or rule):
            break
        first = index
        if _label(line):
            start = index
    return (first, start) if start < len(lines) else (start, start)


def _starred(line: Line) -> bool:
    return line.y < 0.3 * line.height and bool(re.match(r"\*{1,4}\s", line.text) or _leading_mark(line))


def _leading_mark(line: Line) -> str | None:
    return line.marks[0].label if line.marks and line.marks[0].offset == 0 else None


def _label(line: Line) -> str | None:
    mark = _leading_mark(line)
    if mark:
        return mark
    match = _LABEL.match(line.text)
    return match[1] if match and not match[1].isalpha() else None


def _notes(lines: list[Line]) -> list[Note]:
    notes: list[Note] = []
    last = 0
    for line in lines:
        label = _label(line)
        if label and (
            _leading_mark(line) or not label.isdigit() or last < int(label) <= last + 3 or not notes
        ):
            text = line if _leading_mark(line) else line.without_head(len(label))
            notes.append(Note(label=label, lines=(text,)))
            last = int(label) if label.isdigit() else last
        elif notes:
            notes[-1] = Note(label=notes[-1].label, lines=(*notes[-1].lines, line))
    return [note for note in notes if any(line.text for line in note.lines)]
