"""Questions to go on with: from the passages beside the cited ones, never invented."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from answer.compose.names import called
from answer.model import Answer
from errors import RapporteurError
from index.query.query import read
from ingest.document import Document, Passage
from ingest.fetch.naming import wanted_symbol
from ingest.register import Register
from web.history.conversation import Exchange
from web.kit.words import say

MOST: Final = 3
AROUND: Final = 3  # passages looked at before and after a cited one


def with_follow_ups(
    exchanges: Sequence[Exchange], register: Register, language: str, *, may_fetch: bool = False
) -> list[Exchange]:
    """The conversation, its last answer with questions to go on with, or with documents to fetch.

    Args:
        exchanges: The conversation.
        register: Where the passages beside stand.
        language: The reader's.
        may_fetch: Whether the reader may add documents.
    """
    if not exchanges or exchanges[-1].answer is None or exchanges[-1].phase != "done":
        return list(exchanges)
    last = exchanges[-1]
    asked = {each.question for each in exchanges}
    assert last.answer is not None
    offered = follow_ups(last.answer, register, language)
    new = tuple(each for each in offered if each not in asked)[:MOST]
    missing = fetchable(last.question, register) if may_fetch and last.answer.status != "answered" else ()
    return [*exchanges[:-1], replace(last, next=new, fetch=missing)]


def fetchable(question: str, register: Register) -> tuple[str, ...]:
    """The documents that a question names, that are not here, and whose address their symbol gives."""
    missing = [
        named.value
        for named in read(question).named
        if named.field == "symbol" and not register.documents_by_symbol(named.value)
    ]
    return tuple(symbol for symbol in dict.fromkeys(missing) if _has_address(symbol))


def _has_address(symbol: str) -> bool:
    try:
        wanted_symbol(symbol, "en")
    except RapporteurError:
        return False
    return True


def follow_ups(answer: Answer, register: Register, language: str) -> tuple[str, ...]:
    """Questions that passages beside the cited ones answer: other speakers first, then numbered paragraphs.

    Only documents with a symbol are asked about, because only they can be named without doubt.
    """
    cited = [(each.document, each.passage) for each in answer.citations]
    seen = {passage.id for _, passage in cited}
    said = {passage.speaker for _, passage in cited}
    beside = [
        (document, each)
        for document, passage in cited
        if document.symbol
        for each in register.neighbours(passage, AROUND)
        if each.id not in seen and each.kind == "paragraph"
    ]
    found = [*_speakers(beside, said, language), *_paragraphs(beside, language)]
    return tuple(dict.fromkeys(found))


def _speakers(
    beside: Sequence[tuple[Document, Passage]], said: set[str | None], language: str
) -> Iterator[str]:
    for document, passage in beside:
        if passage.speaker and passage.speaker not in said:
            speaker = called(passage.speaker, language)
            yield say("ask_speaker", language, speaker=speaker, symbol=document.symbol or "")


def _paragraphs(beside: Sequence[tuple[Document, Passage]], language: str) -> Iterator[str]:
    for document, passage in beside:
        if passage.paragraph and passage.paragraph.isdecimal() and not passage.speaker:
            yield say("ask_paragraph", language, paragraph=passage.paragraph, symbol=document.symbol or "")
