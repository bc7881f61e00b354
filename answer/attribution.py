"""Whose words are these: the document's own, a speaker's, or a speaker's as quoted by the document?"""

import re
from dataclasses import dataclass
from typing import Literal

from answer.sentences import Span
from ingest.document import Document, Passage

Voice = Literal["author", "speaker", "quoted", "reported"]

_OPENING = "“«„「『"
_CLOSING = "”»」』"
_LEAD_IN = re.compile(r"^[^.:“\"«„]{1,120}?(?:[:：]|(?:,\s)?\b(?:states?|says?|said|writes?|that)\b)\s*")
_CONTINUATION = re.compile(r"^(?:and|et|y|и)\b\s?:?\s*(?=[“\"«„])", re.IGNORECASE)
_REPORTING_KINDS = frozenset({"paper", "brief", "report"})


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a passage that one voice speaks."""

    span: Span
    voice: Voice


def quotations(text: str) -> list[Span]:
    """The outermost quotations of a text, without their marks.

    Papers often close a quotation with an opening mark; such a mark, before white space or the end,
    closes. Straight marks open and close in turn.
    """
    spans: list[Span] = []
    depth, start = 0, 0
    straight = False
    for i, character in enumerate(text):
        if character == '"' and (depth == 0 or straight):
            straight = not straight
            depth, start, closed = (1, i + 1, False) if straight else (0, start, True)
        elif character in _OPENING and not (depth and _ends_word(text, i)):
            depth, start, closed = depth + 1, (start if depth else i + 1), False
        elif depth and (character in _CLOSING or character in _OPENING):
            depth -= 1
            closed = depth == 0
        else:
            continue
        if closed and i > start:
            spans.append(Span(start, i))
    if depth and not straight and len(text) > start:
        spans.append(Span(start, len(text)))
    return spans


def _ends_word(text: str, i: int) -> bool:
    return i + 1 == len(text) or text[i + 1].isspace()


def lead_in(passage: Passage) -> Span | None:
    """The words that announce the speaker ("China: ", "and: "), if the passage begins with such."""
    for pattern in (_CONTINUATION, _LEAD_IN):
        match = pattern.match(passage.text)
        if match and match.end() < len(passage.text):
            return Span(0, match.end())
    return None


def voices(document: Document, passage: Passage) -> list[Words]:
    """The stretches of a passage with who speaks each, in order, lead-in and quotation marks left out.

    A passage without a speaker is the author's. Under a speaker's own heading (a compendium, a verbatim
    record, a transcript) the whole passage is the speaker's. In a paper that quotes, what stands in
    quotation marks is quoted from the speaker and the rest is the paper's report of him.
    """
    whole = Span(0, len(passage.text))
    if passage.speaker is None:
        return [Words(whole, "author")]
    announced = lead_in(passage)
    quoted = quotations(passage.text)
    if announced is None or document.kind not in _REPORTING_KINDS:
        start = announced.end if announced and announced.end <= 60 else 0
        if document.kind in _REPORTING_KINDS and not quoted:
            return [Words(Span(start, whole.end), "reported")]
        if document.kind not in _REPORTING_KINDS:
            return [Words(Span(start, whole.end), "speaker")]
    return _quoting(passage.text, announced.end if announced else 0, quoted)


def _quoting(text: str, start: int, quoted: list[Span]) -> list[Words]:
    found: list[Words] = []
    at = start
    for span in quoted:
        if span.start - 1 > at:
            found.append(Words(Span(at, span.start - 1), "reported"))
        found.append(Words(span, "quoted"))
        at = span.end + 1
    if at < len(text):
        found.append(Words(Span(at, len(text)), "reported"))
    return [words for words in found if re.search(r"\w{2}", words.span.of(text))]
