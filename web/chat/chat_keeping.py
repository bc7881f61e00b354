"""Conversations kept in the reader's browser: listed, opened, renamed, deleted, shared as files."""

import json
from typing import Any, Final

import gradio as gr
from gradio.events import Dependency

from ingest.register import Register
from web.chat import conversations
from web.chat.conversation import Exchange
from web.chat.export import file
from web.chat.keeping import restored
from web.chat.writing import Parts, shown
from web.kit.desk import carried
from web.kit.words import label, language_of

KEPT_AS: Final = "rapporteur"  # storage key, and the fixed phrase without which a restart would forget
QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}


class Keeping:
    """Wires the list of conversations into the page being built.

    Args:
        page: The page.
        parts: The chat's parts.
        register: What is kept is checked against it.
        listed: Where the list is shown.

    Attributes:
        ready: Comes when what the browser kept is shown.
    """

    def __init__(self, page: gr.Blocks, parts: Parts, register: Register, listed: gr.HTML) -> None:
        self._parts = parts
        self._register = register
        self._listed = listed
        self._browser = gr.BrowserState({}, storage_key=KEPT_AS, secret=KEPT_AS)
        first = [*parts.shown[:3], listed]
        self.ready: Dependency = page.load(self._restore, [self._browser, parts.exchanges], first, **QUIET)
        self._wire()

    def after(self, event: Dependency) -> None:
        """Keep the conversation as it is when an event is through."""
        both = [self._browser, self._listed]
        event.then(_keep, [self._parts.exchanges, self._browser], both, **QUIET)

    def afresh(self, event: Dependency) -> None:
        """Close the open conversation when an event has emptied the page."""
        event.then(_close, self._browser, [self._browser, self._listed], **QUIET)

    def _wire(self) -> None:
        desk, both = self._parts.desk, [self._browser, self._listed]
        everything = [*both, *self._parts.shown]
        written = gr.Textbox(visible="hidden", label=label("share"), elem_id="shared")
        desk.open(self._open, self._browser, everything, **QUIET)
        desk.delete(self._delete, [self._browser, self._parts.exchanges], everything, **QUIET)
        desk.bring(self._bring, self._browser, everything, **QUIET)
        desk.rename(_rename, self._browser, both, **QUIET)
        share = desk.pack(_share, self._browser, written, **QUIET)
        share.then(None, written, js="rapporteur.saveFile", **QUIET)

    def _restore(self, kept: object, asked: list[Exchange], request: gr.Request) -> tuple[Any, ...]:
        """What the browser kept; nothing is touched where a quick reader has asked already."""
        language = language_of(request)
        store = conversations.read(kept)
        listed = conversations.list_html(store, language)
        if asked:
            return gr.skip(), gr.skip(), gr.skip(), listed
        return *shown(self._exchanges(store, language), language, None)[:3], listed

    def _open(self, kept: object, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return self._turned(conversations.opened(kept, str(carried(event).get("id"))), request)

    def _bring(self, kept: object, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return self._turned(conversations.brought(kept, carried(event).get("shared")), request)

    def _delete(
        self, kept: object, now: list[Exchange], event: gr.EventData, request: gr.Request
    ) -> tuple[Any, ...]:
        identity = str(carried(event).get("id"))
        store = conversations.deleted(kept, identity)
        if conversations.read(kept).current == identity:
            return self._turned(store, request)
        del now
        unchanged = (gr.skip(),) * 4
        listed = conversations.list_html(store, language_of(request), unfolded=True)
        return store.model_dump(), listed, *unchanged

    def _turned(self, store: conversations.Store, request: gr.Request) -> tuple[Any, ...]:
        """The page with the store's open conversation."""
        language = language_of(request)
        exchanges = self._exchanges(store, language)
        listed = conversations.list_html(store, language)
        return store.model_dump(), listed, *shown(exchanges, language, gr.skip())

    def _exchanges(self, store: conversations.Store, language: str) -> list[Exchange]:
        held = store.get(store.current)
        return restored(held.exchanges, self._register, language) if held else []


def _keep(exchanges: list[Exchange], kept: object, request: gr.Request) -> tuple[Any, ...]:
    store = conversations.kept(exchanges, kept)
    return store, conversations.list_html(store, language_of(request))


def _close(kept: object, request: gr.Request) -> tuple[Any, ...]:
    store = conversations.closed(kept)
    return store, conversations.list_html(store, language_of(request))


def _rename(kept: object, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
    given = carried(event)
    store = conversations.renamed(kept, str(given.get("id")), str(given.get("name")))
    return store, conversations.list_html(store, language_of(request), unfolded=True)


def _share(kept: object, event: gr.EventData) -> str:
    held = conversations.read(kept).get(str(carried(event).get("id")))
    if held is None:
        return ""
    content = json.dumps(held.model_dump(), ensure_ascii=False, indent=1).encode()
    return file("conversation.rapporteur.json", "application/json", content)
