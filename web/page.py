"""The page put together: head, chat, sources."""

from typing import Any

import gradio as gr

from index.library import Library
from web.api import programs
from web.api.answering import Answering
from web.api.measured import Measured
from web.api.metrics import Metrics
from web.brief.tab import Tab as BriefTab
from web.chat import chat
from web.chat.feedback import Feedback
from web.kit import desk, queues, worded
from web.kit.words import label, language_of, translations
from web.tabs import changes, check_draft, check_quote, evaluation, look_up, reading, shelf
from web.tabs.header import header_html, welcome
from web.viewer import passages
from web.viewer.passages import PassageDesk
from web.viewer.pictures import Pictures

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
            with gr.Tab(label("tab_brief"), id="brief"):
                BriefTab(library).place()
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
            language = language_of(request)
            status = library.status() | {
                "words_only": library.indexes.vectors_fault(),
                "reading_only": library.unwritable,
            }
            head = header_html(status, assistant.engine_name, language)
            linked = gr.Tabs(selected="look_up") if "cite" in request.query_params else gr.skip()
            return head, gr.Chatbot(placeholder=welcome(status, language)), linked

        page.load(greet, None, [header, conversation, rooms], **QUIET)
    page.i18n_instance = translations()
    page.max_threads = queues.THREADS
    page.queue(max_size=queues.IN_ALL, default_concurrency_limit=AT_ONCE)
    metrics.waiting.set_function(lambda: len(page._queue))
    return page
