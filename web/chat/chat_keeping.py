"""Conversations kept in the reader's browser: history.js keeps and lists them, here they are proved and shown."""

import json
from collections.abc import Sequence
from typing import Any, Final

import gradio as gr
from gradio.events import Dependency

from ingest.register import Register
from web.answer.follow_ups import with_follow_ups
from web.chat import narrowing
from web.chat.writing import Parts, Pending, shown
from web.history.conversation import Exchange
from web.history.keeping import restored, taken_over, to_keep
from web.kit.desk import carried
from web.kit.words import label, language_of
from web.signin.visitor import may_change

KEPT_AS: Final = "rapporteur"  # storage key, and the fixed phrase, of what releases before 2027 kept
LONGEST_NAME: Final = 80
QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}


class Keeping:
    """Wires the browser's conversations into the page being built.

    Args:
        listed: Comes when the sidebar stands.
        parts: The chat's parts.
        register: What is kept is checked against it.
    """

    def __init__(self, listed: Dependency, parts: Parts, register: Register) -> None:
        self._parts = parts
        self._register = register
        self._kept = gr.Textbox(visible="hidden", elem_id="kept", label=label("conversation"))
        before = gr.BrowserState({}, storage_key=KEPT_AS, secret=KEPT_AS)
        listed.then(None, before, js="rapporteur.history.begin", **QUIET)
        parts.asking.change(None, parts.asking, js="rapporteur.history.asking", **QUIET)
        self._wire()

    def after(self, event: Dependency) -> None:
        """Keep the conversation as it is when an event is through."""
        told = event.then(_keep, self._parts.exchanges, self._kept, **QUIET)
        told.then(None, self._kept, js="rapporteur.history.keep", **QUIET)

    def _wire(self) -> None:
        desk = self._parts.desk
        desk.open(self._open, None, [*self._parts.shown, self._parts.wanted], **QUIET)
        brought = desk.bring(_bring, None, self._kept, **QUIET)
        brought.then(None, self._kept, js="rapporteur.history.brought", **QUIET)

    def _open(self, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """A conversation of the browser's, proved anew; a question that it still waits for is asked."""
        given = carried(event)
        language = language_of(request)
        kept = restored(given.get("exchanges"), self._register, language)
        exchanges = with_follow_ups(kept, self._register, language, may_fetch=may_change(request))
        return *shown(exchanges, language, gr.skip()), pending(given.get("pending"), len(exchanges))


def pending(given: object, most: int) -> Pending | None:
    """A question that a browser wants asked, bounded; None where it is none.

    Args:
        given: What the browser sent: "question", and "filters" and "kept" where it has them.
        most: How many exchanges there are to stand before it.
    """
    if not isinstance(given, dict) or not str(given.get("question") or "").strip():
        return None
    kept = given.get("kept")
    place = kept if isinstance(kept, int) and 0 <= kept <= most else most
    return Pending(str(given["question"]), place, narrowing.of_browser(given.get("filters")))


def _keep(exchanges: Sequence[Exchange]) -> str:
    return json.dumps(to_keep(exchanges), ensure_ascii=False)


def _bring(event: gr.EventData) -> str:
    """A conversation out of a file as history.js is to keep it; empty where the file is none."""
    shared = carried(event).get("shared")
    given = shared if isinstance(shared, dict) else {}
    exchanges = taken_over(given.get("exchanges"))
    name = str(given.get("name") or "")[:LONGEST_NAME]
    return json.dumps({"name": name, "exchanges": exchanges or []}, ensure_ascii=False)
