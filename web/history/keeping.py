"""A conversation as the reader's browser keeps it: passages by id, so that only current ones come back."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

from answer.compose.draft import Draft
from answer.compose.source_notes import with_sources
from answer.evidence.attribution import is_report
from answer.model import Answer, Citation, Closest, Kind, Status, Verdict
from index.hit import Filters
from ingest.document import Document, Passage
from ingest.register import Register
from web.history.conversation import Exchange, Rating
from web.history.proving import plain, proved
from web.kit.words import say

MOST = 50  # exchanges kept; a browser gives a page about 5 MB

_Word = Annotated[str, StringConstraints(max_length=200)]
_Words = Annotated[str, StringConstraints(max_length=10_000)]
_Number = Annotated[int, Field(ge=0, le=1_000)]


class KeptStatement(BaseModel):
    """A statement as it was shown; its verdict is found anew, whatever is kept."""

    text: _Words
    citations: tuple[_Number, ...] = Field(max_length=50)
    verdict: Verdict


class KeptCitation(BaseModel):
    """A citation by the id of its passage."""

    n: _Number
    passage: _Word
    quote: Annotated[str, StringConstraints(max_length=50_000)]


class KeptClosest(BaseModel):
    """A passage that was offered, by its id."""

    passage: _Word
    quote: Annotated[str, StringConstraints(max_length=50_000)]


class Kept(BaseModel):
    """One finished exchange."""

    question: _Words
    status: Status
    message: _Words
    engine: _Word
    timings_ms: dict[_Word, int] = Field(max_length=20)
    statements: tuple[KeptStatement, ...] = Field(max_length=100)
    citations: tuple[KeptCitation, ...] = Field(max_length=100)
    partly: _Words = ""
    confidence: float = Field(default=0.0, ge=0, le=1)
    closest: tuple[KeptClosest, ...] = Field(default=(), max_length=50)
    filters: dict[_Word, _Words | list[_Word]] = Field(default={}, max_length=20)
    rated: Rating = ""
    unproved: tuple[_Words, ...] = Field(default=(), max_length=100)
    brought: bool = False
    id: Annotated[str, StringConstraints(max_length=32, pattern=r"^\w*$")] = ""
    at: Annotated[str, StringConstraints(max_length=40)] = ""


_KEPT = TypeAdapter(list[Kept])


def as_kept(filters: Filters) -> dict[str, Any]:
    """The filters as JSON; ``Filters.of`` reads them again."""
    kept: Mapping[str, Any] = {field.name: getattr(filters, field.name) for field in fields(Filters)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items() if value}


def to_keep(exchanges: Sequence[Exchange]) -> list[dict[str, Any]]:
    """The latest exchanges as JSON; what was stopped before its end is not kept."""
    return [
        _kept(exchange, exchange.answer).model_dump(mode="json")
        for exchange in exchanges[-MOST:]
        if exchange.answer is not None and exchange.phase == "done"
    ]


def taken_over(exchanges: object) -> list[dict[str, Any]] | None:
    """Exchanges out of a file, marked as such; None where they are no conversation."""
    try:
        items = _KEPT.validate_python(exchanges)
    except ValidationError:
        return None
    unknown = {"brought": True, "engine": "extractive", "rated": "", "id": "", "at": ""}
    return [item.model_copy(update=unknown).model_dump(mode="json") for item in items[-MOST:]]


def _kept(exchange: Exchange, answer: Answer) -> Kept:
    return Kept.model_construct(
        question=exchange.question,
        filters=as_kept(exchange.filters),
        rated=exchange.rated,
        status=answer.status,
        message=answer.message,
        engine=answer.engine,
        timings_ms=answer.timings_ms,
        statements=tuple(
            KeptStatement.model_construct(text=each.text, citations=each.citations, verdict=each.verdict)
            for each in answer.statements
        ),
        citations=tuple(
            KeptCitation.model_construct(n=each.n, passage=each.passage.id, quote=each.quote)
            for each in answer.citations
        ),
        partly=answer.partly,
        confidence=answer.confidence,
        closest=tuple(
            KeptClosest.model_construct(passage=each.passage.id, quote=each.quote) for each in answer.closest
        ),
        unproved=exchange.unproved,
        brought=exchange.brought,
        id=exchange.id,
        at=exchange.at,
    )


def restored(kept: object, register: Register, language: str = "en") -> list[Exchange]:
    """The conversation a browser kept, proved anew against the register.

    What the browser holds is not trusted, still less what a file held: a statement comes back only where current
    passages bear it out, with the verdict found here; the words of another come back as words that nothing
    proves. What no passage can prove (a message, an abstention) comes back only where it did not come in a file.
    """
    try:
        items = _KEPT.validate_python(kept)
    except ValidationError:
        return []
    return [_exchange(number, item, register, language) for number, item in enumerate(items[-MOST:], start=1)]


def _exchange(number: int, item: Kept, register: Register, language: str) -> Exchange:
    answer, unproved = _answer(item, register, language)
    return Exchange(
        number=number,
        question=item.question,
        answer=answer,
        phase="done",
        filters=_filters(item),
        rated=item.rated,
        unproved=(*item.unproved, *unproved),
        brought=item.brought,
        id=item.id,
        at=item.at,
    )


def _answer(item: Kept, register: Register, language: str) -> tuple[Answer, tuple[str, ...]]:
    """The answer with what is proved of it, and the words of what is not."""
    sources = _sources(item, register)
    message = say("brought", language) if item.brought else item.message
    if item.status != "answered":
        closest = _closest(item, sources)
        sure = item.confidence
        told = Answer(
            status=item.status, message=message, engine=item.engine, closest=closest, confidence=sure
        )
        return told, ()
    cited = _citations(item, sources)
    draft, unproved = Draft(item.engine), []
    for each in item.statements:
        found = proved(each.text, tuple(cited[n] for n in dict.fromkeys(each.citations) if n in cited))
        if found is None:
            unproved.append(plain(each.text))
            continue
        places = [cited[n] for n in found.citations]
        numbers = tuple(
            draft.cite(place.document, place.passage, place.quote, place.kind) for place in places
        )
        draft.state(found.text, numbers, found.verdict)
    if not len(draft):
        return Answer(status="error", message=say("gone", language), engine=item.engine), tuple(unproved)
    partly = "" if item.brought else item.partly
    whole = replace(
        draft.answer(message), timings_ms=item.timings_ms, partly=partly, confidence=item.confidence
    )
    return with_sources(whole, register), tuple(unproved)


def _sources(item: Kept, register: Register) -> dict[str, tuple[Document, Passage]]:
    passages = register.passages(
        [*(each.passage for each in item.citations), *(each.passage for each in item.closest)]
    )
    placed = {each.id: (register.document(each.document_id), each) for each in passages.values()}
    return {key: (document, passage) for key, (document, passage) in placed.items() if document}


def _citations(item: Kept, sources: dict[str, tuple[Document, Passage]]) -> dict[int, Citation]:
    """The citations that can be built from current passages, by their numbers."""
    found: dict[int, Citation] = {}
    for each in item.citations:
        if each.passage in sources and each.n not in found:
            document, passage = sources[each.passage]
            try:
                kind: Kind = "report" if is_report(document, passage, each.quote) else "quotation"
                found[each.n] = Citation(
                    n=each.n, quote=each.quote, document=document, passage=passage, kind=kind
                )
            except ValueError:
                continue  # these words are not there (any more)
    return found


def _closest(item: Kept, sources: dict[str, tuple[Document, Passage]]) -> tuple[Closest, ...]:
    """The passages offered that are still there, each with words that it still has."""
    found = ((sources[each.passage], each.quote) for each in item.closest if each.passage in sources)
    return tuple(
        Closest(document=document, passage=passage, quote=quote if quote in passage.text else "")
        for (document, passage), quote in found
    )


def _filters(item: Kept) -> Filters:
    try:
        return Filters.of(item.filters)
    except (TypeError, ValueError):
        return Filters()
