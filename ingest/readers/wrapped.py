"""Text made from printed pages, as pdftotext gives it: broken lines, page marks, notes at page ends."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

from ingest.document import ReadingWarning
from ingest.layout.footnotes import Note
from ingest.layout.lines import Joiner, Line, ends_sentence
from ingest.layout.orphan_notes import split_text_notes
from ingest.layout.paragraphs import BREAK, BULLET, LEADERS, LETTERED, NUMBERED
from ingest.manuscript import Block, Manuscript
from ingest.structure.leadins import lead_in

_PAGE_MARK = re.compile(
    r"\s*(?:\|\s?(\d{1,4})|(\d{1,4})\s?/\s?\d{1,4}|[-–]\s?(\d{1,4})\s?[-–]|Page\s(\d{1,4})(?:\sof\s\d+)?)\s*",
    re.I,
)
_PART = re.compile(r"(?:annex|appendix|chapter|section|part)\s+(?:\d+|[IVX]+)", re.IGNORECASE)
_PAGE_BEHIND = re.compile(r"(?<!\s)\s*+(?:\.\s?){2,300}+\s*+\d*+$|(?<!\s)\s++\d{1,4}+$")
_CONTENTS = re.compile(r"\s*(?:table of )?contents\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    number: int
    lines: list[str]


def wrapped_manuscript(text: str, warnings: tuple[ReadingWarning, ...]) -> Manuscript:
    """The manuscript of a printed text, its pages counted by their breaks and marks.

    Args:
        text: The text, pages parted by form feeds where it has any.
        warnings: What the reader of the file has to say already.
    """
    pages = list(_pages(text))
    heads = _running_heads(pages)
    entries = [entry for page in pages for entry in _contents(page.lines)]
    expected, bodies, notes, aside = 1, [], [], list[str]()
    for page in pages:
        lines = _without_contents([line for line in page.lines if line.strip() not in heads])
        aside += (Counter(line.strip() for line in page.lines) - Counter(map(str.strip, lines))).elements()
        body, found = split_text_notes(lines, expected)
        expected = max([expected - 1, *(int(note.label) for note in found)]) + 1
        bodies.append(_Page(number=page.number, lines=body))
        notes += [_note(note, page.number) for note in found]
    first = 1 if _is_cover(bodies, entries) else 0
    aside += [line for page in bodies[:first] for line in page.lines]
    blocks = _assemble(bodies[first:], notes, entries)
    return Manuscript(
        format="txt",
        blocks=tuple(blocks),
        pages=len(pages) if len(pages) > 1 else 0,
        front="\n".join(pages[0].lines),
        heads=tuple(sorted(heads)),
        aside=tuple(filter(None, aside)),
        title=_title(pages[0].lines) if len(pages) > 1 else "",
        warnings=warnings,
    )


def _note(note: Note, page: int) -> Note:
    return Note(label=note.label, lines=tuple(Line(page=page, text=line.text) for line in note.lines))


def _pages(text: str) -> Iterator[_Page]:
    """Pages end at a form feed, before a line that begins with one space, or after a page mark."""
    number, lines = 1, list[str]()
    spaced = _single_spaces(text)
    for line in text.split("\n"):
        starts = line.startswith("\f") or (spaced and re.match(r" \S", line) is not None)
        if starts and any(each.strip() for each in lines):
            yield _Page(number=number, lines=lines)
            number, lines = number + 1, []
        mark = _PAGE_MARK.fullmatch(line)
        if mark and lines:
            printed = int(next(filter(None, mark.groups())))
            yield _Page(number=printed if printed >= number else number, lines=lines)
            number, lines = max(printed, number) + 1, []
        else:
            lines.append(line.replace("\f", "").strip())
    if any(line.strip() for line in lines):
        yield _Page(number=number, lines=lines)


def _single_spaces(text: str) -> bool:
    """Whether lines that begin with exactly one space are rare enough to be page breaks."""
    lines = text.split("\n")
    led = sum(re.match(r" \S", line) is not None for line in lines)
    indented = sum(re.match(r"\s{2,}\S", line) is not None for line in lines)
    return 0 < led <= len(lines) / 15 and indented <= led


def _running_heads(pages: list[_Page]) -> set[str]:
    seen: dict[str, int] = {}
    for page in pages:
        for line in {line.strip() for line in page.lines if line.strip()}:
            seen[line] = seen.get(line, 0) + 1
    return {line for line, count in seen.items() if count >= 2 and ("|" in line or count > 0.5 * len(pages))}


def _contents(lines: list[str]) -> list[str]:
    """Entries of the page's table of contents."""
    start = next((n for n, line in enumerate(lines) if _CONTENTS.fullmatch(line)), None)
    if start is None:
        return []
    entries = [line.strip() for line in lines[start + 1 :] if line.strip() and not line.strip().isdigit()]
    return [line if _PART.fullmatch(line) else _PAGE_BEHIND.sub("", line) for line in entries]


def _without_contents(lines: list[str]) -> list[str]:
    start = next((n for n, line in enumerate(lines) if _CONTENTS.fullmatch(line)), None)
    kept = lines if start is None else lines[:start]
    return [line for line in kept if not LEADERS.search(line)]


def _is_cover(pages: list[_Page], entries: list[str]) -> bool:
    """Whether the first page is a title page: contents follow, and nothing on it is a sentence."""
    return bool(entries) and len(pages) > 1 and not any(line.endswith(".") for line in pages[0].lines)


def _title(lines: list[str]) -> str:
    """A title page's first lines, up to the first blank or line of another kind."""
    title: list[str] = []
    for line in lines:
        if (
            not line
            or re.search(r"GE-\d|Engagement$|\d{4}$", line)
            or len(" ".join(title)) > 160
            or "(IGO)" in line
        ):
            break
        title.append(line)
    return " ".join(title)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A printed line, whether a blank line stands before it, and whether it opens its page."""

    page: int
    text: str
    spaced: bool
    first: bool


def _assemble(pages: list[_Page], notes: list[Note], entries: list[str]) -> list[Block]:
    rows = [row for page in pages for row in _rows(page, entries)]
    joiner = Joiner([row.text for row in rows])
    width = _width([row.text for row in rows])
    titles = {_plain(entry) for entry in entries}
    blocks: list[Block] = []
    group: list[_Row] = []
    waiting = list(notes)
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        heading = _is_heading(group[-1] if group else None, row, following, titles, width)
        if group and (heading or _starts(group[-1], row, width)):
            blocks.append(_closed(group, joiner))
            group = []
        while waiting and waiting[0].lines[0].page < row.page and not group:
            blocks.append(_note_block(waiting.pop(0), joiner))
        if heading:
            blocks.append(
                Block(kind="heading", text=row.text, level=_level(row.text, blocks), pages=((0, row.page),))
            )
        else:
            group.append(row)
    if group:
        blocks.append(_closed(group, joiner))
    return blocks + [_note_block(note, joiner) for note in waiting]


def _rows(page: _Page, entries: list[str]) -> Iterator[_Row]:
    """The page's lines, a title broken over two of them made one."""
    titles = {_plain(entry) for entry in entries}
    spaced, first, taken = False, True, False
    for number, text in enumerate(page.lines):
        following = page.lines[number + 1] if number + 1 < len(page.lines) else ""
        if taken:
            taken = False
        elif text and following and _plain(f"{text} {following}") in titles:
            yield _Row(page=page.number, text=f"{text} {following}", spaced=spaced, first=first)
            spaced, first, taken = False, False, True
        elif text:
            yield _Row(page=page.number, text=text, spaced=spaced, first=first)
            spaced, first = False, False
        else:
            spaced = True


def _starts(last: _Row, row: _Row, width: float) -> bool:
    """Whether a row opens a paragraph of its own."""
    if BREAK.fullmatch(row.text) or BREAK.fullmatch(last.text) or _opens_voice(last.text, row.text):
        return True
    if row.first and not ends_sentence(last.text):
        return False
    if row.spaced and not row.first:
        return True
    if _opens_item(row.text) and (ends_sentence(last.text) or last.text.endswith((",", ":"))):
        return True
    short = len(last.text) < 0.8 * width
    return (
        ends_sentence(last.text)
        and not row.text[:1].islower()
        and (short or (row.first and row.text[:1].isupper()))
    )


def _opens_voice(last: str, text: str) -> bool:
    """A lead-in ("China: “…”", "and: “…”"), but not in the middle of a sentence."""
    found = lead_in(text)
    return (
        found is not None
        and (found.speaker is not None or text.startswith("and"))
        and not re.search(r"[,(]$|\b(?:the|of|by)$", last)
    )


def _opens_item(text: str) -> bool:
    return bool(NUMBERED.match(text) or LETTERED.match(text) or BULLET.match(text))


def _is_heading(last: _Row | None, row: _Row, following: _Row | None, titles: set[str], width: float) -> bool:
    """A title of the table of contents; or a short line without a full stop that stands apart from what is around it."""
    text = row.text
    if _plain(text) in titles:
        return True
    if (
        len(text) > 0.95 * width
        or not text[:1].isupper()
        or BREAK.fullmatch(text)
        or re.search(r"[.,;:“”\"’]$|https?://", text)
    ):
        return False
    if following is None or following.text[:1].islower() or lead_in(text) or len(text.split()) > 14:
        return False
    apart = (
        last is None
        or ends_sentence(last.text)
        or bool(re.search(r"“$", last.text))
        or BREAK.fullmatch(last.text) is not None
    )
    alone = following.spaced or lead_in(following.text) is not None
    return apart and alone


def _level(text: str, blocks: list[Block]) -> int:
    """A title announced in the title above it ("Updates on OECE, OEWG") is a level below that one."""
    if re.match(r"annex|appendix|enclosure", text, re.IGNORECASE):
        return 1
    above = next((block for block in reversed(blocks) if block.kind == "heading" and block.level == 1), None)
    if above is not None:
        names = re.findall(r"\b[A-Z]{3,}\b", text)
        if names and all(name in above.text for name in names):
            return 2
        if above.text[:5].lower() == "annex" or (blocks and _reads_below(text, blocks)):
            return 2 if above.text[:5].lower() == "annex" else 3
    return 1


def _reads_below(text: str, blocks: list[Block]) -> bool:
    return bool(re.match(r"(?:Comments|Proposals|Views|Statements)\b", text)) and any(
        block.level == 2 for block in blocks
    )


def _closed(group: list[_Row], joiner: Joiner) -> Block:
    text, pages = joiner.join([Line(page=row.page, text=row.text) for row in group])
    return Block(kind="break" if BREAK.fullmatch(text) else "paragraph", text=text, pages=pages)


def _note_block(note: Note, joiner: Joiner) -> Block:
    text, pages = joiner.join(list(note.lines))
    return Block(kind="footnote", text=text, number=note.label, pages=pages)


def _width(lines: list[str]) -> float:
    """Length of a full line, in characters."""
    lengths = [len(line) for line in lines if line]
    return quantiles(lengths, n=10)[8] if len(lengths) > 1 else 80.0


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
