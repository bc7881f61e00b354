"""What the question sets cover, and what they leave out."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from eval.cases.questions import Question

Counts = dict[str, tuple[int, int]]  # dev, test

PROPERTIES: Final[dict[str, Callable[[Question], Iterable[str]]]] = {
    "document": lambda question: dict.fromkeys(gold.symbol for gold in question.gold),
    "kind": lambda question: (question.kind,),
    "language": lambda question: (question.language,),
    "category": lambda question: (question.category or "plain",),
}


def coverage(questions: Sequence[Question]) -> dict[str, Counts]:
    """Questions in dev and test, by each property, the most frequent value first."""
    return {name: _counts(questions, values) for name, values in PROPERTIES.items()}


def _counts(questions: Sequence[Question], values: Callable[[Question], Iterable[str]]) -> Counts:
    found: dict[str, list[int]] = {}
    for question in questions:
        for value in values(question):
            found.setdefault(value, [0, 0])[question.split == "test"] += 1
    ordered = sorted(found.items(), key=lambda item: (-sum(item[1]), item[0]))
    return {value: (dev, test) for value, (dev, test) in ordered}
