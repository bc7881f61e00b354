"""Summaries: the most telling sentences of a document or section, in its own order and words."""

from collections.abc import Sequence

from answer.compose.draft import Draft
from answer.compose.quotation import Quotation, state_quotation
from answer.compose.shorten import shorten
from answer.evidence.evidence import Evidence
from answer.model import Answer
from answer.question.question import Question

MOST_SENTENCES = 5
LONGEST_SENTENCE = 40  # words


def summarise(question: Question, evidence: Sequence[Evidence]) -> Answer | None:
    """The best sentence of each of the best passages, in reading order; None where there is none.

    Args:
        question: The question.
        evidence: Sentences, the likeliest first.
    """
    running = [item for item in evidence if item.hit.passage.kind == "paragraph"]
    numbered = [item for item in running if item.hit.passage.paragraph is not None]
    best: dict[str, Evidence] = {}
    for item in numbered or running:  # mastheads and notes carry no number and tell nothing
        best.setdefault(item.hit.passage.id, item)
    chosen = sorted(
        list(best.values())[:MOST_SENTENCES],
        key=lambda item: (item.hit.document.id, item.hit.passage.ordinal),
    )
    if not chosen:
        return None
    draft = Draft()
    for item in chosen:
        span = shorten(item.hit.passage.text, item.span, longest=LONGEST_SENTENCE)
        quotation = Quotation(hit=item.hit, span=span, sentence=item.span, voice=item.voice)
        state_quotation(draft, question.language, quotation)
    return draft.answer()
