"""The chat: questions in, streamed answers and their sources out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import gradio as gr

from index.hit import Filters
from index.library import Library
from web.api.answering import Answering
from web.chat import narrowing
from web.chat.chat_keeping import QUIET, Keeping
from web.chat.conversation import Exchange
from web.chat.examples import EXAMPLES
from web.chat.export import TYPES, saved
from web.chat.feedback import Feedback
from web.chat.sources import sources_html
from web.chat.writing import Parts, Pending, failed, growing, messages, shown, stopped
from web.kit import queues
from web.kit.desk import carried, number_of
from web.kit.words import label, language_of

LONGEST_QUESTION: Final = 2_000  # characters
WAITS_IN_SIGHT: Final[dict[str, Any]] = {"show_progress": "minimal"}  # Gradio shows the place in the queue

_FORGET_QUESTION: Final = "() => history.replaceState(null, '', location.pathname)"


def place(
    page: gr.Blocks, desk: gr.HTML, assistant: Answering, library: Library, feedback: Feedback
) -> gr.Chatbot:
    """Put the chat and its source panel into the page being built; the chat is returned."""
    with gr.Row(elem_id="ask", equal_height=False):
        with gr.Column(elem_id="conversation", min_width=0):
            listed = gr.HTML("", elem_id="conversations", apply_default_css=False)
            chat = _chatbot()
            narrow = narrowing.place(page, library.register)
            box = gr.Textbox(
                label=label("your_question"),
                placeholder=label("question_hint"),
                submit_btn=label("ask"),
                max_lines=6,
                max_length=LONGEST_QUESTION,
                autofocus=True,
                elem_id="question",
            )
            with gr.Row(elem_id="tools"):
                saves = {kind: gr.Button(label(f"save_{kind}"), size="sm") for kind in TYPES}
                clear = gr.Button(label("new_conversation"), size="sm")
        with gr.Column(elem_id="panel", min_width=0):
            panel = gr.HTML(sources_html([]), elem_id="source-panel", apply_default_css=False)
    parts = Parts(desk, chat, panel, box, narrow, gr.State([]), gr.State(None), gr.State(None))
    keeping = Keeping(page, parts, library.register, listed)
    _wire_questions(parts, assistant, keeping, clear)
    _wire_saving(parts, saves)
    _wire_rating(parts, keeping, feedback)
    return chat


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
        label=label("conversation"),
        show_label=False,
        elem_id="chat",
        height=None,
        layout="panel",
        latex_delimiters=[],
        sanitize_html=True,
        group_consecutive_messages=False,
        feedback_options=None,
        buttons=[],
        examples=[{"text": example} for example in EXAMPLES],
    )


def _wire_questions(parts: Parts, assistant: Answering, keeping: Keeping, clear: gr.Button) -> None:
    def write(
        question: str, earlier: list[Exchange], filters: Filters, language: str
    ) -> Iterator[tuple[Any, ...]]:
        question = question.strip()[:LONGEST_QUESTION]
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        field: Any = gr.Textbox(value="", submit_btn=False, stop_btn=label("stop"))
        for conversation in growing(assistant, question, earlier, filters):
            if conversation[-1].phase == "done":
                field = gr.Textbox(submit_btn=label("ask"), stop_btn=False)
            yield (
                conversation,
                messages(conversation, language),
                sources_html(conversation, language),
                field,
            )
            field = gr.skip()

    def ask(
        request: gr.Request,
        question: str,
        earlier: list[Exchange],
        replacing: Pending | None,
        *values: Any,  # noqa: ANN401 - the fields' own
    ) -> Iterator[tuple[Any, ...]]:
        kept = earlier[: replacing.kept] if replacing else earlier
        yield from write(question, kept, narrowing.narrowed(values), language_of(request))

    def ask_wanted(
        wanted: Pending | None, earlier: list[Exchange], request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        wanted = wanted or Pending("", 0)
        yield from write(wanted.question, earlier[: wanted.kept], wanted.filters, language_of(request))

    lined_up = (
        QUIET | queues.asking(assistant.engine_name) | WAITS_IN_SIGHT | {"show_progress_on": parts.chat}
    )
    typed = [parts.box, parts.exchanges, parts.replacing, *parts.narrow]
    wanted = [parts.wanted, parts.exchanges]
    asking: list[Any] = [
        parts.box.submit(ask, typed, parts.shown, **lined_up),
        parts.wanted.change(ask_wanted, wanted, parts.shown, **lined_up),
    ]
    _wire_wanted(parts, keeping)
    cleared = clear.click(_forgotten, None, parts.shown, cancels=asking, **QUIET)
    for event in (*asking, cleared):
        event.failure(_broken_off, parts.exchanges, parts.shown, **QUIET)
        event.then(lambda: None, None, parts.replacing, **QUIET)
    for event in asking:
        keeping.after(event)
    keeping.afresh(cleared)
    parts.box.stop(_halted, parts.exchanges, parts.shown, cancels=asking, **QUIET)


def _wire_wanted(parts: Parts, keeping: Keeping) -> None:
    """What wants a question asked; whoever brings none takes no place in the line."""
    linked = keeping.ready.then(_linked, parts.exchanges, parts.wanted, **QUIET)
    linked.then(None, js=_FORGET_QUESTION, **QUIET)
    parts.chat.example_select(_example, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.again(_again, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.widen(_widened, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.leave(_left_out, parts.exchanges, parts.wanted, **QUIET)
    parts.desk.reword(_reworded, parts.exchanges, [parts.replacing, parts.box], **QUIET)


def _example(asked: list[Exchange], choice: gr.SelectData) -> Pending:
    return Pending(str(choice.value["text"]), len(asked))


def _linked(asked: list[Exchange], request: gr.Request) -> Pending | None:
    """The question of a link that a colleague sent: ``?q=…``."""
    question = str(request.query_params.get("q", ""))
    return Pending(question, len(asked)) if question else None


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


def _wire_saving(parts: Parts, saves: Mapping[str, gr.Button]) -> None:
    """Saving is done by the browser, so that no conversation lies in a file on the server."""
    written = gr.Textbox(visible="hidden", elem_id="saved", label=label("conversation"))
    for kind, button in saves.items():
        made = button.click(partial(saved, kind=kind), parts.exchanges, written, **QUIET)
        made.then(None, written, js="rapporteur.saveFile", **QUIET)


def _wire_rating(parts: Parts, keeping: Keeping, feedback: Feedback) -> None:
    def rate(asked: list[Exchange], event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        given = carried(event)
        place = next((i for i, each in enumerate(asked) if each.number == number_of(event)), None)
        if place is None or asked[place].answer is None or asked[place].rated:
            return gr.skip(), gr.skip()
        good = given.get("good") is True
        feedback.add(asked[place], str(given.get("reason") or ""), good=good)
        rated = replace(asked[place], rated="good" if good else "bad")
        changed = [*asked[:place], rated, *asked[place + 1 :]]
        return changed, messages(changed, language_of(request))

    event = parts.desk.rate(rate, parts.exchanges, parts.shown[:2], **QUIET)
    keeping.after(event)
