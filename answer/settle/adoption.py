"""When a resolution was adopted: its own date, quoted where its text prints it, never the dates it cites."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from answer.compose.quotation import Quotation, quoted_alone
from answer.model import Answer
from answer.question.question import Question
from index.hit import Hit
from ingest.document import Document, Passage
from ingest.names.known_texts import find_known_texts
from ingest.names.symbols import find_symbols
from ingest.register import Register
from ingest.structure.sentences import Span, sentences
from language.months import date_forms
from language.pack import UN_LANGUAGES

# "When was § adopted?", "When did the Council adopt its resolution §?", where § is the document.
_ASKED: Final = re.compile(
    r"\badopt(?:ed|ion)?\b(?:\s(?!(?:in|under|by|pursuant|with|after|before|since|following)\b)[\w’'-]+){0,6}\s§"
    r"|§\s(?:\w+\s){0,2}(?:adopted|passed)\b|\b(?:was|were)\s(?:\w+\s){0,6}§\s(?:adopted|passed)\b"
    r"|\badopté\w*\s(?:\w+\s){0,3}§|§\s(?:a-t-\w+\s)?(?:été\s)?adopté|\badoptó\s(?:\w+\s){0,3}§|\baprob\w+\s(?:\w+\s){0,3}§"
    r"|принят\w*\s(?:\w+\s){0,3}§|通过\s?§|§\S{0,6}\s?通过|اعتُ?مد\w*\s(?:\w+\s){0,3}§",
    re.IGNORECASE,
)
_CLOSING: Final = 160  # characters below which a passage is a closing line ("46th meeting, 9 October 2024")
_FORMAL: Final = re.compile(r"meeting|adopt|séance|sesión|заседани|会议|الجلسة", re.IGNORECASE)


def adoption(question: Question, register: Register) -> Answer | None:
    """The date on which the document named was adopted; None where the question asks for something else."""
    if question.kind != "date":
        return None
    for text, symbol in _readings(question):
        found = register.documents_by_symbol(symbol) if _ASKED.search(text) else []
        resolutions = [document for document in found if document.kind == "resolution" and document.date]
        own = [document for document in resolutions if document.language == question.language] or resolutions
        for document in own[:1]:
            return _stated(question, document, register.document_passages(document.id))
    return None


def _readings(question: Question) -> list[tuple[str, str]]:
    """The question with one document it names written "§", and that document's symbol, for each."""
    text = question.text
    named = [*find_symbols(text.rstrip(" .?!"), bare=True), *find_known_texts(text)]
    symbols = {match.symbol: match for match in named}
    found = [(f"{text[: match.start]}§{text[match.end :]}", symbol) for symbol, match in symbols.items()]
    # the reading of the whole question knows the organ that a bare number leaves out
    return [
        (text, question.symbols[0] if len(found) == len(question.symbols) == 1 else s) for text, s in found
    ]


def _stated(question: Question, document: Document, passages: Sequence[Passage]) -> Answer | None:
    forms = _printed(document)
    telling = [
        passage
        for passage in passages
        if any(printed in passage.text for printed in forms) and _FORMAL.search(passage.text)
    ]
    places = [
        (passage, span, printed)
        for passage in telling
        for spans in (sentences(passage.text, passage.language),)
        for printed in forms
        for span in spans
        if printed in span.of(passage.text)
    ]
    if not places:
        return None
    passage, span, printed = max(places, key=lambda place: (-len(place[0].text), place[0].ordinal))
    whole = Span(0, len(passage.text)) if len(passage.text) < _CLOSING else span
    hit = Hit(passage=passage, document=document, score=1.0)
    quotation = Quotation(hit=hit, span=whole, sentence=whole, voice="author")
    return quoted_alone(question.language, quotation, printed)


def _printed(document: Document) -> list[str]:
    """The document's date as texts of the six languages print it."""
    if (document.date or "").count("-") != 2:
        return []
    day = date.fromisoformat(document.date or "")
    return [form for code in UN_LANGUAGES for form in date_forms(day, code)]
