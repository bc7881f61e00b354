"""What a person copies from a page and the text does not have: printed numbers, marks of notes, the foot of a page.

Each is taken out only where the place has it: the number of a paragraph there, the label or the words of a note.
"""

import re
from collections.abc import Iterator
from typing import Final

from check.quote.places import Place
from ingest.document import Passage
from ingest.layout.furniture import is_page_mark
from ingest.layout.raised import lowered
from ingest.names.symbols import find_symbols

_RAISED: Final = re.compile(r"(?<=\S)[⁰¹²³⁴-⁹]{1,3}")
_BROKEN: Final = re.compile(r"(?<=[^\W\d_])(?:-\s*\n\s*|[\x02\ufffe]\s*)(?=[^\W\d_])")
"""A hyphen at a line's end, as print and pdfium leave it."""
_LABEL: Final = re.compile(r"[\w]+")
LONGEST_HEAD: Final = 20  # words of a running head
_ENOUGH: Final = 3  # words of a note that must be there for the note to be looked for


def as_text(plain: str, place: Place) -> Iterator[str]:
    """A quotation as the text has it: without numbers, then without marks, then without the foot of a page too."""
    for hyphen in ("-", ""):
        yield from _cleared(_BROKEN.sub(hyphen, plain), place)


def _cleared(plain: str, place: Place) -> Iterator[str]:
    unnumbered = _unnumbered(plain, place)
    yield unnumbered
    if place.notes:
        yield _unmarked(unnumbered, place.notes)
    whole = _over_pages(plain, place.notes)
    if whole != plain:
        yield _unmarked(_unnumbered(whole, place), place.notes)


def _unnumbered(plain: str, place: Place) -> str:
    """Without the numbers that the document prints before its paragraphs ("35.", "(a)")."""
    labels = {part for p in place.passages for part in _LABEL.findall(p.paragraph or "") if len(part) <= 5}
    if not labels:
        return plain
    one = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    printed = re.compile(
        rf"(?:^|(?<=[.;:,?!)”\"\n]))\s*(?:(?:{one})[.)]|\((?:{one})\)|(?:{one}) ?[-–](?=\s*[\u0600-\u06ff]))\s*(?=\S)"
    )
    for _ in range(2):  # "35. (a)"
        plain = printed.sub(" ", plain)
    return plain.strip()


def _unmarked(plain: str, notes: tuple[Passage, ...]) -> str:
    """Without marks of the notes there are: behind a word, a stop or a year, raised, or in square brackets."""
    labels = {(note.paragraph or "").removeprefix("fn ") for note in notes}
    figures = sorted((re.escape(label) for label in labels if label.isdecimal()), key=len, reverse=True)
    plain = _RAISED.sub(lambda match: "" if lowered(match[0]) in labels else match[0], plain)
    if not figures:
        return plain
    one = "|".join(figures)
    marks = re.compile(
        rf"(?<=[^\W\d_])(?:{one})(?!\w)|(?<=[.,;:)”’\"»\]])\s?(?:{one})(?=\s|$|[.,;:)”])"
        rf"|(?<=\b1[89]\d\d)(?:{one})(?!\d)|(?<=\b20\d\d)(?:{one})(?!\d)|\s?\[(?:{one})\]"
    )
    return marks.sub("", plain)


def _over_pages(plain: str, notes: tuple[Passage, ...]) -> str:
    """Without the notes and page marks that stand between the end of one page and the beginning of the next."""
    for note in notes:
        words = re.findall(r"\S+", note.text)
        if len(words) < _ENOUGH or words[0] not in plain:
            continue
        label = re.escape((note.paragraph or "").removeprefix("fn "))
        body = r"\s+".join(map(re.escape, words))
        plain = re.sub(rf"(?:\s*{label}[.)]?)?\s*{body}(?:\s+\d{{1,4}}(?=\s))?", "\n", plain)
    lines = [line.strip() for line in plain.split("\n")]
    if len(lines) == 1:
        return plain
    marks = {at for at, line in enumerate(lines) if is_page_mark(line)}
    beside = {at + step for at in marks for step in (-1, 1)}
    return "\n".join(
        line
        for at, line in enumerate(lines)
        if at not in marks and not (at in beside and _is_running_head(line))
    )


def _is_running_head(line: str) -> bool:
    """Whether a line beside a page's number may be its running head: a title with the symbol before or behind it."""
    symbols = find_symbols(line)
    ends = bool(symbols) and (symbols[0].start == 0 or symbols[-1].end == len(line))
    return ends and len(line.split()) <= LONGEST_HEAD and not line.endswith((".", ",", ";"))
