"""The page put together: head, chat, sources."""

import gradio as gr

from index.library import Library
from web import chat, programs, queues, shelf
from web.header import header_html, welcome
from web.metrics import Measured, Metrics, Streams

AT_ONCE = 8  # events of one kind handled at the same time, where the event does not say
KEPT = (3_600, 86_400)  # every hour, what was uploaded or made for download a day ago is deleted


def build(library: Library, assistant: Streams, metrics: Metrics | None = None) -> gr.Blocks:
    """The page over a library and its assistant, ready to be served; ``metrics`` counts what it does."""
    metrics = metrics or Metrics()
    assistant = Measured(assistant, metrics)
    page: gr.Blocks
    with gr.Blocks(title="Rapporteur", analytics_enabled=False, fill_width=True, delete_cache=KEPT) as page:
        programs.place(library, assistant, metrics)
        header = gr.HTML(elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="rooms"):
            with gr.Tab("Ask"):
                conversation = chat.place(page, assistant, library.register)
            with gr.Tab("Library") as tab:
                shelf.place(library.register, tab)

        def greet() -> tuple[str, gr.Chatbot]:
            status = library.status()
            return header_html(status, assistant.engine_name), gr.Chatbot(placeholder=welcome(status))

        page.load(greet, None, [header, conversation], show_progress="hidden", api_visibility="private")
    page.max_threads = queues.THREADS
    page.queue(max_size=queues.WAITING, default_concurrency_limit=AT_ONCE)
    metrics.waiting.set_function(lambda: len(page._queue))
    return page
