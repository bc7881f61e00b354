"""Whose words are these: the document's own, a speaker's, or a speaker's as quoted by the document?"""

import re
from dataclasses import dataclass
from typing import Literal

from answer.text.quotes import never_closed, quoted_spans
from ingest.document import Document, Passage
from ingest.names.speakers import canonical_speaker
from ingest.structure.sentences import Span, sentences

Voice = Literal["author", "speaker", "quoted", "reported"]

LONGEST_NAME = 60  # characters; a longer lead-in is part of what is said
QUOTED_SHARE = 0.85  # of a sentence's letters; the rest is the likes of "in its first submission says"

_LEAD_IN = re.compile(r"^[^.:“\"«„]{1,120}?(?:[:：]|(?:,\s)?\b(?:states?|says?|said|writes?|that)\b)\s*")
# How a verbatim record names who takes the floor: "Ms. Rossi (Ruritania) (spoke in French): ".
_FLOOR = re.compile(
    r"^(?P<person>[^\n():]{2,60})\((?P<whom>[^()\n]{2,80})\)(?:\s*\(\s*spoke in [^()\n]{2,30}\))?\s?:\s*",
    re.IGNORECASE,
)
_CONTINUATION = re.compile(r"^(?:and|et|y|и)\b\s?:?\s*(?=[“\"«„])", re.IGNORECASE)
REPORTING_KINDS = frozenset({"paper", "brief", "report"})


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a passage that one voice speaks."""

    span: Span
    voice: Voice


def quotations(text: str) -> list[Span]:
    """The outermost quotations of a text, without their marks.

    One that is never closed, as in a passage cut within it, runs to the end.
    """
    ending = next((mark for mark in ("", "”", '"', "»") if not never_closed(text + mark)), "")
    return quoted_spans(text + ending)


def lead_in(passage: Passage) -> Span | None:
    """The words that announce the speaker ("China: ", "and: "), if the passage begins with such."""
    for pattern in (_CONTINUATION, _LEAD_IN):
        match = pattern.match(passage.text)
        if match and match.end() < len(passage.text) and _announces(passage.text, match.end()):
            return Span(0, match.end())
    return None


def floor(passage: Passage) -> tuple[str, Span] | None:
    """Who takes the floor for the speaker in a verbatim record, with the lead-in that says so."""
    match = _FLOOR.match(passage.text)
    if (
        match is None
        or canonical_speaker(match["whom"]) != passage.speaker
        or match.end() == len(passage.text)
    ):
        return None
    return match["person"].strip(), Span(0, match.end())


def _announces(text: str, end: int) -> bool:
    """Whether a colon or a quotation follows: "We regret that …" and "Malta recalls that …" are words of their own."""
    return text[:end].rstrip().endswith((":", "：")) or text[end] in '“"«„'


def voices(document: Document, passage: Passage) -> list[Words]:
    """The stretches of a passage with who speaks each, in order, lead-in and quotation marks left out.

    A passage without a speaker is the author's. Under a speaker's own heading (a compendium, a verbatim
    record, a transcript) the whole passage is the speaker's. In a paper that quotes, a sentence that stands
    in quotation marks is quoted from the speaker, and any other is the paper's report of him, whole, with
    the words it quotes.
    """
    whole = Span(0, len(passage.text))
    if passage.speaker is None:
        return [Words(whole, "author")]
    taken, announced = floor(passage), lead_in(passage)
    start = announced.end if announced and announced.end <= LONGEST_NAME else 0
    start = taken[1].end if taken else start
    if document.kind not in REPORTING_KINDS:
        return [Words(Span(start, whole.end), "speaker")]
    return _quoting(passage, start, quotations(passage.text))


def _quoting(passage: Passage, start: int, quoted: list[Span]) -> list[Words]:
    found: list[Words] = []
    for sentence in sentences(passage.text[start:], passage.language):
        span = Span(sentence.start + start, sentence.end + start)
        inside = [Span(max(q.start, span.start), min(q.end, span.end)) for q in quoted]
        inside = [part for part in inside if part.end > part.start]
        longest = max(inside, key=lambda part: part.end - part.start, default=None)
        if longest and _letters(longest.of(passage.text)) >= QUOTED_SHARE * _letters(span.of(passage.text)):
            found.append(Words(longest, "quoted"))
        elif _letters(span.of(passage.text)) > 1:
            found.append(Words(span, "reported"))
    return found


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def is_report(document: Document, passage: Passage, quote: str) -> bool:
    """Whether some words of a passage are its document's report of the speaker, rather than anybody's own words."""
    start = passage.text.find(quote)
    said = {
        words.voice
        for words in voices(document, passage)
        if words.span.start < start + len(quote) and start < words.span.end
    }
    return passage.speaker is not None and said == {"reported"}
