"""Questions that name a document: is it here, and what does its paragraph say?"""

import re
from collections.abc import Sequence

from answer.compose.draft import Draft
from answer.compose.quotation import Quotation, state_quotation
from answer.evidence.attribution import voices
from answer.model import Answer
from answer.question.question import Question
from answer.wording.messages import say
from cite.numbered_paragraphs import counted, kind_of, numbered
from cite.title_search import titled
from index.hit import Hit
from ingest.document import Document, Passage
from ingest.register import Register
from ingest.structure.sentences import Span

MOST_PARAGRAPHS = 10
SHORTEST_TITLE = 5  # characters; "FIRST" is a title as well as a word

_OF_TEXT = re.compile(
    r"\b(?:articles?|paragraphs?|paras?\.?|arts?\.?|artículos?|párrafos?|paragraphes?)\s[^?]{1,20}?"
    r"\b(?:of|du|de la|de|del)\s(?:the\s|la\s|le\s)?(?P<name>[^?,;:]{4,80}?)"
    r"(?=\s(?:says?|provides?|requires?|states?|about|on|dit|dice)\b|\W*$)",
    re.IGNORECASE,
)

# "What does X say", "according to X", "in X": the document itself is asked, not what others say of it.
_ASKS_DOCUMENT = (
    r"(?:does|do|did|dit|dice|говорит\w*)\s+(?:the\s+)?(?:\w+\s+){{0,3}}{symbol}"
    r"|(?:summari[sz]e|summary of|gist of|who wrote|wrote|author of|title of|résum\w+|resum\w+)\s+(?:the\s+)?{symbol}"
    r"|(?:according to|in|of|under|by|selon|dans|según|en|согласно|в)\s+(?:the\s+)?(?:\w+\s+){{0,3}}{symbol}"
    r"|{symbol}\s+(?:says?|states?|recommends?|decides?|requests?|contains?|provides?|calls?)"
    r"|根据\s?{symbol}|{symbol}\s?(?:中|说|规定)"
)


def absent_documents(question: Question, register: Register) -> tuple[str, ...]:
    """The documents whose own words are asked for and that the library lacks."""
    absent = [symbol for symbol in question.symbols if not register.documents_by_symbol(symbol)]
    if len(absent) < len(question.symbols) and question.kind != "comparison":
        return ()
    if question.spoken and not question.paragraphs:  # "Why did Iran vote against A/79/L.77?": others tell
        return tuple(symbol for symbol in absent if _spoken_in(question.text, symbol))
    return tuple(symbol for symbol in absent if question.paragraphs or _asks_document(question.text, symbol))


def _asks_document(text: str, symbol: str) -> bool:
    short = symbol.removeprefix("A/RES/").removeprefix("S/RES/").split(" ")[0]
    either = f"(?:{re.escape(symbol)}|{re.escape(short)})"
    return bool(re.search(_ASKS_DOCUMENT.format(symbol=either), text, re.IGNORECASE))


def _spoken_in(text: str, symbol: str) -> bool:
    return re.search(rf"\b(?:in|dans|en|в)\s+(?:the\s+)?{re.escape(symbol)}", text, re.IGNORECASE) is not None


def articles(question: Question, register: Register) -> Answer | None:
    """What the named articles of a text without a symbol say; None where the question names no such text.

    Of a text in several languages that in the question's language answers.
    """
    if question.symbols or not question.paragraphs:
        return None
    documents = _by_whole_title(question.text, register) or _by_words(question, register)
    own = [document for document in documents if document.language == question.language]
    chosen = (own or [each for each in documents if each.language == "en"] or documents)[:1]
    return _paragraphs_of(question, chosen, register) if chosen else None


def _by_whole_title(text: str, register: Register) -> list[Document]:
    """The documents without symbols all of whose title stands in a text, its words in any inflection."""
    folded = text.casefold()
    words = re.findall(r"\w+", folded)
    found = [
        document
        for document in register.documents()
        if not document.symbols and _stands(document.title.casefold(), folded, words)
    ]
    return sorted(found, key=lambda document: -len(document.title))[:1]


def _stands(title: str, text: str, words: Sequence[str]) -> bool:
    if title in text:
        return len(title) > SHORTEST_TITLE
    parts = [part for part in re.findall(r"\w+", title) if len(part) > 2]
    stems = [part[: max(3, len(part) - 3)] for part in parts]
    return len(parts) > 2 and all(any(word.startswith(stem) for word in words) for stem in stems)


def _by_words(question: Question, register: Register) -> list[Document]:
    """The documents called by the words behind "article 9 of the": "the Budapest Convention"."""
    called = _OF_TEXT.search(question.text)
    return titled(register, called["name"]) if called else []


def paragraphs(question: Question, register: Register) -> Answer:
    """What the named paragraphs of the named document say, word for word, or why there is no answer."""
    documents = [document for symbol in question.symbols for document in register.documents_by_symbol(symbol)]
    return _paragraphs_of(question, documents, register)


def _paragraphs_of(question: Question, documents: Sequence[Document], register: Register) -> Answer:
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
    kind = kind_of(number)
    numbers = counted(register.document_passages(document.id), kind)
    if not numbers and kind == "article":
        return say("absent_article", language, symbol=document.name, paragraph=_spelled(language, number))
    if not numbers:
        return say("no_paragraphs", language, symbol=document.name)
    return say(
        "absent_paragraph",
        language,
        symbol=document.name,
        paragraph=_spelled(language, number),
        first=str(numbers[0]),
        last=str(numbers[-1]),
    )


def _spelled(language: str, number: str) -> str:
    if kind_of(number) == "article":
        return say("article", language, number=number.removeprefix("art. "))
    return say("paragraph", language, number=number)
