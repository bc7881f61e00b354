"""What is exported: a question with its answer."""

from dataclasses import dataclass

from answer.model import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question with its complete answer."""

    question: str
    answer: Answer
