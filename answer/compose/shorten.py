"""Shorter quotations: cut only at clause borders, and never in the middle of what answers.

A comma is a border only before a word that opens a clause, and in a clause that is too long by itself: cut elsewhere, a
sentence loses its verb.
"""

import re

from ingest.structure.sentences import Span

LONGEST_QUOTE = 60  # words
BEARABLE = 8  # more words that a clause may have before it is cut at its commas
_BORDER = re.compile(
    r"(?<=[;:—–])\s+|\n+|(?<=[；：])|(?<=,)\s+(?=(?:which|while|whereas|but|although|so that|including)\b)"
    r"|(?<=,)\s+(?=and (?:also |further |in this regard )?(?:decides?|requests?|calls?|urges?|encourages?|invites?|reiterates?|stresses"
    r"|emphasizes?|recognizes?|notes?|welcomes?|reaffirms?|expresses|recalls?|underlines?|takes? note)\b)",
)
_COMMA = re.compile(r"(?<=[,،])\s+|(?<=，)")


def shorten(text: str, span: Span, keep: Span | None = None, longest: int = LONGEST_QUOTE) -> Span:
    """The part of a sentence worth quoting: whole clauses, at most ``longest`` words where borders allow.

    Args:
        text: The passage's text.
        span: The sentence.
        keep: Words that must stay, inside ``span``; the beginning stays where none are given.
        longest: Number of words; Chinese counts two characters as one word.
    """
    if words_in(span.of(text)) <= longest:
        return span
    clauses = [part for clause in _clauses(text, span, _BORDER) for part in _fitting(text, clause, longest)]
    first = last = _clause_of(clauses, keep.start if keep else span.start)
    if keep is not None:
        last = _clause_of(clauses, max(keep.end - 1, keep.start))
    grown = True
    while grown:
        grown = False
        for a, b in ((first, last + 1), (first - 1, last)):
            if a >= 0 and b < len(clauses):
                wider = Span(clauses[a].start, clauses[b].end)
                if words_in(wider.of(text)) <= longest:
                    first, last, grown = a, b, True
    return Span(clauses[first].start, clauses[last].end)


def with_ellipses(text: str, span: Span, sentence: Span) -> str:
    """The quoted words, with "[…]" where the sentence was cut."""
    before = "[…] " if span.start > sentence.start else ""
    after = " […]" if span.end < sentence.end else ""
    return f"{before}{span.of(text)}{after}"


def words_in(text: str) -> int:
    """Words of a text; two Chinese characters count as one."""
    words = text.split()
    dense = sum(len(word) for word in words if "\u3400" <= word[0] <= "\u9fff")
    return dense // 2 if dense > len(words) * 4 else len(words)


def _fitting(text: str, clause: Span, longest: int) -> list[Span]:
    """A clause cut at its commas where it is too long by itself."""
    return [clause] if words_in(clause.of(text)) <= longest + BEARABLE else _clauses(text, clause, _COMMA)


def _clauses(text: str, span: Span, borders: re.Pattern[str]) -> list[Span]:
    found: list[Span] = []
    start = span.start
    for border in borders.finditer(text, span.start, span.end):
        found.append(Span(start, border.start()))
        start = border.end()
    found.append(Span(start, span.end))
    return [clause for clause in found if clause.end > clause.start]


def _clause_of(clauses: list[Span], position: int) -> int:
    return next((i for i, clause in enumerate(clauses) if position < clause.end), len(clauses) - 1)
