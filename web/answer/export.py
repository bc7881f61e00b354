"""The conversation of the page, as what is exported."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from answer.export.as_markdown import as_markdown as exported
from answer.export.entry import Entry
from answer.model import Answer
from web.history.conversation import Exchange
from web.kit.files import file
from web.kit.words import say

TYPES: Final = {
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}


def saved(exchanges: Sequence[Exchange], kind: str) -> str:
    """The conversation as a file of a kind ("md", "docx", "html") for ``rapporteur.saveFile``."""
    from answer.export.as_docx import as_docx
    from answer.export.as_html import as_html

    held = entries(exchanges)
    write = {"docx": lambda: as_docx(held), "html": lambda: as_html(held).encode()}
    content = write.get(kind, lambda: exported(held).encode())()
    return file(f"rapporteur-{date.today().isoformat()}.{kind}", TYPES[kind], content)


def as_markdown(exchanges: Sequence[Exchange]) -> str:
    """The conversation as Markdown; a question still without an answer is left out."""
    return exported(entries(exchanges))


def entries(exchanges: Sequence[Exchange]) -> list[Entry]:
    """The questions that have an answer; what nothing proves is left out, and that is said."""
    return [
        Entry(question=exchange.question, answer=_told(exchange, exchange.answer))
        for exchange in exchanges
        if exchange.answer is not None
    ]


def _told(exchange: Exchange, answer: Answer) -> Answer:
    if not exchange.unproved:
        return answer
    left_out = say("unproved_left_out", "en", number=str(len(exchange.unproved)))
    return replace(answer, message=f"{answer.message} {left_out}".strip())
