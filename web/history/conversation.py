"""A conversation as the page keeps it: exchanges in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from typing import Literal

from answer.model import Answer, Turn
from index.hit import Filters

REMEMBERED = 10  # exchanges handed on with a question; a follow-up does not refer further back

Phase = Literal["writing", "done", "stopped"]
Rating = Literal["", "good", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question with its answer.

    Attributes:
        number: Position in the conversation, from 1; the anchors of its sources carry it.
        question: The question as it was asked.
        answer: The answer so far; None while the first words are still to come.
        phase: Whether the answer is being written, complete, or was stopped by the reader.
        filters: What the reader narrowed the question to.
        rated: What the reader thought of the answer; empty where nothing was said.
        unproved: Words that came back as parts of the answer and that nothing in the library proves.
        brought: Whether it came out of a file, which anybody may have written.
        id: By which two tabs that show one conversation know it; empty where no browser keeps it yet.
        at: When it was asked, as ISO 8601 has it; exchanges of several tabs are put in this order.
        next: Questions to go on with.
        fetch: Symbols of documents that are not here, and that the reader may fetch.
    """

    number: int
    question: str
    answer: Answer | None = None
    phase: Phase = "writing"
    filters: Filters = field(default_factory=Filters)
    rated: Rating = ""
    unproved: tuple[str, ...] = ()
    brought: bool = False
    id: str = ""
    at: str = ""
    next: tuple[str, ...] = ()
    fetch: tuple[str, ...] = ()


def begun(number: int, question: str, filters: Filters | None) -> Exchange:
    """A question that was just asked."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Exchange(number=number, question=question, filters=filters or Filters(), id=token_hex(8), at=now)


def turns(exchanges: Sequence[Exchange]) -> list[Turn]:
    """The latest exchanges as the history of the next question."""
    return [
        Turn(question=exchange.question, answer=exchange.answer.text)
        for exchange in exchanges[-REMEMBERED:]
        if exchange.answer is not None
    ]


def anchor(exchange: int, mark: int | str) -> str:
    """The id of a source in the panel, unique in the conversation."""
    return f"source-{exchange}-{mark}"


def letter(position: int) -> str:
    """The mark of a suggested reading, which is no citation: a, b, c and so on."""
    return chr(ord("a") + position % 26)
