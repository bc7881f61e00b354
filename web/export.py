"""The conversation of the page, as what is exported."""

from collections.abc import Sequence

from answer.export.as_markdown import as_markdown as exported
from answer.export.entry import Entry
from web.conversation import Exchange


def as_markdown(exchanges: Sequence[Exchange]) -> str:
    """The conversation as Markdown; a question still without an answer is left out."""
    return exported(entries(exchanges))


def entries(exchanges: Sequence[Exchange]) -> list[Entry]:
    """The questions that have an answer."""
    return [
        Entry(question=exchange.question, answer=exchange.answer)
        for exchange in exchanges
        if exchange.answer is not None
    ]
