"""A conversation while it is written: it grows, is stopped, breaks off, and is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import time_ns
from typing import Any

import gradio as gr

from answer.model import Answer
from errors import RapporteurError
from index.hit import Filters
from web.answer.answers import answer_html
from web.answer.sources import sources_html
from web.api.answering import Answering
from web.chat.narrowing import chips_html
from web.history.conversation import Exchange, begun, turns
from web.kit.markup import escape
from web.kit.words import say

Message = dict[str, str]


def messages(exchanges: Sequence[Exchange], language: str = "en") -> list[Message]:
    """The conversation as the chat component takes it."""
    shown: list[Message] = []
    for exchange in exchanges:
        chips = chips_html(exchange.number, exchange.question, exchange.filters, language)
        asked = f'<div dir="auto">{escape(exchange.question)}</div>{chips}'
        said = answer_html(exchange, language, last=exchange is exchanges[-1])
        shown += [{"role": "user", "content": asked}, {"role": "assistant", "content": said}]
    return shown


def growing(
    assistant: Answering, question: str, earlier: list[Exchange], filters: Filters | None = None
) -> Iterator[list[Exchange]]:
    """The conversation while the answer to ``question`` is written, from the question alone to the end."""
    exchange = begun(len(earlier) + 1, question, filters)
    yield [*earlier, exchange]
    try:
        for answer in assistant.stream(question, turns(earlier), filters):
            exchange = replace(exchange, answer=answer)
            yield [*earlier, exchange]
    except RapporteurError as error:
        exchange = replace(
            exchange, answer=Answer(status="error", message=str(error), engine=assistant.engine_name)
        )
    yield [*earlier, replace(exchange, phase="done")]


def stopped(exchanges: list[Exchange]) -> list[Exchange]:
    """The conversation after the reader stopped the answer being written."""
    if not exchanges or exchanges[-1].phase != "writing":
        return exchanges
    return [*exchanges[:-1], replace(exchanges[-1], phase="stopped")]


def failed(exchanges: list[Exchange], language: str = "en") -> list[Exchange]:
    """The conversation after writing an answer broke off with an error nobody foresaw."""
    if not exchanges or exchanges[-1].phase != "writing":
        return exchanges
    answer = Answer(status="error", message=say("unforeseen", language))
    return [*exchanges[:-1], replace(exchanges[-1], answer=answer, phase="done")]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the chat that events read and write.

    Attributes:
        desk: Where page.js triggers events.
        chat: The conversation.
        panel: Its sources.
        box: Where questions are typed.
        narrow: The fields of filters, as ``web.chat.narrowing`` takes them.
        asking: Tells history.js of a question as soon as it is asked.
        exchanges: The conversation as it is kept for a session.
        wanted: A question to be asked that was not typed: of a link, an example, one asked before.
        replacing: What the question being typed takes the place of; None where it is a new one.
    """

    desk: gr.HTML
    chat: gr.Chatbot
    panel: gr.HTML
    box: gr.Textbox
    narrow: list[Any]
    asking: gr.Textbox
    exchanges: gr.State
    wanted: gr.State
    replacing: gr.State

    @property
    def shown(self) -> list[Any]:
        """What changes with a conversation, in the order in which ``shown`` returns it."""
        return [self.exchanges, self.chat, self.panel, self.box]


@dataclass(frozen=True, slots=True)
class Pending:
    """A question to be asked in place of an earlier one.

    Attributes:
        question: Its words; empty where the reader is to type them.
        kept: How many exchanges stay before it.
        filters: What it is narrowed to.
        at: When it was wanted, in nanoseconds: the same question may be wanted twice.
    """

    question: str
    kept: int
    filters: Filters = field(default_factory=Filters)
    at: int = field(default_factory=time_ns)


def shown(exchanges: list[Exchange], language: str, box: Any) -> tuple[Any, ...]:  # noqa: ANN401 - Gradio's update
    """A conversation as the parts of the page take it, the box for questions as given."""
    return exchanges, messages(exchanges, language), sources_html(exchanges, language), box
