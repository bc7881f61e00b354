"""Tables of contents, told from the text: they only repeat headings."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.layout.lines import Line
from ingest.layout.paragraphs import LEADERS

CONTENTS_WITHIN: Final = 12
FRONT_MATTER: Final = 20  # printed page numbers may run ahead of the pages by so many
_CONTENTS_TITLE = re.compile(
    r"(?:table of )?contents|(?:paragraphs|chapter|page|page/para\w*)(?:\s+page)?|table des matières|índice",
    re.IGNORECASE,
)
_PAGE_AT_END = re.compile(r"(?:^|\D\s)(\d{1,3})$")


def without_contents(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages without tables of contents, and those lines: dot leaders, and lines that end in rising page numbers."""
    kept: list[list[Line]] = []
    aside: list[str] = []
    for lines in pages:
        entries = (
            _last_entry(lines, len(pages) + FRONT_MATTER) if lines and lines[0].page <= CONTENTS_WITHIN else 0
        )
        page = [
            *_above_contents(lines[:entries]),
            *(line for line in lines[entries:] if not _is_entry(line.text)),
        ]
        left = set(map(id, page))
        aside += [line.text for line in lines if id(line) not in left]
        kept.append(page)
    return kept, tuple(aside)


def _above_contents(lines: Sequence[Line]) -> Sequence[Line]:
    """What stands above the word "Contents" on a page that has it: a title page's title."""
    start = next((n for n, line in enumerate(lines) if _CONTENTS_TITLE.fullmatch(line.text)), 0)
    return lines[:start]


def _is_entry(text: str) -> bool:
    if _CONTENTS_TITLE.fullmatch(text):
        return True
    return bool(LEADERS.search(text)) and bool(re.search(r"(?:\d+|[ivxl]+|\.)\s*$", text))


def _last_entry(lines: Sequence[Line], last_page: int) -> int:
    """Number of lines up to the last entry of a page of contents; 0 where the page is none."""
    numbers = [
        (n, int(match[1]))
        for n, line in enumerate(lines)
        if (match := _PAGE_AT_END.search(line.text)) and int(match[1]) <= last_page
    ]
    titled = any(_CONTENTS_TITLE.fullmatch(line.text) for line in lines)
    if len(numbers) < (4 if titled else 6) or len(numbers) < (0.2 if titled else 0.35) * len(lines):
        return 0
    rising = sum(one[1] <= other[1] for one, other in pairwise(numbers))
    return numbers[-1][0] + 1 if rising >= 0.8 * (len(numbers) - 1) else 0
