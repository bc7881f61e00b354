"""Questions to begin with: made from the documents at hand, and shown only where those answer them."""

from collections.abc import Iterator
from itertools import islice, zip_longest
from threading import Lock
from typing import Final

from answer.compose.names import called
from errors import RapporteurError
from ingest.document import Document, Passage
from ingest.register import Register
from web.api.answering import Answering
from web.kit.words import say

WANTED: Final = 6
MOST_TRIED: Final = 14  # questions asked to find them
MOST_DOCUMENTS: Final = 8  # documents that questions are made of, the newest first
MOST_LOOKED_AT: Final = 60  # documents looked at to find them

KNOWN: Final = (
    "What did China say about the public core?",
    "Compare what Cuba and Israel said on legally binding obligations.",
    "When was the cybercrime convention adopted by the General Assembly?",
    "Who supported protecting the public core in 2020?",
    "What are the five objectives of the Global Digital Compact?",
)
"""Questions of kinds worth showing, in English, tried before those that are made."""


class Examples:
    """The cards of a library, found once for each language and state of the library.

    Args:
        register: Its documents.
        assistant: Who answers them; one that needs no language model.
    """

    def __init__(self, register: Register, assistant: Answering) -> None:
        self._register = register
        self._assistant = assistant
        self._lock = Lock()
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, language: str) -> tuple[str, ...]:
        """Up to six questions that the library answers, in the reader's language."""
        state = f"{self._register.counts()}{self._register.meta('lexical.edition')}"
        with self._lock:
            if (language, state) not in self._found:
                self._found = {key: kept for key, kept in self._found.items() if key[1] == state}
                self._found[language, state] = tuple(self._answered(language))
            return self._found[language, state]

    def _answered(self, language: str) -> list[str]:
        found: list[str] = []
        for tried, question in enumerate(candidates(self._register, language)):
            if tried == MOST_TRIED or len(found) == WANTED:
                break
            if self._answers(question):
                found.append(question)
        return found

    def _answers(self, question: str) -> bool:
        try:
            *_, answer = self._assistant.stream(question)
        except RapporteurError:
            return False
        return answer.status == "answered" and not answer.partly

    def about(self, document: Document, language: str) -> tuple[str, ...]:
        """Up to three questions that one document answers, made of its own passages."""
        made = _made(document, self._register, language)
        return tuple(each for each in made if each and self._answers(each))


def candidates(register: Register, language: str) -> Iterator[str]:
    """Questions that the documents may answer: known ones, then made ones, one of each kind by turns."""
    yield from list(KNOWN if language == "en" else ())[: WANTED - 1]
    kinds = [list(kind) for kind in zip_longest(*_made_of_the_newest(register, language))]
    for row in zip_longest(*(filter(None, kind) for kind in kinds)):
        yield from filter(None, row)


def _made_of_the_newest(register: Register, language: str) -> list[tuple[str, ...]]:
    named = (each for each in register.documents() if each.symbol)
    newest = sorted(named, key=lambda each: each.date or "", reverse=True)[:MOST_LOOKED_AT]
    made = (_made(document, register, language) for document in newest)
    return list(islice(filter(any, made), MOST_DOCUMENTS))


def _made(document: Document, register: Register, language: str) -> tuple[str, ...]:
    """What a speaker said, a comparison, a paragraph: of one document, empty where it has none such."""
    passages = register.document_passages(document.id)
    symbol = document.symbol or ""
    speakers = [called(name, language) for name in dict.fromkeys(p.speaker for p in passages if p.speaker)]
    number = next(filter(None, map(_numbered, passages)), None)
    compared = {"one": speakers[0], "other": speakers[1]} if len(speakers) > 1 else None
    return (
        say("ask_speaker", language, speaker=speakers[-1], symbol=symbol) if speakers else "",
        say("ask_comparison", language, symbol=symbol, **compared) if compared else "",
        say("ask_paragraph", language, paragraph=number, symbol=symbol) if number else "",
    )


def _numbered(passage: Passage) -> str | None:
    number = passage.paragraph or ""
    return number if passage.kind == "paragraph" and number.isdecimal() else None
