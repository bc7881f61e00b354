"""Looking a reference up: the passages it points at, word for word, or why there are none.

Nothing here loads the embedding model: references are read by a grammar and answered from the register,
phrases by the lexical index.

A paragraph that was cut into several passages comes as several matches, in order, so that every match is a
passage of the register, with its own pages; ``whole_text`` puts them together again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cite.grammar import LONGEST_REFERENCE, MAIN_TEXT, Reference, parse
from cite.locator import parts
from cite.locator import reference as reference_of
from cite.match import Lookup, Match
from cite.narrow import Narrowed, narrow, speaker_named
from cite.near import near_symbols, versions
from cite.outline import outline
from cite.phrase_search import MOST, containing, folded
from cite.title_search import begins_with_title, titled
from ingest.document import Document, Passage
from ingest.register import Register
from ingest.structure.versions import later

_EXAMPLE = "for example “A/RES/70/125, para. 35”"


@dataclass(frozen=True, slots=True)
class _Fit:
    document: Document
    narrowed: Narrowed


def look_up(register: Register, reference: str) -> Lookup:
    """What a reference points at.

    Args:
        register: The register of the library; the lexical index in its file is used for phrases only.
        reference: As people write them, in English, French or Spanish: "A/RES/70/125, para. 35",
            "footnote 7 of GE-005", "Cuba in A/AC.292/2025/INF/5/Rev.1", "“public core”", a bare symbol.

    Returns:
        Found: all matches are meant together, in order, and the message names a later version of the text if
        one is here; for a bare symbol, one match without a passage, and
        the document's outline as the message. Other versions of the document are ``near``.
        Ambiguous: the matches are alternatives. Not found: no matches, and why.
    """
    text = " ".join(reference[:LONGEST_REFERENCE].split())
    whole = begins_with_title(register, text)
    wanted = parse(whole[1] if whole else text)
    if whole:
        return _among([whole[0]], replace(wanted, symbols=(), words="", speaker=""), register)
    if wanted.symbols:
        return _by_symbol(register, wanted)
    if wanted.words:
        return _by_title(register, wanted)
    if wanted.phrase:
        named = titled(register, wanted.phrase, whole=True)
        if named:
            return _among(named, replace(wanted, phrase=""), register)
        return _by_phrase(register, wanted, ())
    message = "The reference names no document" if wanted != Reference() else "There is no reference"
    return Lookup(status="not_found", message=f"{message}: write one such as {_EXAMPLE[12:]}.")


def neighbours(register: Register, match: Match, around: int) -> tuple[tuple[Match, ...], tuple[Match, ...]]:
    """The passages before and after a match, up to ``around`` each, in order; none of a whole document.

    Args:
        register: The register.
        match: What was looked up.
        around: How many passages on either side; none below 1.
    """
    passage = match.passage
    if passage is None or around < 1:
        return (), ()
    beside = register.neighbours(passage, around)
    return (
        tuple(Match(document=match.document, passage=p) for p in beside if p.ordinal < passage.ordinal),
        tuple(Match(document=match.document, passage=p) for p in beside if p.ordinal > passage.ordinal),
    )


def whole_text(matches: Sequence[Match]) -> str:
    """The words of matches one after the other, a line each."""
    return "\n".join(match.passage.text for match in matches if match.passage)


def _by_symbol(register: Register, wanted: Reference) -> Lookup:
    documents: dict[str, Document] = {}
    for symbol in wanted.symbols:
        carriers = register.documents_by_symbol(symbol)
        if not carriers:
            return _absent(register, symbol, wanted)
        documents.update((document.id, document) for document in carriers)
    return _among(list(documents.values()), wanted, register)


def _absent(register: Register, symbol: str, wanted: Reference) -> Lookup:
    near = []
    for other in near_symbols(symbol, register.symbols()):
        for document in register.documents_by_symbol(other)[:1]:
            fit = narrow(document, register.document_passages(document.id), wanted)
            exact = fit.places and (wanted.paragraphs or wanted.pages)
            near.append(reference_of(document, fit.places[0][0]) if exact else other)
    message = f"{symbol} is not in this library: `rapporteur fetch {symbol}` downloads it."
    return Lookup(status="not_found", message=message, near=tuple(dict.fromkeys(near)))


def _by_title(register: Register, wanted: Reference) -> Lookup:
    name = " ".join(filter(None, (wanted.speaker, wanted.words)))
    person = speaker_named(name)
    documents = titled(register, wanted.words, whole=person is not None)
    if documents:
        return _among(documents, wanted, register)
    if person:
        message = (
            f"Name the document as well, {_EXAMPLE.replace('A/RES/70/125, para. 35', f'{name} in GE-005')}."
        )
        return Lookup(status="not_found", message=message)
    documents = titled(register, name) if wanted.speaker else []
    if documents:
        return _among(documents, replace(wanted, words=name, speaker=""), register)
    return Lookup(
        status="not_found", message=f"No document in this library is called “{name}”: give its symbol."
    )


def _by_phrase(register: Register, wanted: Reference, documents: Sequence[Document]) -> Lookup:
    found = containing(register, wanted.phrase, tuple(document.id for document in documents))
    where = ", ".join(document.name for document in documents) or "any document of this library"
    if not found:
        return Lookup(
            status="not_found", message=f"“{wanted.phrase}” does not stand in {where}, word for word."
        )
    matches = []
    for passage in found:
        document = register.document(passage.document_id)
        if document is not None:
            matches.append(Match(document=document, passage=passage))
    if len(matches) == 1:
        return Lookup(status="found", matches=tuple(matches))
    many = f"{len(matches)} or more" if len(matches) >= MOST else str(len(matches))
    return Lookup(
        status="ambiguous", matches=tuple(matches), message=f"“{wanted.phrase}” stands in {many} passages."
    )


def _among(documents: Sequence[Document], wanted: Reference, register: Register) -> Lookup:
    """The outcome where these documents, of which the reader means one, were named."""
    if wanted.phrase:
        return _by_phrase(register, wanted, documents)
    fits = [_Fit(each, narrow(each, register.document_passages(each.id), wanted)) for each in documents]
    fitting = _without_copies([fit for fit in fits if fit.narrowed.places])
    if not fitting:
        near = tuple(dict.fromkeys(each for fit in fits for each in fit.narrowed.near))
        return Lookup(status="not_found", message=fits[0].narrowed.message, near=near)
    if len(fitting) > 1:
        return _several(fitting, wanted)
    document, narrowed = fitting[0].document, fitting[0].narrowed
    near = tuple(
        dict.fromkeys(v for symbol in document.symbols[:1] for v in versions(symbol, register.symbols()))
    )
    if _is_bare(wanted):
        passages = [passage for place in narrowed.places for passage in place]
        return Lookup(
            status="found",
            matches=(Match(document=document),),
            message=outline(document, passages),
            near=near,
        )
    matches = _matches(document, narrowed)
    if narrowed.doubtful:
        exact = tuple(dict.fromkeys(reference_of(document, place[0]) for place in narrowed.places))
        message = _doubt(document, narrowed)
        return Lookup(
            status="ambiguous", matches=matches, message=message, near=exact if len(exact) > 1 else ()
        )
    return Lookup(status="found", matches=matches, message=_superseded(document, register), near=near)


def _superseded(document: Document, register: Register) -> str:
    newer = later(document.symbols[0], register.symbols()) if document.symbols else ()
    return f"A later version of this text is in the library: {'; '.join(newer)}." if newer else ""


def _is_bare(wanted: Reference) -> bool:
    """Whether the document as a whole is asked for."""
    inside = wanted.words if wanted.symbols else wanted.speaker
    return not (wanted.paragraphs or wanted.pages or wanted.part or wanted.section or inside)


def _several(fitting: Sequence[_Fit], wanted: Reference) -> Lookup:
    names = list(dict.fromkeys(_described(fit.document) for fit in fitting))
    listed = "; ".join(names[:6]) + ("; and others" if len(names) > 6 else "")
    matches = (
        tuple(Match(document=fit.document) for fit in fitting)
        if _is_bare(wanted)
        else tuple(match for fit in fitting for match in _matches(fit.document, fit.narrowed))
    )
    return Lookup(
        status="ambiguous", matches=matches, message=f"{len(fitting)} documents fit; name one: {listed}."
    )


def _described(document: Document) -> str:
    extra = f"{document.language}, {document.format}"
    return (
        f"{document.name} ({document.title}, {extra})" if document.symbols else f"{document.name} ({extra})"
    )


def _without_copies(fits: Sequence[_Fit]) -> list[_Fit]:
    """One of those that say the same in the same language (the PDF and the text of one document).

    The one with page numbers is kept.
    """
    kept: dict[tuple[str, str], _Fit] = {}
    for fit in sorted(fits, key=lambda fit: not fit.document.pages):
        words = folded(" ".join(passage.text for place in fit.narrowed.places for passage in place))
        kept.setdefault((fit.document.language, words), fit)
    return [fit for fit in fits if fit in kept.values()]


def _matches(document: Document, narrowed: Narrowed) -> tuple[Match, ...]:
    passages: list[Passage] = [passage for place in narrowed.places for passage in place]
    ordered = sorted(dict.fromkeys(passages), key=lambda passage: passage.ordinal)
    return tuple(Match(document=document, passage=passage) for passage in ordered)


def _doubt(document: Document, narrowed: Narrowed) -> str:
    sections = [place[0].section for place in narrowed.places]
    names = list(dict.fromkeys(next(iter(parts(section)), MAIN_TEXT) for section in sections))
    if len(names) == 1:
        names = list(dict.fromkeys(section[-1] if section else MAIN_TEXT for section in sections))
    listed = "; ".join(names[:6]) + ("; and others" if len(names) > 6 else "")
    return f"{document.name} has this number in {len(narrowed.places)} places; say which part is meant: {listed}."
