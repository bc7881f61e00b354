"""A conversation as the reader's browser keeps it: passages by id, so that only current ones come back."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from answer.model import Answer, Citation, Closest, Kind, Statement, Status, Verdict
from index.hit import Filters
from ingest.register import Register
from web.chat.conversation import Exchange, Rating
from web.chat.narrowing import as_kept
from web.kit.words import say

MOST = 50  # exchanges kept; a browser gives a page about 5 MB


class KeptStatement(BaseModel):
    """A statement as it was shown."""

    text: str
    citations: tuple[int, ...]
    verdict: Verdict


class KeptCitation(BaseModel):
    """A citation by the id of its passage."""

    n: int
    passage: str
    quote: str
    kind: Kind = "quotation"
    cites: str = ""


class KeptClosest(BaseModel):
    """A passage that was offered, by its id."""

    passage: str
    quote: str


class Kept(BaseModel):
    """One finished exchange."""

    question: str
    status: Status
    text: str
    message: str
    engine: str
    timings_ms: dict[str, int]
    statements: tuple[KeptStatement, ...]
    citations: tuple[KeptCitation, ...]
    partly: str = ""
    confidence: float = 0.0
    closest: tuple[KeptClosest, ...] = ()
    filters: dict[str, str | list[str]] = {}
    rated: Rating = ""


_KEPT = TypeAdapter(list[Kept])


def to_keep(exchanges: Sequence[Exchange]) -> list[dict[str, Any]]:
    """The latest exchanges as JSON; what was stopped before its end is not kept."""
    return [
        _kept(exchange, exchange.answer).model_dump(mode="json")
        for exchange in exchanges[-MOST:]
        if exchange.answer is not None and exchange.phase == "done"
    ]


def _kept(exchange: Exchange, answer: Answer) -> Kept:
    return Kept(
        question=exchange.question,
        filters=as_kept(exchange.filters),
        rated=exchange.rated,
        status=answer.status,
        text=answer.text,
        message=answer.message,
        engine=answer.engine,
        timings_ms=answer.timings_ms,
        statements=tuple(
            KeptStatement(text=each.text, citations=each.citations, verdict=each.verdict)
            for each in answer.statements
        ),
        citations=tuple(
            KeptCitation(
                n=each.n, passage=each.passage.id, quote=each.quote, kind=each.kind, cites=each.cites
            )
            for each in answer.citations
        ),
        partly=answer.partly,
        confidence=answer.confidence,
        closest=tuple(KeptClosest(passage=each.passage.id, quote=each.quote) for each in answer.closest),
    )


def restored(kept: object, register: Register, language: str = "en") -> list[Exchange]:
    """The conversation a browser kept, checked against the register.

    What the browser holds is not trusted: an answer comes back only where every citation can be built
    anew from a current passage; another comes back as an error that says so.
    """
    try:
        items = _KEPT.validate_python(kept)
    except ValidationError:
        return []
    return [
        Exchange(
            number=number, question=item.question, answer=_answer(item, register, language), phase="done"
        )
        for number, item in enumerate(items[-MOST:], start=1)
    ]


def _answer(item: Kept, register: Register, language: str) -> Answer:
    wanted = [each.passage for each in item.citations] + [each.passage for each in item.closest]
    passages = register.passages(wanted)
    placed = {each.id: (register.document(each.document_id), each) for each in passages.values()}
    sources = {key: (document, passage) for key, (document, passage) in placed.items() if document}
    try:
        citations = tuple(
            Citation(
                n=each.n,
                quote=each.quote,
                kind=each.kind,
                cites=each.cites,
                document=sources[each.passage][0],
                passage=sources[each.passage][1],
            )
            for each in item.citations
        )
        return Answer(
            status=item.status,
            text=item.text,
            statements=tuple(Statement(**each.model_dump()) for each in item.statements),
            citations=citations,
            message=item.message,
            engine=item.engine,
            timings_ms=item.timings_ms,
            partly=item.partly,
            confidence=item.confidence,
            closest=tuple(
                Closest(document=sources[each.passage][0], passage=sources[each.passage][1], quote=each.quote)
                for each in item.closest
                if each.passage in sources and each.quote in sources[each.passage][1].text
            ),
        )
    except (KeyError, ValueError):
        return Answer(status="error", message=say("gone", language), engine=item.engine)


def _filters(item: Kept) -> Filters:
    try:
        return Filters.of(item.filters)
    except (TypeError, ValueError):
        return Filters()
