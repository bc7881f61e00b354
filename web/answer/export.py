"""The conversation of the page, as what is exported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from answer.export.as_markdown import as_markdown as exported
from answer.export.entry import Entry
from answer.model import Answer
from web.history.conversation import Exchange
from web.kit.dates import long_date
from web.kit.files import file
from web.kit.words import plural, say

TYPES: Final = {
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}


def stamp(counts: Mapping[str, int], language: str) -> str:
    """When a conversation is saved, and from what: what is asked of another library may be answered otherwise."""
    day = long_date(date.today().isoformat(), language) or ""
    held = (
        plural("document", counts["documents"], language),
        plural("passage", counts["passages"], language),
    )
    return say("saved_on", language, day=day, documents=held[0], passages=held[1])


def saved(exchanges: Sequence[Exchange], kind: str, stamped: str = "") -> str:
    """The conversation as a file of a kind ("md", "docx", "html") for ``rapporteur.saveFile``.

    Args:
        exchanges: The conversation.
        kind: The kind.
        stamped: What ``stamp`` gives.
    """
    from answer.export.as_docx import as_docx
    from answer.export.as_html import as_html

    held = entries(exchanges)
    write = {
        "docx": lambda: as_docx(held, stamped),
        "html": lambda: as_html(held, stamped).encode(),
    }
    content = write.get(kind, lambda: exported(held, stamped).encode())()
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
