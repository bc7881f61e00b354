"""Sentences of a passage, as character spans, so that what is quoted stays verbatim."""

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

# After these the sentence goes on: sentencex knows the common abbreviations, not the UN's.
_UNFINISHED = re.compile(
    r"(?:\b(?:paras?|pars?|párrs?|res|arts?|nos?|pp?|vols?|chaps?|sects?|op|cf|ibid|al|E\.g|i\.e|пп?|ст|рез)\.)\s*$",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


def sentences(text: str, language: str) -> list[Span]:
    """The sentences of ``text`` in order, without surrounding white space.

    Line breaks end a sentence (a passage keeps them only between list items and table rows).

    Args:
        text: A passage's text.
        language: Its BCP 47 code.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        spans.extend(_of_line(text, line.start(), line.end(), language))
    return spans


def _of_line(text: str, start: int, end: int, language: str) -> list[Span]:
    found: list[Span] = []
    begin: int | None = None
    for boundary in get_sentence_boundaries(language, text[start:end]):
        if begin is None:
            begin = start + boundary["start_index"]
        stop = start + boundary["end_index"]
        if stop < end and (_UNFINISHED.search(text[begin:stop]) or _inside_word(text, stop, language)):
            continue
        found.append(trimmed(text, begin, stop))
        begin = None
    if begin is not None:
        found.append(trimmed(text, begin, end))
    return [span for span in found if span.end > span.start]


def _inside_word(text: str, stop: int, language: str) -> bool:
    """No space follows ("11.º período", "A.I."): Chinese alone parts sentences without one."""
    return language != "zh" and text[stop].isalnum() and not text[stop - 1].isspace()


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
