"""Comparisons: one row a speaker or document, each with its own words; silence is named."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from answer.compose.draft import Draft
from answer.compose.names import all_called
from answer.compose.quotation import quotation_of, state_quotation
from answer.compose.window import context_window, likelihoods
from answer.evidence.decision import confidence
from answer.evidence.evidence import Evidence
from answer.model import Answer
from answer.question.addressees import addressees
from answer.question.question import Question
from answer.wording.messages import say
from index.hit import Filters

NAMED_TOGETHER = 120  # characters from the first name to the last
ROW = 60  # words of a row's quotation with the sentences around the one that answers

GatherFor = Callable[[Question, Filters], Sequence[Evidence]]


def compare(question: Question, filters: Filters, threshold: float, gather_for: GatherFor) -> Answer | None:
    """The likeliest sentence of each side; None where no side has one.

    Args:
        question: A question that names speakers, or documents.
        filters: What the user narrowed the search to.
        threshold: Least probability with which a sentence may answer.
        gather_for: Evidence of one side: a question about that side only, and its filters.
    """
    draft = Draft()
    silent: list[str] = []
    sure: list[float] = []
    for name, side, narrowed in _sides(question, filters):
        evidence = gather_for(side, narrowed)
        probability = confidence(side, evidence)
        if probability < threshold:
            silent.append(name)
            continue
        sure.append(probability)
        best = evidence[0]
        stretch = context_window(best, likelihoods(evidence, best.hit.passage.id), ROW)
        state_quotation(draft, question.language, quotation_of(best, stretch))
    if not len(draft):
        return None
    names = all_called(silent, question.language)
    missing = say("silent", question.language, speakers=names) if silent else ""
    return replace(draft.answer(), partly=missing, confidence=min(sure))


def _sides(question: Question, filters: Filters) -> list[tuple[str, Question, Filters]]:
    if len(question.speakers) > 1:
        return [
            (
                name,
                replace(question, speakers=(name,), kind="position", text=_of_speaker(question, name)),
                replace(filters, speakers=(name,)),
            )
            for name in question.speakers
        ]
    if len(question.years) > 1 and not question.symbols:
        return [
            (
                year,
                replace(question, kind="fact", years=(year,), text=_of_year(question, year)),
                replace(filters, since=f"{year}-01-01", until=f"{year}-12-31"),
            )
            for year in question.years
        ]
    return [
        (symbol, replace(question, symbols=(symbol,), kind="fact"), replace(filters, symbols=(symbol,)))
        for symbol in question.symbols
    ]


def _of_speaker(question: Question, name: str) -> str:
    """The question about one speaker alone: "Ireland’s and Malta’s regrets" are "Malta’s regrets"."""
    mentions = addressees(question.text, question.speakers)
    apart = not mentions or mentions[-1].end - mentions[0].start > NAMED_TOGETHER
    if apart:
        return question.text
    return question.text[: mentions[0].start] + name + question.text[mentions[-1].end :]


def _of_year(question: Question, year: str) -> str:
    """The question about one year alone, so that the others do not draw the search."""
    text = question.text
    for other in question.years:
        if other != year:
            text = text.replace(other, "")
    return " ".join(text.split())
