"""The page put together: head, chat, sources."""

from typing import Any, Protocol

import gradio as gr

from ingest.register import Register
from web import chat, look_up, passages, shelf
from web.header import header_html, welcome
from web.passages import PassageDesk
from web.pictures import Pictures
from web.words import label, language_of, translations

WAITING = 64  # questions that may queue before the next is told to try later
AT_ONCE = 8  # questions answered at the same time


class Described(Protocol):
    """What the page needs of a library."""

    @property
    def register(self) -> Register:
        """Its documents, passages and failures."""
        ...

    def status(self) -> dict[str, Any]:
        """Its own account of itself: documents, passages, model."""
        ...


def build(library: Described, assistant: chat.Answering) -> gr.Blocks:
    """The page over a library and its assistant, ready to be served."""
    page: gr.Blocks
    register = library.register
    desk = PassageDesk(register, Pictures(register))
    callable_here = [*passages.functions(desk), *look_up.functions(register)]
    with gr.Blocks(title="Rapporteur", analytics_enabled=False, fill_width=True) as page:
        header = gr.HTML(
            elem_id="masthead",
            apply_default_css=False,
            js_on_load="window.rapporteur.connect(server)",
            server_functions=callable_here,
        )
        with gr.Tabs(elem_id="rooms") as rooms:
            with gr.Tab(label("tab_ask"), id="ask"):
                conversation = chat.place(page, assistant, register)
            with gr.Tab(label("tab_look_up"), id="look_up"):
                look_up.place(page)
            with gr.Tab(label("tab_library"), id="library") as tab:
                shelf.place(register, tab)

        def greet(request: gr.Request) -> tuple[Any, ...]:
            status, language = library.status(), language_of(request)
            head = header_html(status, assistant.engine_name, language)
            linked = gr.Tabs(selected="look_up") if "cite" in request.query_params else gr.skip()
            return head, gr.Chatbot(placeholder=welcome(status, language)), linked

        page.load(
            greet, None, [header, conversation, rooms], show_progress="hidden", api_visibility="private"
        )
    page.i18n_instance = translations()
    page.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    return page
