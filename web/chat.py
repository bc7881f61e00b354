"""The chat: questions in, streamed answers and their sources out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from web.export import as_markdown
from web.keeping import restored, to_keep
from web.markup import escape
from web.sources import sources_html

LONGEST_QUESTION = 2_000  # characters
UNFORESEEN = "The program met an error it did not foresee; its log, where it was started, says which."
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


def messages(exchanges: Sequence[Exchange]) -> list[Message]:
    """The conversation as the chat component takes it."""
    shown: list[Message] = []
    for exchange in exchanges:
        shown.append({"role": "user", "content": f'<div dir="auto">{escape(exchange.question)}</div>'})
        shown.append({"role": "assistant", "content": answer_html(exchange)})
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


def failed(exchanges: list[Exchange]) -> list[Exchange]:
    """The conversation after writing an answer broke off with an error nobody foresaw."""
    if not exchanges or exchanges[-1].phase != "writing":
        return exchanges
    answer = Answer(status="error", message=UNFORESEEN)
    return [*exchanges[:-1], replace(exchanges[-1], answer=answer, phase="done")]


def place(page: gr.Blocks, assistant: Answering, register: Register) -> gr.Chatbot:
    """Put the chat and its source panel into the page being built; the chat is returned."""
    with gr.Row(elem_id="ask", equal_height=False):
        with gr.Column(elem_id="conversation", min_width=0):
            chat = _chatbot()
            box = gr.Textbox(
                label="Your question",
                placeholder="Ask what a document says, who said it, or when …",
                submit_btn="Ask",
                max_lines=6,
                max_length=LONGEST_QUESTION,
                autofocus=True,
                elem_id="question",
            )
            with gr.Row(elem_id="tools"):
                save = gr.Button("Save as Markdown", size="sm")
                clear = gr.Button("New conversation", size="sm")
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
        label="Conversation",
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

    def restore(kept: object, asked: list[Exchange]) -> tuple[Any, ...]:
        exchanges = [] if asked else restored(kept, register)
        if not exchanges:
            return gr.skip(), gr.skip(), gr.skip()
        return exchanges, messages(exchanges), sources_html(exchanges)

    ready: Dependency = page.load(restore, [browser, outputs[0]], outputs[:3], **QUIET)
    return ready


def _wire_questions(
    ready: Dependency, assistant: Answering, outputs: list[Any], browser: gr.BrowserState, clear: gr.Button
) -> None:
    exchanges, chat, _, box = outputs

    def ask(question: str, earlier: list[Exchange]) -> Iterator[tuple[Any, ...]]:
        question = question.strip()[:LONGEST_QUESTION]
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        field: Any = gr.Textbox(value="", submit_btn=False, stop_btn="Stop")
        for conversation in growing(assistant, question, earlier):
            if conversation[-1].phase == "done":
                field = gr.Textbox(submit_btn="Ask", stop_btn=False)
            yield conversation, messages(conversation), sources_html(conversation), field
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


def _halted(exchanges: list[Exchange]) -> tuple[Any, ...]:
    return _shown(stopped(exchanges))


def _broken_off(exchanges: list[Exchange]) -> tuple[Any, ...]:
    return _shown(failed(exchanges))


def _shown(exchanges: list[Exchange]) -> tuple[Any, ...]:
    box = gr.Textbox(submit_btn="Ask", stop_btn=False)
    return exchanges, messages(exchanges), sources_html(exchanges), box


def _forgotten() -> tuple[Any, ...]:
    return [], [], sources_html([]), gr.Textbox(value="", submit_btn="Ask", stop_btn=False)


def _wire_saving(exchanges: gr.State, save: gr.Button) -> None:
    """Saving is done by the browser, so that no conversation lies in a file on the server."""
    text = gr.Textbox(visible="hidden", elem_id="saved", label="Conversation as Markdown")
    save.click(as_markdown, exchanges, text, **QUIET).then(None, text, js="rapporteur.save", **QUIET)
