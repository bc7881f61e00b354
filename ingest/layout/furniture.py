"""Page furniture: running heads, feet, page marks and the masthead, told from the text they frame."""

import re
from collections import Counter

from ingest.layout.footnotes import body_size
from ingest.layout.lines import Line
from ingest.names.series import BODIES
from ingest.names.symbols import find_symbols

TOP, FOOT = 0.87, 0.10
LARGE = 1.15  # times the text's type: no running head is set so
SHORT = 40  # characters
SAME_ROW = 3.0  # points between baselines of one row
STEADY = 0.6  # share of the pages on which a running head's number is the one it should be
_NUMBER = re.compile(r"\d+")

_JOB = r"(?:GE\.)?\d{2}-\d{4,6}(?:\s?\([A-Z]\))?"
_PAGE_MARK = re.compile(
    rf"(?:{_JOB}\s*)?(?:\d{{1,4}}\s?/\s?\d{{1,4}}|[-–|]?\s?\d{{1,4}}\s?[-–|]?|page\s\d+(?:\s(?:of|/)\s\d+)?|[ivxlc]+)"
    rf"(?:\s*{_JOB})?|{_JOB}(?:\s+\d{{6}})*|\*\d{{6,8}}\*|Please recycle.*|Accessible document.*|[\uf000-\uf0ff\s]+|\*{{1,3}}",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"United Nations|Nations Unies|Naciones Unidas|Distr\.:?|Original:|"
    r"(?:General Assembly|Security Council|Economic and Social Council)$|\d{1,2} [A-Z][a-z]+ \d{4}$|English( only)?$"
)
_ORGANS = frozenset(BODIES.values())
_RECORD_NOTE = re.compile(r"This record contains the text of speeches|Corrections to this record should be")
_AGENDA = re.compile(
    r"(?:Agenda |Sub-?)?[Ii]tems? \d|(?<!.).*\b(?:session|year|meeting)$|Official Records|Supplement No",
    re.IGNORECASE,
)


def strip_furniture(pages: list[list[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages without running heads, feet, page marks and masthead; and what was taken out, in its order."""
    repeated, everywhere = _repeated(pages), _everywhere(pages)
    heads: list[str] = []
    kept: list[list[Line]] = []
    for lines in pages:
        framing = _framing(lines, repeated, everywhere)
        heads += [line.text for line in lines if id(line) in framing]
        kept.append([line for line in lines if id(line) not in framing])
    if kept:
        masthead, kept[0] = split_masthead(kept[0])
        heads += [line.text for line in masthead]
    return kept, tuple(heads)


def _framing(lines: list[Line], repeated: set[str], everywhere: set[str]) -> set[int]:
    """The lines of a page that are furniture: it frames the text, so that no text stands outside it."""
    found: set[int] = set()
    recording = False
    for line in lines:
        noted = _RECORD_NOTE.match(line.text) is not None
        recording = noted or (recording and line.y < 0.3 * line.height)
        if recording or _is_furniture(line, repeated):
            found.add(id(line))
    text = [line for line in lines if id(line) not in found and not _MASTHEAD.match(line.text)]
    inside = {
        id(line)
        for line in lines
        if id(line) in found
        and not _is_mark(line)
        and line.text not in everywhere
        and any(_is_outside(each, line) for each in text)
    }
    return found - inside


def _is_outside(other: Line, line: Line) -> bool:
    """Whether another line stands nearer to the edge of the page that a line is near to."""
    beyond = other.y - line.y if line.y > 0.5 * line.height else line.y - other.y
    return beyond > SAME_ROW


def split_masthead(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Masthead, session and agenda lines of a UN document's first page, and the rest from its title on."""
    if not any(
        _in_head(line) and re.match(r"United Nations|Distr\.|Nations Unies", line.text) for line in lines
    ):
        return [], lines
    foot = min(
        (line.y for line in lines if line.y > 0.7 * line.height and _MASTHEAD.match(line.text)), default=0.0
    )
    title = max((line for line in lines if _is_title(line, foot)), key=lambda line: line.y, default=None)
    head = _top(title, lines, foot) if title else None
    masthead: list[Line] = []
    rest: list[Line] = []
    for line in lines:
        above = (
            line.y >= foot - 1
            or (head is not None and line.y > head + 1)
            or (head is None and _AGENDA.match(line.text))
        )
        (masthead if above else rest).append(line)
    return masthead, rest


def _is_title(line: Line, foot: float) -> bool:
    """A first page's title: strong, larger than text, below the masthead, indented, and not an organ's name."""
    return (
        line.bold and line.size >= 11.5 and line.y < foot - 1 and line.left > 90 and line.text not in _ORGANS
    )


def _top(title: Line, lines: list[Line], foot: float) -> float:
    """Baseline of a title's first line: the lines right above in the same type are its own, however they are indented."""
    top = title
    for line in sorted(lines, key=lambda line: line.y):
        near = 0 < line.y - top.y < 1.4 * title.size and line.y < foot - 1
        if near and line.bold and abs(line.size - title.size) < 0.3:
            top = line
    return top.y


def _in_head(line: Line) -> bool:
    return line.y > 0.8 * line.height


def _is_furniture(line: Line, repeated: set[str]) -> bool:
    noted = bool(line.marks) and line.marks[0].offset == 0
    if noted or not (line.y > TOP * line.height or line.y < FOOT * line.height):
        return False
    return _shape(line.text) in repeated or _is_mark(line)


def is_page_mark(text: str) -> bool:
    """Whether a line is a page's number, a symbol, or a printer's number, and nothing else."""
    return bool(_PAGE_MARK.fullmatch(text)) or _only_symbols(text)


def _is_mark(line: Line) -> bool:
    """Whether a line says by its own words that it is no text."""
    return is_page_mark(line.text) or bool(_RECORD_NOTE.match(line.text))


def _only_symbols(text: str) -> bool:
    rest = text
    for match in reversed(find_symbols(text)):
        rest = rest[: match.start] + rest[match.end :]
    return rest != text and not re.search(r"[A-Za-z]{3}", re.sub(r"\d{1,2} [A-Z][a-z]+ \d{4}", "", rest))


def _repeated(pages: list[list[Line]]) -> set[str]:
    """Shapes of margin lines that stand on many pages, and whose numbers are none but the pages' own."""
    seen: Counter[str] = Counter()
    listed: set[str] = set()  # "9 ibid.", "10 ibid.": footnotes, which stand below one another
    numbers: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    size = body_size(pages)
    large: set[str] = set()
    for lines in pages:
        margin = [line for line in lines if line.y > TOP * line.height or line.y < FOOT * line.height]
        shapes = Counter(_shape(line.text) for line in margin)
        seen.update(shapes.keys())
        listed |= {shape for shape, count in shapes.items() if count > 1 and re.match(r"# [a-z]", shape)}
        large |= {_shape(line.text) for line in margin if line.size > LARGE * size}
        for line in margin:
            found = tuple(map(int, _NUMBER.findall(line.text)))
            numbers.setdefault(_shape(line.text), []).append((line.page, found))
    least = max(2, round(0.2 * len(pages)))
    often = {shape for shape, count in seen.items() if count >= least and len(shape) < 200} - listed
    return {shape for shape in often if _is_steady(numbers[shape], titles=shape in large)}


def _is_steady(found: list[tuple[int, tuple[int, ...]]], *, titles: bool) -> bool:
    """Whether the numbers of a line that stands on many pages are the same everywhere, or count the pages.

    A line that counts otherwise ("Article 4", "1 March: 20 ships") is text, and so is one in larger type that
    counts at all ("Recommendation 3").
    """
    for values in zip(*(numbers for _, numbers in found), strict=False):
        times = Counter(values).most_common(1)[0][1]
        if times >= STEADY * len(values):
            continue
        ahead = Counter(value - page for (page, _), value in zip(found, values, strict=False))
        halves = Counter(2 * value - page for (page, _), value in zip(found, values, strict=False))
        counted = max(ahead.most_common(1)[0][1], halves.most_common(1)[0][1])
        if titles or counted < STEADY * len(values):
            return False
    return True


def _everywhere(pages: list[list[Line]]) -> set[str]:
    """Short lines that stand letter for letter on most pages ("English"): text may stand outside them."""
    seen = Counter(text for lines in pages for text in {line.text for line in lines})
    return {
        text for text, count in seen.items() if count >= 3 and count > 0.5 * len(pages) and len(text) < SHORT
    }


def _shape(text: str) -> str:
    return re.sub(r"\d+|\s+", lambda part: "#" if part[0].strip() else " ", text.strip().lower())
