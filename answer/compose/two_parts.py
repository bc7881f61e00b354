"""What is added for the second thing that a question asks, or the note that it was not found."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.compose.draft import joined
from answer.compose.extractive import ONE_THING, write
from answer.evidence.answer_type import satisfies
from answer.evidence.decision import confidence
from answer.evidence.evidence import Evidence
from answer.model import Answer
from answer.question.parts import parts
from answer.question.question import Question
from answer.wording.messages import say

Gather = Callable[[Question], Sequence[Evidence]]


def with_parts(question: Question, answer: Answer, threshold: float, gather: Gather) -> Answer:
    """The answer with what answers the other things asked, as far as they are not answered yet.

    Args:
        question: The question.
        answer: The answer to the whole.
        threshold: Least probability with which the evidence of a part may answer.
        gather: Evidence of one part.
    """
    asked = parts(question)
    if len(asked) < 2:
        return answer
    missing: list[str] = []
    for part in asked:
        if _told(part, answer):
            continue
        evidence = gather(part)
        if confidence(part, evidence) < threshold or _untyped(part, evidence):
            missing.append(part.text.rstrip("?"))
        elif not _quoted(evidence[0], answer):
            answer = joined(answer, write(part, evidence[:1]))
    if not missing or len(missing) == len(asked):
        return answer
    return replace(answer, partly=say("half", question.language, missing="; ".join(missing)))


def _told(part: Question, answer: Answer) -> bool:
    """Whether a quotation has a date, number or name where the part asks for one."""
    quotes = (citation.quote for citation in answer.citations)
    words = part.text.lower().split()
    return part.kind in ONE_THING and any(satisfies(part.kind, quote, words) for quote in quotes)


def _quoted(item: Evidence, answer: Answer) -> bool:
    """Whether a sentence, or the beginning of it that was worth quoting, is quoted already."""
    return any(
        citation.passage.id == item.hit.passage.id
        and (item.text in citation.quote or citation.quote in item.text)
        for citation in answer.citations
    )


def _untyped(part: Question, evidence: Sequence[Evidence]) -> bool:
    return part.kind in ONE_THING and bool(evidence[0].features["untyped"])
