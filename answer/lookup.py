"""Questions that name a document: is it here, and what does its paragraph say?"""

import re

from answer.attribution import voices
from answer.draft import Draft
from answer.extractive import Quotation, state_quotation
from answer.messages import say
from answer.model import Answer
from answer.question import Question
from answer.sentences import Span
from cite.paragraphs import counted, numbered
from index.hit import Hit
from ingest.document import Document, Passage
from ingest.register import Register

MOST_PARAGRAPHS = 10

# "What does X say", "according to X", "in X": the document itself is asked, not what others say of it.
_ASKS_DOCUMENT = (
    r"(?:does|do|did|dit|dice|говорит\w*)\s+(?:the\s+)?(?:\w+\s+){{0,3}}{symbol}"
    r"|(?:according to|in|of|under|by|selon|dans|según|en|согласно|в)\s+(?:the\s+)?(?:\w+\s+){{0,3}}{symbol}"
    r"|{symbol}\s+(?:says?|states?|recommends?|decides?|requests?|contains?|provides?|calls?)"
    r"|根据\s?{symbol}|{symbol}\s?(?:中|说|规定)"
)


def absent_documents(question: Question, register: Register) -> tuple[str, ...]:
    """The documents whose own words are asked for and that the library lacks."""
    absent = [symbol for symbol in question.symbols if not register.documents_by_symbol(symbol)]
    if len(absent) < len(question.symbols) and question.kind != "comparison":
        return ()
    return tuple(symbol for symbol in absent if question.paragraphs or _asks_document(question.text, symbol))


def _asks_document(text: str, symbol: str) -> bool:
    short = symbol.removeprefix("A/RES/").removeprefix("S/RES/").split(" ")[0]
    either = f"(?:{re.escape(symbol)}|{re.escape(short)})"
    return bool(re.search(_ASKS_DOCUMENT.format(symbol=either), text, re.IGNORECASE))


def paragraphs(question: Question, register: Register) -> Answer:
    """What the named paragraphs of the named document say, word for word, or why there is no answer."""
    documents = [document for symbol in question.symbols for document in register.documents_by_symbol(symbol)]
    draft = Draft()
    missing: list[tuple[Document, str]] = []
    for document in documents:
        passages = register.document_passages(document.id)
        for number in question.paragraphs:
            found = numbered(passages, number)
            if not found:
                missing.append((document, number))
            for passage in found[:MOST_PARAGRAPHS]:
                _state_whole(draft, question.language, document, passage)
    if len(draft):
        return draft.answer()
    document, number = missing[0]
    return Answer(status="not_found", message=_no_paragraph(question.language, document, number, register))


def _state_whole(draft: Draft, language: str, document: Document, passage: Passage) -> None:
    hit = Hit(passage=passage, document=document, score=1.0)
    whole = Span(0, len(passage.text))
    spoken = voices(document, passage)
    voice = spoken[0].voice if len(spoken) == 1 and spoken[0].span == whole else "author"
    state_quotation(draft, language, Quotation(hit=hit, span=whole, sentence=whole, voice=voice))


def _no_paragraph(language: str, document: Document, number: str, register: Register) -> str:
    numbers = counted(register.document_passages(document.id))
    if not numbers:
        return say("no_paragraphs", language, symbol=document.name)
    return say(
        "absent_paragraph",
        language,
        symbol=document.name,
        paragraph=say("paragraph", language, number=number),
        first=str(numbers[0]),
        last=str(numbers[-1]),
    )
