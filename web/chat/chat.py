"""The chat: conversations, questions and their answers, sources beside them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import gradio as gr

from index.library import Library
from ingest.register import Register
from web.answer.export import TYPES, saved, stamp
from web.answer.sources import sources_html
from web.api.answering import Answering
from web.chat import asking, narrowing
from web.chat.chat_keeping import QUIET, Keeping
from web.chat.examples import Examples
from web.chat.feedback import Feedback
from web.chat.welcome import cards_html, welcome_html
from web.chat.writing import Parts, messages
from web.history.conversation import Exchange
from web.history.sidebar import sidebar_html
from web.kit import worded
from web.kit.desk import carried, number_of
from web.kit.words import label, language_of


def place(
    page: gr.Blocks,
    desk: gr.HTML,
    assistant: Answering,
    library: Library,
    feedback: Feedback,
    examples: Examples,
    fetch: asking.Fetch,
) -> None:
    """Put the sidebar, the chat and its source panel into the page being built.

    Args:
        page: The page.
        desk: Where events come from.
        assistant: Who answers.
        library: The documents.
        feedback: Where judgements are kept.
        examples: The cards to begin with.
        fetch: Fetches documents by symbol and reads them.
    """
    with gr.Row(elem_id="ask", equal_height=False):
        listed = worded.place(page, sidebar_html, "sidebar")
        with gr.Column(elem_id="conversation", min_width=0):
            worded.place(page, partial(welcome_html, library.register), "welcome", afresh=True)
            worded.place(page, partial(cards_html, examples), "cards", afresh=True)
            chat = _chatbot()
            narrow = narrowing.place(page, library.register)
            box = gr.Textbox(
                label=label("your_question"),
                placeholder=label("question_hint"),
                submit_btn=label("ask"),
                max_lines=6,
                max_length=asking.LONGEST_QUESTION,
                autofocus=True,
                elem_id="question",
            )
            with gr.Row(elem_id="tools"):
                gr.Button(label("print"), size="sm").click(None, js="() => window.print()", **QUIET)
                saves = {kind: gr.Button(label(f"save_{kind}"), size="sm") for kind in TYPES}
        with gr.Column(elem_id="panel", min_width=0):
            panel = gr.HTML(sources_html([]), elem_id="source-panel", apply_default_css=False)
    told = gr.Textbox(visible="hidden", elem_id="asking", label=label("conversation"))
    parts = Parts(desk, chat, panel, box, narrow, told, gr.State([]), gr.State(None), gr.State(None))
    keeping = Keeping(listed, parts, library.register)
    asking.wire(parts, assistant, keeping, library.register, fetch)
    _wire_saving(parts, saves, library.register)
    _wire_rating(parts, keeping, feedback)


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
        placeholder=" ",
        autoscroll=False,
    )


def _wire_saving(parts: Parts, saves: Mapping[str, gr.Button], register: Register) -> None:
    """Saving is done by the browser, so that no conversation lies in a file on the server."""
    written = gr.Textbox(visible="hidden", elem_id="saved", label=label("conversation"))

    def save(exchanges: list[Exchange], request: gr.Request, *, kind: str) -> str:
        return saved(exchanges, kind, stamp(register.counts(), language_of(request)))

    for kind, button in saves.items():
        made = button.click(_of_kind(save, kind), parts.exchanges, written, **QUIET)
        made.then(None, written, js="rapporteur.saveFile", **QUIET)


def _of_kind(save: Callable[..., str], kind: str) -> Callable[[list[Exchange], gr.Request], str]:
    def save_conversation(exchanges: list[Exchange], request: gr.Request) -> str:
        return save(exchanges, request, kind=kind)

    return save_conversation


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
