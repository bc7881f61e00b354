"""What the answer before quoted, taken up again: "who said that?", "the second one", "more"."""

from collections.abc import Sequence

from answer.compose.draft import Draft
from answer.compose.quotation import Quotation, state_quotation
from answer.evidence.attribution import Voice
from answer.evidence.evidence import Evidence, spoken_sentences
from answer.model import Answer
from answer.question.question import Question
from answer.text.quotes import locate
from index.hit import Hit
from ingest.structure.sentences import Span


def who_said(question: Question, hits: Sequence[Hit]) -> Answer | None:
    """Who said what was quoted before; None where that is not asked, or it is not found again.

    Args:
        question: A follow-up.
        hits: What was found for the question before, which has what it was answered with.
    """
    return _again(question, question.shown, hits) if question.source else None


def nth_shown(question: Question, hits: Sequence[Hit]) -> Answer | None:
    """The quotation before whose number is asked for ("the second one"); None where there are not so many."""
    several = len(question.shown) > 1 and 0 < question.item <= len(question.shown)
    return _again(question, question.shown[question.item - 1 : question.item], hits) if several else None


def _again(question: Question, quotes: Sequence[str], hits: Sequence[Hit]) -> Answer | None:
    draft = Draft()
    for quote in quotes:
        found = next((place for hit in hits if (place := _place(hit, quote)) is not None), None)
        if found is not None:
            state_quotation(draft, question.language, found)
    return draft.answer() if len(draft) else None


def not_shown(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without the passages that the answer before quoted, where more is asked for; else all of it."""
    if not question.more:
        return list(evidence)
    return [item for item in evidence if not any(_place(item.hit, quote) for quote in question.shown)]


def _place(hit: Hit, quote: str) -> Quotation | None:
    """A quotation found again in a passage, with whose words it is."""
    spans = locate(quote, hit.passage.text)
    if not spans:
        return None
    whole = Span(spans[0].start, spans[-1].end)
    spoken = spoken_sentences(hit.document, hit.passage)
    heard: list[Voice] = [
        voice for span, voice in spoken if span.start < whole.end and span.end > whole.start
    ]
    voice: Voice = heard[0] if heard else "author"
    return Quotation(hit=hit, span=whole, sentence=whole, voice=voice)
