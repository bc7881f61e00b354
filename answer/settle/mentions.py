"""Whether a document mentions something: the places where it says the word."""

import re
from collections.abc import Sequence
from typing import Final

from answer.compose.draft import Draft
from answer.compose.quotation import Quotation, state_quotation
from answer.compose.shorten import shorten
from answer.evidence.attribution import Voice
from answer.evidence.evidence import spoken_sentences
from answer.model import Answer
from answer.question.question import Question, named_documents
from answer.wording.messages import say
from index.hit import Hit
from index.query.tokens import tokenise
from ingest.document import Document, Passage
from ingest.register import Register
from ingest.structure.sentences import Span

_KINDS: Final = frozenset({"yesno", "fact", "position"})
MOST: Final = 3  # places quoted
LONGEST: Final = 45  # words of each

# What is behind the verb is looked for; the document is written "§".
_ASKED: Final = re.compile(
    r"\b(?:does|do|did)\b.*§.*?\b(?:mention|refer to|contain|include|use the (?:word|term|phrase)s?|say anything (?:about|on))\s(?P<what>.+)"
    r"|\b(?:is|are)\s(?P<whose>.+?)\s(?:ever\s)?(?:mentioned|referred to|named)\s(?:\w+\s)?(?:in|by)\s(?:the\s)?§"
    r"|§.*?\bmentionne(?:-t-\w+)?\s(?P<quoi>.+)|\bmenciona\b.*?§\s(?P<que>.+)|§.*?\bmenciona\s(?P<cosa>.+)"
    r"|упомина\w+\s(?:ли\s)?(?:в\s)?§\s(?P<chto>.+)|§.*?упомина\w+\s(?P<o>.+)|§.*?提(?:到|及)了?(?P<shenme>.+?)吗?$",
    re.IGNORECASE,
)
_ANYWHERE: Final = re.compile(
    r"\b(?:at all|anywhere|the (?:word|term|phrase)|any|the|or)\b|[\"“”«»?？]", re.IGNORECASE
)

_Place = tuple[Passage, Span, Voice]


def mentions(question: Question, register: Register) -> Answer | None:
    """Where the one document named says the thing asked about; None where it does not, or something else is asked."""
    named = named_documents(question.text) if question.kind in _KINDS else []
    if len(named) != 1 or len(question.symbols) != 1:
        return None
    text = f"{question.text[: named[0].start]}§{question.text[named[0].end :]}"
    asked = _ASKED.search(text)
    what = next(filter(None, asked.groups()), "") if asked else ""
    documents = register.documents_by_symbol(question.symbols[0])[:1] if what else []
    for document in documents:
        wanted = set(tokenise(_ANYWHERE.sub(" ", what), document.language))
        places = _places(document, register.document_passages(document.id), wanted) if wanted else []
        if places:
            return _stated(question, document, places)
    return None


def _places(document: Document, passages: Sequence[Passage], wanted: set[str]) -> list[_Place]:
    """The sentences that have every word, the numbered paragraphs before recitals and notes, in order."""
    found = [
        (passage, span, voice)
        for passage in passages
        for span, voice in spoken_sentences(document, passage)
        if wanted <= set(tokenise(span.of(passage.text), passage.language))
    ]
    return sorted(found, key=lambda place: not (place[0].paragraph or "x")[0].isdigit())


def _stated(question: Question, document: Document, places: Sequence[_Place]) -> Answer:
    draft = Draft()
    seen: set[str] = set()
    for passage, sentence, voice in places:
        if passage.id in seen or len(seen) == MOST:
            continue
        seen.add(passage.id)
        span = shorten(passage.text, sentence, longest=LONGEST)
        hit = Hit(passage=passage, document=document, score=1.0)
        quotation = Quotation(hit=hit, span=span, sentence=sentence, voice=voice)
        state_quotation(draft, question.language, quotation)
    return draft.answer(say("no_verdict", question.language))
