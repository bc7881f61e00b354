"""Abstention: is what cannot be answered left unanswered, and what can be answered answered?

Scored as in the CPR document question-answering study (arXiv 2410.23902): refused 1, hedged ½, answered 0. A
hedge is an answer that says itself that the documents do not answer.
"""

import re
from typing import Final

from eval.cases.case import Case

_HEDGE: Final = re.compile(
    r"\b(?:do(?:es)? not|don't|doesn't|cannot|can't|could not|unable to) (?:\w+ ){0,3}?"
    r"(?:answer|find|say|mention|contain|specify|determine)\b"
    r"|\bno information\b|\bnot (?:found|stated|mentioned) in\b"
    r"|\bne (?:répond|contien|mentionn|précis)\w* pas\b|\bno (?:responde|contiene|menciona|figura)\w*\b"
    r"|не (?:содерж|отвеча|упомина)|没有(?:回答|提到|说明)|لا تجيب|لم يُذكر",
    re.IGNORECASE,
)


def abstains(case: Case) -> float | None:
    """For what cannot be answered: 1 refused, ½ hedged, 0 answered."""
    if case.question.answerable:
        return None
    if not case.outcome.answered:
        return 1.0
    ours = " ".join(s["text"] for s in case.outcome.statements if "“" not in s["text"])
    return 0.5 if _HEDGE.search(f"{ours} {case.outcome.answer['message']}") else 0.0


def answers(case: Case) -> float | None:
    """For what can be answered: 1 when it is answered, 0 when it is refused."""
    return float(case.outcome.answered) if case.question.answerable else None


def status_right(case: Case) -> float | None:
    """1 when the outcome is of the expected sort, else 0."""
    return float(case.outcome.answer["status"] == case.question.status)


def no_error(case: Case) -> float | None:
    """1 unless the system failed on the question."""
    return float(case.outcome.answer["status"] != "error")
