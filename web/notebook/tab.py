"""The Notebook tab: collections on one side, what was kept on the other; notebook.js fills in what the browser has."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from cite.locator import reference
from ingest.register import Register
from web.kit.dates import long_date
from web.kit.markup import escape, lines
from web.kit.words import language_of, say
from web.notebook.entries import Kept, held
from web.notebook.written import KINDS, written
from web.viewer.source import link_to


def functions(register: Register) -> list[Callable[..., Any]]:
    """What the browser may call, by these names."""

    def notebook(asked: dict[str, Any], request: gr.Request) -> str:
        return entries_html(held(asked.get("entries"), register), language_of(request))

    def notebook_file(asked: dict[str, Any], request: gr.Request) -> str:
        kept = held(asked.get("entries"), register)
        return written(kept, str(asked.get("name") or ""), str(asked.get("kind") or ""), language_of(request))

    return [notebook, notebook_file]


def form_html(language: str) -> str:
    """The empty tab."""
    saves = "".join(
        f'<button type="button" class="plain-action notebook-save" data-kind="{kind}">'
        f"{escape(say(f'notebook_{kind}', language))}</button>"
        for kind in KINDS
    )
    buttons = "".join(
        f'<button type="button" class="plain-action {key}">{escape(say(key, language))}</button>'
        for key in ("begin_brief", "rename_collection", "delete_collection")
    )
    named = escape(say("collections", language))
    return (
        f'<div class="notebook"><nav aria-label="{named}"><h2>{named}</h2><ul class="collections"></ul>'
        f'<button type="button" class="plain-action new-collection">{escape(say("new_collection", language))}</button>'
        f'</nav><section aria-live="polite"><h2 class="collection" dir="auto"></h2><p class="tries">{saves}{buttons}</p>'
        f'<div class="entries"></div><p class="note none" hidden>{escape(say("notebook_empty", language))}</p></section></div>'
    )


def entries_html(kept: list[Kept], language: str) -> str:
    """The entries: words, reference, note, and what can be done with each."""
    return f'<ol class="kept">{"".join(_entry(each, language) for each in kept)}</ol>'


def _entry(kept: Kept, language: str) -> str:
    entry = escape(kept.entry.id)
    note = escape(say("note", language))
    moves = "".join(
        f'<button type="button" class="{key} plain-action" aria-label="{escape(say(f"entry_{key}", language))}">'
        f"{sign}</button>"
        for key, sign in (("up", "↑"), ("down", "↓"))
    )
    return (
        f'<li data-entry="{entry}">{_words(kept, language)}'
        f'<label>{note}<textarea class="field note-of" rows="2" maxlength="5000" dir="auto">'
        f"{lines(kept.entry.note).replace('<br>', '&#10;')}</textarea></label>"
        f'<p class="tries">{moves}<select class="move" aria-label="{escape(say("move_to", language))}"></select>'
        f'<button type="button" class="drop plain-action">{escape(say("remove", language))}</button></p></li>'
    )


def _words(kept: Kept, language: str) -> str:
    """What was kept, as a quotation where the register has it, else as words that nothing proves."""
    if kept.match is None or kept.match.passage is None:
        return (
            f'<p class="gone">{escape(say("entry_gone", language))}</p>'
            f'<p class="lost" dir="auto">{lines(kept.quote)}</p><p class="where">{escape(kept.entry.reference)}</p>'
        )
    document, passage = kept.match.document, kept.match.passage
    about = [passage.speaker, long_date(document.date, language)]
    told = "".join(f" · <bdi>{escape(each)}</bdi>" for each in about if each)
    link = escape(link_to(document, passage))
    return (
        f'<blockquote dir="auto" lang="{escape(passage.language)}">{lines(kept.quote)}</blockquote>'
        f'<p class="where"><a href="{link}">{escape(reference(document, passage))}</a>{told}</p>'
    )
