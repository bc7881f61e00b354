"""The page put together: head, chat, sources."""

from typing import Any

import gradio as gr

from index.library import Library
from web import (
    changes,
    chat,
    check_draft,
    check_quote,
    desk,
    evaluation,
    look_up,
    passages,
    programs,
    queues,
    reading,
    shelf,
    worded,
)
from web.answering import Answering
from web.feedback import Feedback
from web.header import header_html, welcome
from web.measured import Measured
from web.metrics import Metrics
from web.passages import PassageDesk
from web.pictures import Pictures
from web.words import label, language_of, translations

AT_ONCE = 8  # events of one kind handled at the same time, where the event does not say
KEPT = (3_600, 86_400)  # every hour, what was uploaded or made for download a day ago is deleted


QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build(library: Library, assistant: Answering, metrics: Metrics | None = None) -> gr.Blocks:
    """The page over a library and its assistant, ready to be served; ``metrics`` counts what it does."""
    metrics = metrics or Metrics()
    assistant = Measured(assistant, metrics)
    page: gr.Blocks
    register = library.register
    feedback = Feedback(library)
    feedback.prune()
    callable_here = [
        *passages.functions(PassageDesk(register, Pictures(register))),
        *look_up.functions(register),
        *check_quote.functions(library),
        *shelf.functions(register),
        *reading.functions(register),
        *changes.functions(library),
    ]
    with gr.Blocks(title="Rapporteur", analytics_enabled=False, fill_width=True, delete_cache=KEPT) as page:
        programs.place(library, assistant, metrics)
        header = desk.place(callable_here)
        with gr.Tabs(elem_id="rooms") as rooms:
            with gr.Tab(label("tab_ask"), id="ask"):
                conversation = chat.place(page, header, assistant, library, feedback)
            with gr.Tab(label("tab_look_up"), id="look_up"):
                form = worded.place(page, look_up.form_html, "look-up")
                form.then(None, js="rapporteur.lookUp.ready", **QUIET)
            with gr.Tab(label("tab_check"), id="check"):
                worded.place(page, check_quote.form_html, "check-quote")
                check_draft.place(library)
            with gr.Tab(label("tab_library"), id="library") as tab:
                worded.place(page, shelf.form_html, "shelf")
                changes.place(page, library)
                tab.select(None, js="rapporteur.shelf.refresh", **QUIET)
            with gr.Tab(label("tab_evaluation"), id="evaluation") as tab:
                evaluation.place(tab, feedback)

        def greet(request: gr.Request) -> tuple[Any, ...]:
            status, language = library.status() | {"words_only": library.words_only}, language_of(request)
            head = header_html(status, assistant.engine_name, language)
            linked = gr.Tabs(selected="look_up") if "cite" in request.query_params else gr.skip()
            return head, gr.Chatbot(placeholder=welcome(status, language)), linked

        page.load(greet, None, [header, conversation, rooms], **QUIET)
    page.i18n_instance = translations()
    page.max_threads = queues.THREADS
    page.queue(max_size=queues.WAITING, default_concurrency_limit=AT_ONCE)
    metrics.waiting.set_function(lambda: len(page._queue))
    return page
