"""Questions asked: typed, of a link, of a card, asked before; what wants one asked, and what stops it."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

import gradio as gr

from errors import RapporteurError
from index.progress import Reports
from ingest.register import Register
from web.answer.follow_ups import with_follow_ups
from web.answer.sources import sources_html
from web.api.answering import Answering
from web.chat import narrowing
from web.chat.chat_keeping import QUIET, Keeping, pending
from web.chat.writing import Parts, Pending, failed, growing, messages, shown, stopped
from web.history.conversation import Exchange
from web.history.keeping import as_kept
from web.kit import queues
from web.kit.desk import carried, number_of
from web.kit.markup import escape
from web.kit.words import label, language_of, say
from web.signin.visitor import may_change

LONGEST_QUESTION: Final = 2_000  # characters
WAITS_IN_SIGHT: Final[dict[str, Any]] = {"show_progress": "minimal"}  # Gradio shows the place in the queue

Fetch = Callable[[str, Reports], object]
_LONG: Final[dict[str, Any]] = QUIET | queues.JOBS | {"show_progress": "full"}


def wire(parts: Parts, assistant: Answering, keeping: Keeping, register: Register, fetch: Fetch) -> None:
    """Wire the asking of questions into the page being built."""

    def ask(
        request: gr.Request,
        question: str,
        earlier: list[Exchange],
        replacing: Pending | None,
        *values: Any,  # noqa: ANN401 - the fields' own
    ) -> Iterator[tuple[Any, ...]]:
        kept = earlier[: replacing.kept] if replacing else earlier
        try:
            filters = narrowing.narrowed(values)
        except narrowing.NoDateError as error:
            gr.Warning(escape(say("no_date", language_of(request), given=str(error))))
            yield (gr.skip(),) * 5
            return
        wanted = Pending(question, len(kept), filters)
        yield from _written(assistant, register, wanted, kept, request)

    def ask_wanted(
        wanted: Pending | None, earlier: list[Exchange], request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        wanted = wanted or Pending("", 0)
        yield from _written(assistant, register, wanted, earlier[: wanted.kept], request)

    lined_up = (
        QUIET | queues.asking(assistant.engine_name) | WAITS_IN_SIGHT | {"show_progress_on": parts.chat}
    )
    growing_parts = [*parts.shown, parts.asking]
    typed = [parts.box, parts.exchanges, parts.replacing, *parts.narrow]
    asking: list[Any] = [
        parts.box.submit(ask, typed, growing_parts, **lined_up),
        parts.wanted.change(ask_wanted, [parts.wanted, parts.exchanges], growing_parts, **lined_up),
    ]
    _wire_wanted(parts)
    parts.desk.narrow(_narrowing(register), None, parts.narrow, **QUIET)
    parts.desk.fetch(_fetching(fetch), parts.exchanges, parts.wanted, **_LONG)
    cleared = parts.desk.fresh(_forgotten, None, parts.shown, cancels=asking, **QUIET)
    for event in (*asking, cleared):
        event.failure(_broken_off, parts.exchanges, parts.shown, **QUIET)
        event.then(lambda: None, None, parts.replacing, **QUIET)
    for event in asking:
        keeping.after(event)
    halted = parts.box.stop(_halted, parts.exchanges, parts.shown, cancels=asking, **QUIET)
    keeping.after(halted)


def _written(
    assistant: Answering, register: Register, wanted: Pending, earlier: list[Exchange], request: gr.Request
) -> Iterator[tuple[Any, ...]]:
    """The page while an answer is written; the browser is told of the question before anything else."""
    language = language_of(request)
    question = wanted.question.strip()[:LONGEST_QUESTION]
    if not question:
        yield (gr.skip(),) * 5
        return
    field: Any = gr.Textbox(value="", submit_btn=False, stop_btn=label("stop"))
    told: Any = None
    for each in growing(assistant, question, earlier, wanted.filters):
        conversation = each
        if conversation[-1].phase == "done":
            field = gr.Textbox(submit_btn=label("ask"), stop_btn=False)
            may = may_change(request)
            conversation = with_follow_ups(conversation, register, language, may_fetch=may)
        told = gr.skip() if told else _told(conversation[-1], len(earlier))
        panel = sources_html(conversation, language)
        yield conversation, messages(conversation, language), panel, field, told
        field = gr.skip()


def _told(exchange: Exchange, kept: int) -> str:
    """What history.js keeps of a question that has no answer yet."""
    told = {"question": exchange.question, "filters": as_kept(exchange.filters), "kept": kept}
    return json.dumps(told | {"id": exchange.id}, ensure_ascii=False)


def _wire_wanted(parts: Parts) -> None:
    """What wants a question asked; whoever brings none takes no place in the line."""
    parts.desk.put(_put, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.again(_again, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.widen(_widened, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.leave(_left_out, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.reword(_reworded, parts.exchanges, [parts.replacing, parts.box], **QUIET)


def _put(asked: list[Exchange], event: gr.EventData) -> Pending | None:
    """A question that was not typed: of a link (``?q=…``), a card, a suggestion."""
    return pending(carried(event), len(asked))


def _narrowing(register: Register) -> Callable[..., list[Any]]:
    """Fills the fields of filters so that only the chosen documents are asked."""

    def narrow(event: gr.EventData) -> list[Any]:
        return narrowing.only(register, carried(event).get("documents"))

    return narrow


def _fetching(fetch: Fetch) -> Callable[..., Pending | None]:
    """Fetches what the last question names and is not here, and asks it again."""

    def bring(asked: list[Exchange], request: gr.Request) -> Pending | None:
        if not asked or not asked[-1].fetch or not may_change(request):
            return None
        try:
            fetch("\n".join(asked[-1].fetch), lambda step, done, total: None)
        except RapporteurError as error:
            gr.Warning(escape(str(error)))
        return Pending(asked[-1].question, len(asked) - 1, asked[-1].filters)

    return bring


def _again(asked: list[Exchange], event: gr.EventData) -> Pending | None:
    """The same question in place of the one asked before; only the last can be asked again."""
    if not asked or number_of(event) != asked[-1].number:
        return None
    return Pending(asked[-1].question, len(asked) - 1, asked[-1].filters)


def _widened(asked: list[Exchange], event: gr.EventData) -> Pending | None:
    """The same question without one of its filters, asked anew."""
    exchange = next((each for each in asked if each.number == number_of(event)), None)
    position = carried(event).get("position")
    pairs = narrowing.as_pairs(exchange.filters) if exchange else []
    if exchange is None or not isinstance(position, int) or not 0 <= position < len(pairs):
        return None
    return Pending(exchange.question, len(asked), narrowing.without(exchange.filters, *pairs[position]))


def _left_out(asked: list[Exchange], event: gr.EventData) -> Pending | None:
    """The same question with something it names left out of account, asked anew."""
    exchange = next((each for each in asked if each.number == number_of(event)), None)
    position = carried(event).get("position")
    if exchange is None or not isinstance(position, int):
        return None
    filters = narrowing.leaving(exchange.filters, exchange.question, position)
    return Pending(exchange.question, len(asked), filters) if filters else None


def _reworded(asked: list[Exchange], event: gr.EventData) -> tuple[Any, ...]:
    """The last question in the box again; what is then asked takes its place."""
    if not asked or number_of(event) != asked[-1].number:
        return None, gr.skip()
    return Pending("", len(asked) - 1, asked[-1].filters), asked[-1].question


def _halted(exchanges: list[Exchange], request: gr.Request) -> tuple[Any, ...]:
    return shown(stopped(exchanges), language_of(request), _ready_box())


def _broken_off(exchanges: list[Exchange], request: gr.Request) -> tuple[Any, ...]:
    language = language_of(request)
    return shown(failed(exchanges, language), language, _ready_box())


def _forgotten(request: gr.Request) -> tuple[Any, ...]:
    box = gr.Textbox(value="", submit_btn=label("ask"), stop_btn=False)
    return shown([], language_of(request), box)


def _ready_box() -> gr.Textbox:
    return gr.Textbox(submit_btn=label("ask"), stop_btn=False)
