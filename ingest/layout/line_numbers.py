"""Numbers printed before every line, as draft treaties and transcripts have them: no part of the text."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.layout.lines import Line

LEAST_LINES: Final = 5
_NUMBERED: Final = re.compile(r"(\d{1,4})\s+(?=\S)")


def without_line_numbers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages, with the numbers of those whose lines are counted taken off."""
    return [_plain(lines) if _is_counted(lines) else list(lines) for lines in pages]


def _is_counted(lines: Sequence[Line]) -> bool:
    """Whether nearly every line begins with the number after the last one's, in the midst of sentences too."""
    numbered = [
        (int(match[1]), line.text[match.end() :]) for line in lines if (match := _NUMBERED.match(line.text))
    ]
    if len(numbered) < max(LEAST_LINES, 0.6 * len(lines)):
        return False
    rising = sum(after[0] == before[0] + 1 for before, after in itertools.pairwise(numbered))
    going_on = sum(text[:1].islower() for _, text in numbered)
    return rising >= 0.8 * (len(numbered) - 1) and going_on >= 0.3 * len(numbered)


def _plain(lines: Sequence[Line]) -> list[Line]:
    kept = []
    for line in lines:
        match = _NUMBERED.match(line.text)
        if match is None:
            kept.append(line)
            continue
        moved = tuple(replace(mark, offset=mark.offset - match.end()) for mark in line.marks)
        kept.append(replace(line.without_head(match.end()), marks=moved))
    return kept
