"""Whose words a draft says a quotation is: the reference or the speaker named beside it, or nobody.

No claim rather than a wrong one: where two documents or two speakers stand in the same place, none is taken.
"""

import re
from collections.abc import Sequence
from typing import Final

from check.draft.paragraph import Paragraph
from check.draft.referred import Referred, references
from ingest.names.speakers import find_speakers
from ingest.structure.sentences import Span

REACH: Final = 300  # characters of a lead-in, or of the rest of a sentence
NOTE_REACH: Final = 4  # a note's mark stands right behind the closing mark and its full stop

_BRACKET = re.compile(
    r"[”\"»“」』’'\s.,;。]{0,6}[(（]([^()（）]{0,200}(?:[(（][^()（）]{0,60}[)）][^()（）]{0,100}){0,4})[)）]"
)
_SAYS = (
    r"(?:states?|stated|says?|said|notes?|noted|writes?|wrote|argue[sd]?|adds?|added|stresse[sd]|emphasi[sz]e[sd]|"
    r"suggest(?:s|ed)?|propose[sd]?|observe[sd]?|declare[sd]?|h[eo]lds?|held|recall(?:s|ed)?|according to|"
    r"in the words of|dit|declar[óa]|a déclaré|afirm[óa]|dijo|заявил[аи]?|сказал[аи]?|表示|指出|说)"
)
_LEADS = re.compile(rf"\b{_SAYS}\b|[:：]\s*[“\"«„「『]?$|(?:表示|指出|说)", re.IGNORECASE)
_FOLLOWS = re.compile(rf"[”\"»“」』’']?[\s,，]{{0,3}}(?:as\s)?{_SAYS}\s(?:the\s)?", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"(?<![A-Z]\.)(?<!\bpara\.)(?<!\bparas\.)(?<!\bart\.)(?<!\bNo\.)(?<!\bp\.)(?<!\bpp\.)(?<=[.!?;])[”\"»’)]?\s+(?=[A-ZÀ-Þ“\"«А-Я(])|[。！？]"
)


def claim(
    paragraph: Paragraph,
    quotes: Sequence[Span],
    index: int,
    before: Paragraph | None = None,
) -> str | None:
    """The reference or speaker that a quotation is given to.

    Args:
        paragraph: Where it stands.
        quotes: All quotations of the paragraph, in order.
        index: Which of them.
        before: The paragraph above, which introduces a block quotation.
    """
    text, span = paragraph.text, quotes[index]
    until = quotes[index + 1].start if index + 1 < len(quotes) else len(text)
    since = quotes[index - 1].end if index else 0
    rest = text[span.end : min(until, span.end + REACH)]
    note = [n.text for n in paragraph.notes if span.end <= n.at <= span.end + NOTE_REACH]
    bracket = _BRACKET.match(rest)
    lead = _lead(text[max(since, span.start - REACH) : span.start])
    for place in (*note, *([bracket[1]] if bracket else [])):
        document = _only(references(place))
        if document:
            speaker = _speaker(lead) if _LEADS.search(lead) else None
            return f"{speaker} in {document}" if speaker and not find_speakers(place) else document
        if references(place):
            return None
        if named := _speaker(place, whole=True):
            return named
    if paragraph.kind == "block":
        named = _only(references(rest)) or _speaker(rest.strip(" —–().\n"), whole=True)
        if named:
            return named
        lead = _lead(before.text[-REACH:]) if before is not None and _introduces(before) else ""
    return _by_lead(lead) or _by_rest(rest, paragraph, Span(span.end, until))


def _by_lead(lead: str) -> str | None:
    found = references(lead)
    document = _only(found)
    if found and document is None:
        return None
    speaker = _speaker(lead) if _LEADS.search(lead) else None
    if document and speaker:
        return f"{speaker} in {document}"
    return document or speaker


def _by_rest(rest: str, paragraph: Paragraph, reach: Span) -> str | None:
    """What the rest of the sentence says: "…”, said China", "…” (as agreed) in RL-09, para. 4"."""
    end = _SENTENCE_END.search(rest)
    sentence = rest[: end.start()] if end else rest
    following = _FOLLOWS.match(sentence)
    if following:
        speakers = find_speakers(sentence[following.end() :])
        if speakers and speakers[0].start == 0:
            return speakers[0].speaker
    found = _only(references(sentence))
    if found or references(sentence):
        return found
    notes = [
        n.text for n in paragraph.notes if reach.start <= n.at <= reach.start + len(sentence) + NOTE_REACH
    ]
    return _only(references(notes[0])) if len(notes) == 1 else None


def _only(found: Sequence[Referred]) -> str | None:
    return found[0].reference if len(found) == 1 else None


def _speaker(text: str, *, whole: bool = False) -> str | None:
    """The one speaker named; with ``whole``, only where the text is nothing but the name."""
    mentions = find_speakers(text)
    if len({mention.speaker for mention in mentions}) != 1:
        return None
    if (
        whole
        and re.sub(r"^the ", "", text.strip(), flags=re.IGNORECASE)
        != text[mentions[0].start : mentions[0].end]
    ):
        return None
    return mentions[0].speaker


def _lead(text: str) -> str:
    """The last sentence of what stands before a quotation."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text[ends[-1] :] if ends else text


def _introduces(paragraph: Paragraph) -> bool:
    return paragraph.kind == "text" and paragraph.text.rstrip().endswith((":", "："))
