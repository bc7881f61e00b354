"""The page put together: head, chat, sources."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import gradio as gr

from answer.assistant import Assistant
from index.library import Library
from web.api import programs
from web.api.answering import Answering
from web.api.measured import Measured
from web.api.metrics import Metrics
from web.brief.tab import Tab as BriefTab
from web.chat import chat
from web.chat.examples import Examples
from web.chat.feedback import Feedback
from web.kit import desk, queues, worded
from web.kit.words import label, language_of, translations
from web.notebook import tab as notebook
from web.tabs import changes, check_draft, check_quote, evaluation, look_up, reading, shelf
from web.tabs.header import header_html
from web.viewer import passages
from web.viewer.passages import PassageDesk
from web.viewer.pictures import Pictures

AT_ONCE = 8  # events of one kind handled at the same time, where the event does not say
KEPT = (3_600, 86_400)  # every hour, what was uploaded or made for download a day ago is deleted

TABS: Final = ("ask", "brief", "look_up", "check", "notebook", "library", "evaluation")
QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}


def build(library: Library, assistant: Answering, metrics: Metrics | None = None) -> gr.Blocks:
    """The page over a library and its assistant, ready to be served; ``metrics`` counts what it does."""
    metrics = metrics or Metrics()
    examples = Examples(library.register, _without_model(assistant, library))
    assistant = Measured(assistant, metrics)
    page: gr.Blocks
    with gr.Blocks(title="Rapporteur", analytics_enabled=False, fill_width=True, delete_cache=KEPT) as page:
        programs.place(library, assistant, metrics)
        header = desk.place(_callable(library))
        with gr.Tabs(elem_id="rooms") as rooms:
            _place_tabs(page, header, library, assistant, examples)

        def greet(request: gr.Request) -> tuple[Any, ...]:
            status = library.status() | {
                "words_only": library.indexes.vectors_fault(),
                "reading_only": library.unwritable,
            }
            wanted = "look_up" if "cite" in request.query_params else request.query_params.get("tab")
            return header_html(status, assistant.engine_name, language_of(request)), _turned(wanted)

        greeted = page.load(greet, None, [header, rooms], **QUIET)
        greeted.then(None, js="rapporteur.address.start", **QUIET)
        header.turn(_turn, None, rooms, **QUIET)
    page.i18n_instance = translations()
    page.max_threads = queues.THREADS
    page.queue(max_size=queues.IN_ALL, default_concurrency_limit=AT_ONCE)
    metrics.waiting.set_function(lambda: len(page._queue))
    return page


def _callable(library: Library) -> list[Callable[..., Any]]:
    """What the browser may call."""
    register = library.register
    return [
        *passages.functions(PassageDesk(register, Pictures(register))),
        *look_up.functions(register),
        *check_quote.functions(library),
        *shelf.functions(register),
        *reading.functions(register),
        *changes.functions(library),
        *notebook.functions(register),
    ]


def _place_tabs(
    page: gr.Blocks, header: gr.HTML, library: Library, assistant: Answering, examples: Examples
) -> None:
    feedback = Feedback(library)
    feedback.prune()
    with _tab("ask"):
        fetch = partial(changes.brought, library)
        chat.place(page, header, assistant, library, feedback, examples, fetch)
    with _tab("brief"):
        BriefTab(library).place(page)
    with _tab("look_up"):
        form = worded.place(page, partial(look_up.form_html, library.register), "look-up", afresh=True)
        form.then(None, js="rapporteur.lookUp.ready", **QUIET)
    with _tab("check"):
        worded.place(page, check_quote.form_html, "check-quote")
        check_draft.place(library)
    with _tab("notebook") as tab:
        kept = worded.place(page, notebook.form_html, "notebook")
        kept.then(None, js="rapporteur.notebook.refresh", **QUIET)
        tab.select(None, js="rapporteur.notebook.refresh", **QUIET)
    with _tab("library") as tab:
        worded.place(page, shelf.form_html, "shelf")
        changes.place(page, library, examples)
        tab.select(None, js="rapporteur.shelf.refresh", **QUIET)
    with _tab("evaluation") as tab:
        evaluation.place(tab, feedback)


def _without_model(assistant: Answering, library: Library) -> Answering:
    """Who answers without a language model: the assistant itself, or one over the same library."""
    if assistant.engine_name == "extractive":
        return assistant
    return Assistant(library, library.settings.model_copy(update={"engine": "extractive"}))


def _tab(name: str) -> gr.Tab:
    """A tab whose address is written when it is chosen."""
    tab = gr.Tab(label(f"tab_{name}"), id=name)
    tab.select(None, js=f"() => rapporteur.address.tab('{name}')", **QUIET)
    return tab


def _turn(event: gr.EventData) -> Any:  # noqa: ANN401 - Gradio's word for leaving things as they are
    return _turned(desk.carried(event).get("tab"))


def _turned(wanted: object) -> Any:  # noqa: ANN401
    """The tabs with one of them chosen by its name; as they are where there is none such."""
    return gr.Tabs(selected=wanted) if wanted in TABS else gr.skip()
