"""Which passages may answer at all: what the question names must be there."""

import re

from answer.evidence.attribution import REPORTING_KINDS
from answer.evidence.groups import speaks_for
from answer.evidence.sought import without_symbols
from answer.expect.expected import month_named
from answer.question.question import Question
from index.hit import Hit
from ingest.document import Document, Passage
from ingest.names.speakers import find_speakers
from ingest.names.symbols import find_symbols

PUBLISHED_WITHIN = 2  # months after what was said

_YEAR = re.compile(r"(?<![\d/])(?:19[4-9]|20[0-4])\d(?![\d/])")
_RESOLUTION = re.compile(
    r"\b(?:resolution|résolution|resolución|резолюци\w+)\s(\d{3,4})\b(?!/)", re.IGNORECASE
)
_VENUE = re.compile(r"\b(?:compendium|recueil|compendio)\b|сборник|汇编", re.IGNORECASE)


def may_answer(question: Question, hit: Hit) -> bool:
    """Neither a neighbour's words nor another year's: what the question names must be there.

    Where a speaker's words are asked for, a passage of another speaker who does not mention him is a
    neighbour's. Where years are named and the document is dated, one of them must be its own or be mentioned,
    save in a later paper that looks back.
    """
    passage = hit.passage
    if (
        question.spoken
        and (passage.speaker or question.kind == "position")
        and passage.speaker not in question.speakers
    ):
        told = passage.text
        if hit.document.kind == "letter" and passage.speaker is None:  # a letter is its sender's
            told = f"{hit.document.title} {told}"
        mentioned = {mention.speaker for mention in find_speakers(told)}
        if not (mentioned.intersection(question.speakers) or speaks_for(passage, question.speakers)):
            return False
    return _names_absent(question, passage) and _of_its_time(question, hit)


def _names_absent(question: Question, passage: Passage) -> bool:
    """Of a document that is not here, only what names it may tell."""
    if not question.absent:
        return True
    return bool({match.symbol for match in find_symbols(passage.text)}.intersection(question.absent))


def _of_its_time(question: Question, hit: Hit) -> bool:
    asked = without_symbols(question)
    heading = header(hit.document, hit.passage)
    if any(number not in f"{heading} {hit.passage.text}" for number in _RESOLUTION.findall(asked)):
        return False
    if question.spoken and not _of_its_month(asked, hit):
        return False
    if question.spoken and hit.document.kind not in REPORTING_KINDS and not _at_its_venue(asked, heading):
        return False
    years = set(_YEAR.findall(asked))
    known = set(_YEAR.findall(f"{heading} {hit.passage.text}"))
    if hit.document.date is None or not years or years & known:
        return True
    return hit.document.kind in REPORTING_KINDS and hit.document.date[:4] > min(years)


def _of_its_month(asked: str, hit: Hit) -> bool:
    """Whether a document is of the month named, or came out soon after, or speaks of that month."""
    month, own = month_named(asked), (hit.document.date or "")[5:7]
    if month is None or not own or month_named(hit.passage.text) == month:
        return True
    return 0 <= int(own) - int(month) <= PUBLISHED_WITHIN


def _at_its_venue(asked: str, heading: str) -> bool:
    """Whether words asked for "in the compendium" stand in one."""
    return not _VENUE.search(asked) or _VENUE.search(heading) is not None


def header(document: Document, passage: Passage) -> str:
    """What a reader sees above a passage: document, title, date, sections, speaker."""
    parts = (*document.symbols, document.title, document.date or "", *passage.section, passage.speaker or "")
    return " · ".join(part for part in parts if part)
