"""Fragments of a PDF page into printed lines, with footnote marks told from words by size and height."""

import re
from collections import Counter
from dataclasses import replace

from ingest.layout.characters import composed
from ingest.layout.lines import Line, Mark
from ingest.readers.pdf.fragment import Fragment
from ingest.readers.pdf.letters import space_letters
from ingest.readers.pdf.order import in_reading_order
from ingest.readers.pdf.spaces import GUESSED

_MARK = re.compile(r"(?<!\s)\s*+([+−–-]?\d{1,3}|\*{1,4}|[a-zα-ωΑ-Ω]|[†‡§])\s*+")
_BOLD = re.compile(r"bold|black|heavy|-bd|,b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|,i", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_BARCODE = re.compile(r"barcode", re.IGNORECASE)


def page_lines(fragments: list[Fragment], page: int, height: float) -> list[Line]:
    """The printed lines of a page, in reading order.

    Args:
        fragments: The pieces of text of the page, as the PDF draws them.
        page: Number of the page, from 1.
        height: Height of the page in points.
    """
    rows: list[list[Fragment]] = []
    leftward = _leftward(fragments)
    for fragment in _one_line_each(fragments):
        if _BARCODE.search(fragment.font):
            continue
        if rows and _same_row(rows[-1], fragment, leftward):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    lines = [_line(row, page, height) for row in space_letters(rows)]
    lines = [line for line in lines if line.text]
    return lines if leftward else in_reading_order(lines)


def _one_line_each(fragments: list[Fragment]) -> list[Fragment]:
    """Fragments as clean text, those drawn twice on one spot once; a line feed within one says nothing of its own."""
    cleaned = (replace(each, text=_clean(each.text.strip("\n"))) for each in fragments)
    drawn: dict[str, tuple[float, float]] = {}
    kept: list[Fragment] = []
    for each in cleaned:
        x, y = drawn.get(each.text, (-1e9, -1e9))
        if each.text and not (each.text.strip() and abs(each.x - x) < 1 and abs(each.y - y) < 1):
            kept.append(each)
        drawn[each.text] = each.x, each.y
    return kept


def _clean(text: str) -> str:
    """Text that can be stored and searched: broken surrogates, control characters, ligatures, accents put right."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_LIGATURES)
    return composed(_CONTROL.sub(" ", text))


def _leftward(fragments: list[Fragment]) -> bool:
    """Whether the page is written from right to left; its words are then drawn in that order."""
    letters = "".join(each.text for each in fragments)
    return len(_ARABIC.findall(letters)) > 0.3 * max(1, sum(letter.isalpha() for letter in letters))


def _same_row(row: list[Fragment], fragment: Fragment, leftward: bool) -> bool:
    main = max(row, key=lambda each: (len(each.text.strip()) > 0, each.size))
    last = row[-1]
    if not fragment.text.strip():
        return abs(fragment.y - main.y) < 0.7 * max(main.size, 4)
    if not leftward and fragment.x < last.x - max(main.size, fragment.size) * 0.6:
        return False
    small, large = sorted((main.size, fragment.size))
    reach = 0.3 * large if small > 0.85 * large else 0.62 * large
    return abs(fragment.y - main.y) < reach


def _line(row: list[Fragment], page: int, height: float) -> Line:
    letters: Counter[tuple[float, str]] = Counter()
    for each in row:
        letters[round(each.size, 1), each.font] += len(each.text.strip())
    (size, _), _ = max(letters.items(), key=lambda item: (item[1] > 0, item[1], item[0][0]))
    base = max(
        (each for each in row if abs(each.size - size) < 0.2), key=lambda each: len(each.text), default=row[0]
    )
    text, marks = _written(row, size, base.y)
    total = sum(letters.values()) or 1
    bold = sum(n for (_, font), n in letters.items() if _BOLD.search(font)) > 0.6 * total
    inked = [each for each in row if each.text.strip()] or row
    return Line(
        page=page,
        text=text,
        left=inked[0].x,
        right=max(each.x + each.width for each in inked),
        y=base.y,
        size=max(size, _capitals(row, size)) if bold else size,
        bold=bold,
        italic=sum(n for (_, font), n in letters.items() if _ITALIC.search(font)) > 0.6 * total,
        marks=marks,
        height=height,
    )


def _capitals(row: list[Fragment], size: float) -> float:
    """The size of the capitals of a line in small capitals, which are most of its letters; else 0."""
    large = [each.size for each in row if each.text.strip() and 1.2 * size < each.size < 1.7 * size]
    return max(large) if len(large) >= 2 else 0.0


def _written(row: list[Fragment], size: float, baseline: float) -> tuple[str, tuple[Mark, ...]]:
    """A row's words, and the raised characters among them; spaces that pypdf may have guessed are left in doubt."""
    text, marks = "", list[Mark]()
    sure = True
    for fragment in row:
        mark = _MARK.fullmatch(fragment.text)
        if mark and fragment.size < 0.82 * size and fragment.y > baseline + 0.12 * size:
            marks.append(Mark(offset=len(text.rstrip()), label=mark[1]))
            sure = True
        elif fragment.text.strip() == "-" and text.strip():
            before = GUESSED if text.endswith(" ") or fragment.text[0] == " " else ""
            text = f"{text.rstrip(' ')}{before}-{GUESSED if fragment.text[-1] == ' ' else ''}"
        else:
            guessed = (
                not sure and fragment.text[0] == " " and text[-1:].strip() and fragment.text[1:2].strip()
            )
            text += GUESSED + fragment.text[1:] if guessed else fragment.text
            sure = False
    return _tidy(text, marks)


def _tidy(text: str, marks: list[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """White space made single, with the marks' offsets kept on their words."""
    kept = []
    for mark in marks:
        before = re.sub(r"\s+", " ", text[: mark.offset]).lstrip()
        kept.append(Mark(offset=len(before), label=mark.label))
    return re.sub(r"\s+", " ", text).strip(), tuple(kept)
