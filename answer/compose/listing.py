"""Lists that a document prints as sub-paragraphs, and the one item of a list that is asked for.

"Principles (a) to (m)" are passages of their own; a reader who asks for them wants all, in order, behind the
words that lead them in.
"""

import re
from collections.abc import Sequence
from typing import Final

from answer.compose.draft import Draft
from answer.compose.quotation import Quotation, quoted_alone, state_quotation
from answer.compose.shorten import shorten, words_in
from answer.compose.window import enumeration
from answer.evidence.attribution import Voice
from answer.evidence.evidence import Evidence, spoken_sentences
from answer.model import Answer
from answer.question.question import Question
from index.hit import Hit
from index.query.tokens import tokenise
from ingest.document import Passage
from ingest.register import Register
from ingest.structure.sentences import Span

MOST_ITEMS: Final = 20
LONGEST_ITEM: Final = 40  # words; the first sentence of an item is mostly its name
FAR: Final = 0.02  # of the best probability; a lead-in less likely leads in another list
NOT_FAR: Final = 0.2  # the same of a sentence that announces a list told in sentences
NEAR: Final = 4  # passages from the first item to the last where they are told in sentences

_LEADS_IN: Final = (":", "：")
_NUMBER: Final = re.compile(r"^(?P<whole>[\w.]+?)(?:\s?\((?P<letter>\w{1,4})\))?$")
_NOUN: Final = re.compile(
    r"\b(?:which|what|list|name)\s(?:(?:are|were|all|of|the|main|key|\w+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s)*(?P<noun>[a-z-]{4,}s)\b",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"(?:^\s*+|\n[^\S\n]*+)(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]|[•–-])\s")
_ANNOUNCES: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|several|following|deux|trois|quatre|cinq|suivants|dos|tres|cuatro|cinco|siguientes|два|три|четыре|пять|следующие)\b|[二三四五六]个|以下",
    re.IGNORECASE,
)
_NTH_NOUN: Final = re.compile(
    r"\bthe (?P<nth>first|second|third|fourth|fifth) (?P<noun>objective|principle|goal|pillar|recommendation|point|priority|reason|element|condition|step)\b",
    re.IGNORECASE,
)
_NTH: Final = ("first", "second", "third", "fourth", "fifth")
_ADVERBS: Final = {
    1: r"first(?:ly)?|premièrement|d’abord|en primer lugar|primero|во-первых|أولا|第一|首先",
    2: r"second(?:ly)?|deuxièmement|ensuite|en segundo lugar|segundo|во-вторых|ثانيا|第二|其次",
    3: r"third(?:ly)?|troisièmement|en tercer lugar|tercero|в-третьих|ثالثا|第三",
    4: r"fourth(?:ly)?|quatrièmement|en cuarto lugar|в-четвертых|رابعا|第四",
    5: r"fifth(?:ly)?|cinquièmement|en quinto lugar|в-пятых|خامسا|第五",
}


def listed(question: Question, evidence: Sequence[Evidence], register: Register) -> Answer | None:
    """The list asked for, whole and in order, where the document prints it behind a lead-in; else None.

    Args:
        question: A question for a list.
        evidence: Its sentences that may answer, the likeliest first.
        register: Where the sub-paragraphs are read.
    """
    wanted = question.kind == "list" or _NOUN.search(question.text) or _leads_in(evidence[0])
    lead = lead_in(question, evidence) if wanted else None
    if lead is None:
        return _told_one_by_one(question, evidence, register) if wanted else None
    whole = enumeration(lead)
    if whole is not None:
        return _one(question, lead.hit, whole, lead.voice)
    items = sub_paragraphs(lead.hit.passage, register)
    if len(items) < 2:
        return None
    draft = Draft()
    state_quotation(draft, question.language, _quoted(lead.hit, lead.span, lead.voice))
    for item in items[:MOST_ITEMS]:
        for span, voice in _spans(lead.hit, item):
            state_quotation(draft, question.language, _quoted(_beside(lead.hit, item), span, voice))
    return draft.answer()


def number_asked(question: Question) -> int:
    """Which item of a list a question asks for: 3 for "the third objective"; 0 where it asks for none."""
    match = _NTH_NOUN.search(question.text)
    return question.item or (_NTH.index(match["nth"].casefold()) + 1 if match else 0)


def item(question: Question, evidence: Sequence[Evidence], register: Register, number: int) -> Answer | None:
    """The n-th item of the list that a question asked for; None where no list with so many is found."""
    lead = lead_in(question, evidence)
    if lead is not None:
        whole = enumeration(lead)
        text = lead.hit.passage.text
        if whole is not None:
            starts = [line for line in _lines(text, whole) if _ITEM.match(line.of(text))]
            if number <= len(starts):
                return _one(question, lead.hit, starts[number - 1], lead.voice)
        else:
            items = [
                (each, place)
                for each in sub_paragraphs(lead.hit.passage, register)
                for place in _spans(lead.hit, each)
            ]
            if number <= len(items):
                passage, (span, voice) = items[number - 1]
                return _one(question, _beside(lead.hit, passage), span, voice)
    return _told(question, evidence, register, number)


def lead_in(question: Question, evidence: Sequence[Evidence]) -> Evidence | None:
    """The likeliest sentence that ends in a colon and has the noun of the list; else the best where it so ends."""
    if not evidence:
        return None
    asked = _NOUN.search(question.text)
    asked = asked or _NTH_NOUN.search(question.text)
    nouns = set(tokenise(asked["noun"], question.language)) if asked else set()
    for found in evidence:
        if found.score < FAR * evidence[0].score:
            break
        if _leads_in(found) and (
            found is evidence[0] or (nouns and nouns <= set(tokenise(found.text, found.hit.passage.language)))
        ):
            return found
    return None


def _leads_in(found: Evidence) -> bool:
    return found.text.rstrip().endswith(_LEADS_IN)


def sub_paragraphs(lead: Passage, register: Register) -> list[Passage]:
    """The passages "8 (a)", "8 (b)" … behind paragraph 8, in order."""
    number = _NUMBER.match(lead.paragraph or "")
    if number is None or number["letter"]:
        return []
    found: list[Passage] = []
    for passage in register.document_passages(lead.document_id):
        if passage.ordinal <= lead.ordinal or passage.section != lead.section or passage.kind == "footnote":
            continue
        other = _NUMBER.match(passage.paragraph or "")
        if (
            other is None
            or other["whole"] != number["whole"]
            or not (other["letter"] or _ITEM.match(passage.text))
        ):
            break
        found.append(passage)
    return found


def _lines(text: str, stretch: Span) -> list[Span]:
    """The lines of a stretch, without the white space around them."""
    found = re.finditer(r"[^\n]*[^\s]", stretch.of(text))
    return [Span(stretch.start + line.start(), stretch.start + line.end()) for line in found]


def _one(question: Question, hit: Hit, span: Span, voice: Voice) -> Answer:
    return quoted_alone(question.language, Quotation(hit=hit, span=span, sentence=span, voice=voice))


def _told(question: Question, evidence: Sequence[Evidence], register: Register, number: int) -> Answer | None:
    """The item told in running sentences ("Secondly, …"), near what answers the question for the list."""
    adverb = re.compile(rf"\W*(?:{_ADVERBS[number]})\b" if number in _ADVERBS else r"(?!)", re.IGNORECASE)
    best = evidence[0] if evidence else None
    if best is None:
        return None
    around = [best.hit.passage, *register.neighbours(best.hit.passage, NEAR)]
    for passage in sorted(around, key=lambda passage: abs(passage.ordinal - best.hit.passage.ordinal)):
        if passage.speaker != best.hit.passage.speaker:
            continue
        for span, voice in spoken_sentences(best.hit.document, passage):
            if adverb.match(span.of(passage.text)):
                return _one(question, _beside(best.hit, passage), span, voice)
    return None


def _told_one_by_one(question: Question, evidence: Sequence[Evidence], register: Register) -> Answer | None:
    """The list told in sentences: what announces it ("five issues"), then "First, …", "Secondly, …" as they follow."""
    for found in evidence:
        if found.score < NOT_FAR * evidence[0].score:
            break
        if not _ANNOUNCES.search(found.text):
            continue
        items: list[tuple[Passage, Span, Voice]] = []
        for passage, span, voice in _behind(found, register):
            adverb = _ADVERBS.get(len(items) + 1, r"(?!)")
            if re.match(rf"\W*(?:{adverb})\b", span.of(passage.text), re.IGNORECASE):
                items.append((passage, span, voice))
        if len(items) > 1:
            draft = Draft()
            state_quotation(draft, question.language, _quoted(found.hit, found.span, found.voice))
            for passage, span, voice in items:
                state_quotation(draft, question.language, _quoted(_beside(found.hit, passage), span, voice))
            return draft.answer()
    return None


def _behind(found: Evidence, register: Register) -> list[tuple[Passage, Span, Voice]]:
    """The sentences behind one, in its passage and the next of the same speaker."""
    own = found.hit.passage
    later = [passage for passage in register.neighbours(own, NEAR) if passage.ordinal > own.ordinal]
    rows: list[tuple[Passage, Span, Voice]] = []
    for passage in (own, *later):
        if passage.speaker != own.speaker or passage.section != own.section:
            break
        spoken = spoken_sentences(found.hit.document, passage)
        rows += [
            (passage, s, voice) for s, voice in spoken if passage is not own or s.start >= found.span.end
        ]
    return rows


def _spans(lead: Hit, passage: Passage) -> list[tuple[Span, Voice]]:
    """The items of a passage: one of its own, or several that stand on lines of their own, each cut to its name."""
    spoken = spoken_sentences(lead.document, passage)
    starts = [place for place in spoken if _ITEM.match(passage.text[place[0].start :])]
    if len(starts) > 1 or not spoken:
        return starts
    (first, voice), last = spoken[0], spoken[0][0]
    for span, other in spoken[1:]:
        if other != voice or words_in(passage.text[first.start : span.end]) > LONGEST_ITEM:
            break
        last = span
    return [(Span(first.start, last.end), voice)]


def _quoted(hit: Hit, span: Span, voice: Voice) -> Quotation:
    cut = shorten(hit.passage.text, span, longest=LONGEST_ITEM)
    return Quotation(hit=hit, span=cut, sentence=span, voice=voice)


def _beside(hit: Hit, passage: Passage) -> Hit:
    return Hit(passage=passage, document=hit.document, score=hit.score)
