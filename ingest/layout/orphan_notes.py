"""Footnotes of text made from print, whose numbers often stand apart from their words.

pdftotext gives a page's notes after its text, but a raised number may come lines before or after the
note it belongs to. The notes' words keep their order, and so do their numbers once sorted: pairing the
two in order puts every note right.
"""

import re
from dataclasses import dataclass

from ingest.layout.footnotes import Note
from ingest.layout.lines import Line

_ALONE = re.compile(r"\d{1,3}")
_LED = re.compile(r"(\d{1,3})\s+(?=\S)")
_SENTENCE = re.compile(r"(?:[.!?:]|https?://\S+)[”’\"')\]]*\d{0,3}$")


@dataclass(slots=True)
class _Piece:
    """Lines of notes between two numbers; ``label`` where a number leads them."""

    label: int | None
    lines: list[str]


def split_text_notes(lines: list[str], expected: int) -> tuple[list[str], list[Note]]:
    """A page's text without its notes and their marks, and its notes.

    Args:
        lines: The page's lines, stripped.
        expected: Number of the document's next note.
    """
    start = _zone(lines, expected)
    if start is None:
        return lines, []
    numbers = sorted(_numbers(lines[start:]))
    pieces = _pieces(lines[start:])
    if not pieces[0].lines or (
        pieces[0].label is not None and pieces[0].label > numbers[0] and not _led_by(pieces, numbers[0])
    ):
        begin = _orphan_start(lines, start) if _orphaned(pieces, numbers) else start
        pieces[:0] = (
            [_Piece(label=None, lines=[line for line in lines[begin:start] if line])] if begin < start else []
        )
        start = begin
    texts = _paired(pieces, numbers)
    notes = [
        Note(label=str(n), lines=tuple(Line(page=0, text=text) for text in texts[n]))
        for n in numbers
        if texts.get(n)
    ]
    return _without_marks(lines[:start], numbers), notes


def _numbers(zone: list[str]) -> set[int]:
    found = set()
    for line in zone:
        if _ALONE.fullmatch(line):
            found.add(int(line))
        else:
            led = _LED.match(line)
            if led:
                found.add(int(led[1]))
    return found


def _zone(lines: list[str], expected: int) -> int | None:
    """Index of the first line from which on the numbers are exactly the next notes'."""
    for index, line in enumerate(lines):
        if not (_ALONE.fullmatch(line) or _LED.match(line)):
            continue
        numbers = _numbers(lines[index:])
        if numbers == set(range(expected, expected + len(numbers))):
            return index
    return None


def _pieces(zone: list[str]) -> list[_Piece]:
    pieces = [_Piece(label=None, lines=[])]
    after_number = False
    for line in zone:
        led = _LED.match(line)
        if _ALONE.fullmatch(line):
            after_number = True
        elif led:
            pieces.append(_Piece(label=int(led[1]), lines=[line[led.end() :]]))
            after_number = False
        elif line:
            if after_number and pieces[-1].lines:
                pieces.append(_Piece(label=None, lines=[]))
            pieces[-1].lines.append(line)
            after_number = False
    return [piece for piece in pieces if piece.lines] or pieces[:1]


def _led_by(pieces: list[_Piece], number: int) -> bool:
    return any(piece.label == number for piece in pieces)


def _orphaned(pieces: list[_Piece], numbers: list[int]) -> bool:
    """Whether there are more numbers before the first led note than pieces of words for them."""
    first = next((index for index, piece in enumerate(pieces) if piece.label is not None), len(pieces))
    if first == len(pieces):
        return not any(piece.lines for piece in pieces)
    label = pieces[first].label or 0
    return numbers.index(label) > 0 and first == 0


def _orphan_start(lines: list[str], start: int) -> int:
    """Where the words of a note begin whose number stands elsewhere: after a blank line or a full stop."""
    index = start - 1
    while index > 0 and not lines[index]:
        index -= 1
    while index > 0 and lines[index - 1] and not _SENTENCE.search(lines[index - 1]):
        index -= 1
    return index


def _paired(pieces: list[_Piece], numbers: list[int]) -> dict[int, list[str]]:
    """The words of each number: led notes are fixed points, what stands between them is shared out in order."""
    texts: dict[int, list[str]] = {}
    first = numbers[0]
    loose: list[list[str]] = []
    for piece in [*pieces, _Piece(label=numbers[-1] + 1, lines=[])]:
        if piece.label is None:
            loose.append(piece.lines)
            continue
        between = [n for n in numbers if first <= n < piece.label]
        texts.update(zip(between, _shared(loose, len(between)), strict=False))
        first, loose = piece.label, [list(piece.lines)]
    return texts


def _shared(loose: list[list[str]], count: int) -> list[list[str]]:
    """Pieces of words as ``count`` notes, cut further where a line ends a sentence or an address."""
    shares = [list(piece) for piece in loose]
    while len(shares) < count:
        place = next(
            (
                (number, index)
                for number, share in enumerate(shares)
                for index in range(1, len(share))
                if _SENTENCE.search(share[index - 1])
            ),
            None,
        )
        if place is None:
            break
        number, index = place
        shares[number : number + 1] = [shares[number][:index], shares[number][index:]]
    if len(shares) > count:
        shares[count - 1 :] = [[line for share in shares[count - 1 :] for line in share]]
    return shares


def _without_marks(lines: list[str], numbers: list[int]) -> list[str]:
    """The text without the notes' marks, each the first of its number after the one before it."""
    text = "\n".join(lines)
    position = 0
    for number in numbers:
        mark = _mark(text, number, position)
        if mark is not None:
            gap = " " if text[mark.end() :][:1].isalpha() else ""
            text = text[: mark.start()] + gap + text[mark.end() :]
            position = mark.start()
    return text.split("\n")


def _mark(text: str, number: int, position: int) -> re.Match[str] | None:
    after_letter = re.compile(rf"(?<=[^\W\d_]){number}(?![\d/])|(?<=[.,;:!?”’\"')\]]){number}(?![\d.,/])")
    after_symbol = re.compile(rf"(?<=/\d\d\d){number}(?!\d)|(?<=/\d\d){number}(?!\d)")
    return after_letter.search(text, position) or after_symbol.search(text, position)
