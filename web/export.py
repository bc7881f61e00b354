"""A conversation as Markdown to keep or to send: questions, answers, references, quotations."""

from collections.abc import Sequence

from answer import markdown
from answer.model import Answer, Citation
from cite.locator import reference
from web.conversation import Exchange


def as_markdown(exchanges: Sequence[Exchange]) -> str:
    """The conversation, each answer followed by the sources it cites."""
    return "\n".join(_exchange(exchange) for exchange in exchanges if exchange.answer is not None)


def _exchange(exchange: Exchange) -> str:
    answer = exchange.answer
    assert answer is not None
    question = " ".join(markdown.escape(exchange.question).split())
    return "\n\n".join(part for part in (f"## {question}", answer.text, *_rest(answer)) if part) + "\n"


def _rest(answer: Answer) -> list[str]:
    message = f"*{markdown.escape(answer.message)}*" if answer.message.strip() else ""
    return [message, "\n".join(map(_source, answer.citations))]


def _source(citation: Citation) -> str:
    where = markdown.escape(reference(citation.document, citation.passage))
    title = markdown.escape(citation.document.title)
    quote = " ".join(markdown.escape(citation.quote).split())
    return f"{citation.n}. {where} (*{title}*): “{quote}”"
