"""Printed lines back into paragraphs and headings: joined over line ends, columns and pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.footnotes import Note, body_size
from ingest.layout.lines import Joiner, Line, ends_sentence
from ingest.layout.printed import CONTINUES
from ingest.manuscript import Block

NUMBERED = re.compile(
    r"(?:\d{1,3}\.|\d{1,3}(?:\.[IVX]{1,4})?\.\d{1,3}\.?)\s+(?=[^\W\d_]|[“\"‘'(\[«¿¡])|\d{1,3}\s?-\s+(?=[\u0600-\u06ff])"
)
LETTERED = re.compile(r"\(?([a-z]{1,4}|[ivx]{1,5}|\d{1,2})\)\s+\S")
BULLET = re.compile(r"[•●▪■–—\uf0b7\uf0a7\u2022-]\s+\S")
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|\t\d+$")
CAPTION = re.compile(
    r"(?:Table|Figure|Box|Map|Chart|Tableau|Cuadro)\s+(?:[A-Z]\.)?(?:\d{1,3}|[IVX]+)(?:\.[IVX\d]+)*\.?$"
)
AMOUNT = re.compile(
    r"(?:\d[\d., ]*\s(?:francs?|dollars|euros?|pounds|roubles|rubles|yuan|yen|per cent|million|billion)|\d\s?%|\s\d{1,3}(?:,\d{3})+|[$€£¥]\s?\d[\d.,]*)$"
)
"""How a row of an account ends, in bold type too, and a heading does not."""
_PART = re.compile(r"(?:[IVX]{1,5}|[ivx]{1,5})\.\s")  # small where small capitals are set so
_MARKED = re.compile(r"(?:[A-Z]|[IVX]{1,5}|\d{1,2})\.\s+[A-Z\d]")
BREAK = re.compile(r"(?:[*_=~–—-]\s*){3,}|…")


def assemble(pages: Sequence[Sequence[Line]], notes: Sequence[Note]) -> tuple[Block, ...]:
    """Blocks in reading order, each page's footnotes after the page's last block.

    Args:
        pages: The lines of each page, without its running heads and footnotes, in reading order.
        notes: The footnotes of all pages, in the order of the pages.
    """
    lines = [line for page in pages for line in page]
    joiner = Joiner([line.text for line in lines] + [line.text for note in notes for line in note.lines])
    size = body_size([lines])
    leading = _leading(lines)
    blocks: list[Block] = []
    waiting = list(notes)
    captioned = False
    for group in _groups(lines, leading, size):
        while waiting and waiting[0].lines[0].page < group[0].page:
            blocks.append(_note_block(waiting.pop(0), joiner))
        block = _block(group, joiner, size)
        if captioned and block.kind == "heading":
            block = replace(block, kind="table")
        captioned = bool(CAPTION.fullmatch(block.text)) or (
            captioned and block.kind == "table" and group[0].bold
        )
        blocks.append(block)
    return tuple(blocks + [_note_block(note, joiner) for note in waiting])


def _note_block(note: Note, joiner: Joiner) -> Block:
    text, pages = joiner.join([line for line in note.lines if line.text])
    return Block(kind="footnote", text=text, number=note.label, pages=pages)


def _block(lines: list[Line], joiner: Joiner, size: float) -> Block:
    text, pages = joiner.join(lines)
    if BREAK.fullmatch(text):
        return Block(kind="break", text=text, pages=pages)
    if _is_heading(lines, text, size):
        return Block(kind="heading", text=text, pages=pages, level=_level(text, lines[0], size))
    small = all(line.size < 0.93 * size for line in lines)
    return Block(kind="table" if small or CAPTION.fullmatch(text) else "paragraph", text=text, pages=pages)


def _is_heading(lines: list[Line], text: str, size: float) -> bool:
    if len(text) > 500 or not re.search(r"[^\W\d_]", text) or len(lines) > 9:
        return False
    strong = all((line.bold and line.size > 0.93 * size) or line.size > 1.12 * size for line in lines)
    display = all(line.size > 1.3 * size for line in lines)
    runs_on = bool(re.search(r"[,;،؛]$" if display else r"[,;:،؛]$", text))
    runs_on = runs_on or (text.endswith(".") and len(text) > 30) or AMOUNT.search(text) is not None
    slanted = all(line.italic for line in lines) and bool(_MARKED.match(text)) and len(text) < 150
    small = text[0].islower() and not _PART.match(text)
    return (strong or slanted) and not runs_on and not small and not BULLET.match(text)


def _level(text: str, line: Line, size: float) -> int:
    """Depth of a heading: UN practice is I, A, 1, (a), then bold without a number."""
    if _PART.match(text):
        return 2
    if re.match(r"[A-Z]\.\s", text):
        return 3
    if re.match(r"\d{1,2}\.\s", text):
        return 4
    if line.size >= 1.35 * size:
        return 2
    return 3 if line.size >= 1.15 * size else 5


def _groups(lines: list[Line], leading: dict[float, float], size: float) -> list[list[Line]]:
    """Lines that make one paragraph each."""
    groups: list[list[Line]] = []
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0] if lines else 0
    for line in lines:
        if groups and not _starts_anew(groups[-1], line, leading, left, size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _starts_anew(group: list[Line], line: Line, leading: dict[float, float], left: int, size: float) -> bool:
    last = group[-1]
    if line.bold != last.bold or abs(line.size - last.size) > 0.7:
        return not _run_on(last, line)
    if any(pattern.fullmatch(each.text) for pattern in (BREAK, CAPTION) for each in (line, last)):
        return True
    if line.page != last.page or line.y > last.y + 1:
        return _new_on_next_page(last, line, left)
    usual = leading.get(round(line.size), 1.2 * line.size)
    if last.y - line.y > (1.6 if _is_display(last, line, size) else 1.3) * usual:
        return True
    if not _opens_item(line.text):
        return False
    if _next_item(group[0], line):
        return True
    shifted = abs(line.left - last.left) > 6 and (
        line.left > left + 6 or bool(re.search(r"(?:[,:]|\band|\bor)$", last.text))
    )
    return ends_sentence(last.text) or shifted


def _next_item(first: Line, line: Line) -> bool:
    """Whether a line opens the item after the one that ``first`` opens, however that one ends ("…; and")."""
    if abs(first.left - line.left) > 2:
        return False
    one, other = LETTERED.match(first.text), LETTERED.match(line.text)
    if one and other:
        return len(one[1]) == len(other[1]) == 1 and ord(other[1]) == ord(one[1]) + 1
    return first.text[0] == line.text[0] and bool(BULLET.match(first.text) and BULLET.match(line.text))


def _is_display(last: Line, line: Line, size: float) -> bool:
    """Lines of one title in larger type, which is set with more air."""
    return last.size > 1.3 * size and abs(last.size - line.size) < 0.3 and last.bold == line.bold


def _run_on(last: Line, line: Line) -> bool:
    """Whether a change of type is only a stressed line within a sentence."""
    same_size = abs(line.size - last.size) <= 0.7
    near = line.page == last.page and 0 <= last.y - line.y < 1.5 * line.size
    if not same_size or not near or ends_sentence(last.text):
        return False
    broken = len(last.text) > 30 and CONTINUES.search(last.text) is not None
    tight = last.y - line.y < 1.25 * line.size and abs(line.left - last.left) < 2
    if tight and broken:
        return True
    return line.text[:1].islower() and (len(last.text) > 60 or broken)


def _new_on_next_page(last: Line, line: Line, left: int) -> bool:
    if last.bold or _opens_item(line.text) or CAPTION.match(line.text) or CAPTION.fullmatch(last.text):
        return True
    if not ends_sentence(last.text):
        return False
    return not line.text[:1].islower() and line.left > left + 6


def _opens_item(text: str) -> bool:
    return bool(NUMBERED.match(text) or LETTERED.match(text) or BULLET.match(text))


def _leading(lines: list[Line]) -> dict[float, float]:
    """Usual distance between baselines, by type size, in points."""
    gaps: dict[float, Counter[float]] = {}
    for last, line in pairwise(lines):
        gap = last.y - line.y
        if (
            line.page == last.page
            and 0.9 * line.size < gap < 2 * line.size
            and abs(line.size - last.size) < 0.7
        ):
            gaps.setdefault(round(line.size), Counter())[round(gap * 2) / 2] += 1
    return {size: _usual(counter) for size, counter in gaps.items()}


def _usual(gaps: Counter[float]) -> float:
    """The distance within paragraphs: the smallest of the common ones, for a table's rows may be as many as its lines."""
    most = max(gaps.values())
    return min(gap for gap, count in gaps.items() if count >= 0.4 * most)
