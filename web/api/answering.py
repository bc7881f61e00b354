"""What the page's parts need of an assistant."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from answer.model import Answer, Turn
from index.hit import Filters


class Answering(Protocol):
    """Who answers questions: the assistant, one before it that measures, or a test's own."""

    @property
    def engine_name(self) -> str:
        """Who writes the answers."""
        ...

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """Growing answers, each valid; the last is complete."""
        ...
