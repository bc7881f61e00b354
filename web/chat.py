"""The chat: questions in, streamed answers and their sources out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

import gradio as gr
from gradio.events import Dependency

from answer.model import Answer, Turn
from errors import RapporteurError
from ingest.register import Register
from web import queues
from web.answers import answer_html
from web.conversation import Exchange, turns
from web.examples import EXAMPLES
from web.export import as_markdown, file
from web.keeping import restored, to_keep
from web.markup import escape
from web.sources import sources_html
from web.words import label, language_of, say

LONGEST_QUESTION = 2_000  # characters
KEPT_AS = "rapporteur"  # storage key, and the fixed phrase without which a restart would forget

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
WAITS_IN_SIGHT: dict[str, Any] = {"show_progress": "minimal"}  # Gradio shows the place in the queue

Message = dict[str, str]


class Answering(Protocol):
    """What the chat needs of an assistant."""

    @property
    def engine_name(self) -> str:
        """Who writes the answers."""
        ...

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """Growing answers, each valid; the last is complete."""
        ...


def messages(exchanges: Sequence[Exchange], language: str = "en") -> list[Message]:
    """The conversation as the chat component takes it."""
    shown: list[Message] = []
    for exchange in exchanges:
        shown.append({"role": "user", "content": f'<div dir="auto">{escape(exchange.question)}</div>'})
        shown.append({"role": "assistant", "content": answer_html(exchange, language)})
    return shown


def growing(assistant: Answering, question: str, earlier: list[Exchange]) -> Iterator[list[Exchange]]:
    """The conversation while the answer to ``question`` is written, from the question alone to the end."""
    exchange = Exchange(number=len(earlier) + 1, question=question)
    yield [*earlier, exchange]
    try:
        for answer in assistant.stream(question, turns(earlier)):
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


def place(page: gr.Blocks, assistant: Answering, register: Register) -> gr.Chatbot:
    """Put the chat and its source panel into the page being built; the chat is returned."""
    with gr.Row(elem_id="ask", equal_height=False):
        with gr.Column(elem_id="conversation", min_width=0):
            chat = _chatbot()
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
                save = gr.Button(label("save_markdown"), size="sm")
                clear = gr.Button(label("new_conversation"), size="sm")
        with gr.Column(elem_id="panel", min_width=0):
            panel = gr.HTML(sources_html([]), elem_id="source-panel", apply_default_css=False)
    exchanges = gr.State([])
    outputs = [exchanges, chat, panel, box]
    browser = gr.BrowserState([], storage_key=KEPT_AS, secret=KEPT_AS)
    ready = _wire_keeping(page, register, outputs, browser)
    _wire_questions(ready, assistant, outputs, browser, clear)
    _wire_saving(exchanges, save)
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


def _wire_keeping(
    page: gr.Blocks, register: Register, outputs: list[Any], browser: gr.BrowserState
) -> Dependency:
    """What the browser kept is shown when the page opens; nothing is touched where it kept nothing.

    Whoever is quick may have asked already.
    """

    def restore(kept: object, asked: list[Exchange], request: gr.Request) -> tuple[Any, ...]:
        language = language_of(request)
        exchanges = [] if asked else restored(kept, register, language)
        if not exchanges:
            return gr.skip(), gr.skip() if asked else sources_html([], language), gr.skip()
        return exchanges, sources_html(exchanges, language), messages(exchanges, language)

    ready: Dependency = page.load(
        restore, [browser, outputs[0]], [outputs[0], outputs[2], outputs[1]], **QUIET
    )
    return ready


def _wire_questions(
    ready: Dependency, assistant: Answering, outputs: list[Any], browser: gr.BrowserState, clear: gr.Button
) -> None:
    exchanges, chat, _, box = outputs

    def ask(question: str, earlier: list[Exchange], request: gr.Request) -> Iterator[tuple[Any, ...]]:
        language = language_of(request)
        question = question.strip()[:LONGEST_QUESTION]
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        field: Any = gr.Textbox(value="", submit_btn=False, stop_btn=label("stop"))
        for conversation in growing(assistant, question, earlier):
            if conversation[-1].phase == "done":
                field = gr.Textbox(submit_btn=label("ask"), stop_btn=False)
            yield (
                conversation,
                messages(conversation, language),
                sources_html(conversation, language),
                field,
            )
            field = gr.skip()

    link = gr.State("")
    linked = ready.then(_linked, None, link, **QUIET)
    linked.then(None, js="() => history.replaceState(null, '', location.pathname)", **QUIET)
    lined_up = QUIET | queues.asking(assistant.engine_name) | WAITS_IN_SIGHT | {"show_progress_on": chat}
    asking = [
        box.submit(ask, [box, exchanges], outputs, **lined_up),
        chat.example_select(_example, None, box, **QUIET).then(ask, [box, exchanges], outputs, **lined_up),
        link.change(ask, [link, exchanges], outputs, **lined_up),  # whoever brings no question takes no place
    ]
    for event in (*asking, clear.click(_forgotten, None, outputs, cancels=asking, **QUIET)):
        event.failure(_broken_off, exchanges, outputs, **QUIET)
        event.then(to_keep, exchanges, browser, **QUIET)
    box.stop(_halted, exchanges, outputs, cancels=asking, **QUIET)


def _example(choice: gr.SelectData) -> str:
    return str(choice.value["text"])


def _linked(request: gr.Request) -> str:
    """The question of a link that a colleague sent: ``?q=…``."""
    return str(request.query_params.get("q", ""))


def _halted(exchanges: list[Exchange], request: gr.Request) -> tuple[Any, ...]:
    return _shown(stopped(exchanges), language_of(request))


def _broken_off(exchanges: list[Exchange], request: gr.Request) -> tuple[Any, ...]:
    language = language_of(request)
    return _shown(failed(exchanges, language), language)


def _shown(exchanges: list[Exchange], language: str) -> tuple[Any, ...]:
    box = gr.Textbox(submit_btn=label("ask"), stop_btn=False)
    return exchanges, messages(exchanges, language), sources_html(exchanges, language), box


def _forgotten(request: gr.Request) -> tuple[Any, ...]:
    box = gr.Textbox(value="", submit_btn=label("ask"), stop_btn=False)
    return [], [], sources_html([], language_of(request)), box


def _wire_saving(exchanges: gr.State, save: gr.Button) -> None:
    """Saving is done by the browser, so that no conversation lies in a file on the server."""
    written = gr.Textbox(visible="hidden", elem_id="saved", label=label("conversation"))

    def export(held: list[Exchange]) -> str:
        name = f"rapporteur-{date.today().isoformat()}.md"
        return file(name, "text/markdown", as_markdown(held).encode())

    save.click(export, exchanges, written, **QUIET).then(None, written, js="rapporteur.saveFile", **QUIET)
