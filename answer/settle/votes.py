"""Recorded votes: how all States voted, as a verbatim record lists them under the draft."""

import re
from collections.abc import Sequence
from typing import Final

from answer.compose.quotation import Quotation, quoted_alone
from answer.model import Answer
from answer.question.question import Question
from index.hit import Hit
from ingest.document import Passage
from ingest.register import Register
from ingest.structure.sentences import Span

_LISTS: Final = (
    ("Abstaining", re.compile(r"\babst(?:ain|ention|en|uv)|воздерж|弃权|امتنع", re.IGNORECASE)),
    (
        "Against",
        re.compile(
            r"\bvot\w+ (?:against|contre|en contra)|\boppos|голосова\w+ против|反对|ضد", re.IGNORECASE
        ),
    ),
    (
        "In favour",
        re.compile(r"\bvot\w+ (?:for|in favour|yes|pour|a favor)|голосова\w+ за|赞成|لصالح", re.IGNORECASE),
    ),
)


def recorded(question: Question, hits: Sequence[Hit], register: Register) -> Answer | None:
    """The list of those who voted so on a draft named by its symbol; None where none is found or asked for.

    Args:
        question: Who voted how on which draft; drafts are told of by the record of the meeting.
        hits: What was found, which names the record.
        register: Where the record is read.
    """
    label = next((name for name, asked in _LISTS if asked.search(question.text)), None)
    if question.kind != "who" or label is None:
        return None
    documents = {hit.document.id: hit for hit in hits if hit.document.kind == "verbatim_record"}
    for symbol in question.elsewhere:
        for hit in documents.values():
            for passage in register.document_passages(hit.document.id):
                listed = _listed(passage, symbol, label)
                if listed is not None:
                    return _stated(question, hit, passage, listed)
    return None


def _listed(passage: Passage, symbol: str, label: str) -> Span | None:
    if symbol not in with_headings(passage):
        return None
    found = re.search(rf"^{label}:[^\n]*[^\s]", passage.text, re.MULTILINE)
    return Span(*found.span()) if found else None


def with_headings(passage: Passage) -> str:
    """A passage's words with the headings above it, which may name what it is about."""
    return " ".join((*passage.section, passage.text))


def _stated(question: Question, hit: Hit, passage: Passage, listed: Span) -> Answer:
    place = Hit(passage=passage, document=hit.document, score=hit.score)
    return quoted_alone(question.language, Quotation(hit=place, span=listed, sentence=listed, voice="author"))
