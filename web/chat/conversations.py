"""The conversations that a reader's browser keeps: which there are, and which one is open."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from web.chat.conversation import Exchange
from web.chat.keeping import taken_over, to_keep
from web.kit.markup import escape
from web.kit.words import plural, say

MOST: Final = 30  # conversations kept; a browser gives a page about 5 MB
LONGEST_NAME: Final = 80


class Held(BaseModel):
    """One conversation: its exchanges as ``web.chat.keeping`` writes them, which are checked when it is opened."""

    id: str
    name: str
    exchanges: list[dict[str, Any]]


class Store(BaseModel):
    """What the browser keeps: the conversations, the latest first, and the id of the open one."""

    current: str = ""
    held: list[Held] = []

    def get(self, identity: str) -> Held | None:
        """The conversation of an id, if there is one."""
        return next((each for each in self.held if each.id == identity), None)


def read(kept: object) -> Store:
    """What a browser kept; a single conversation as earlier releases kept it is taken over."""
    if isinstance(kept, list):
        kept = (
            {"current": "1", "held": [{"id": "1", "name": _first(kept), "exchanges": kept}]} if kept else {}
        )
    try:
        return Store.model_validate(kept)
    except ValidationError:
        return Store()


def kept(exchanges: Sequence[Exchange], store: object) -> dict[str, Any]:
    """The store with the open conversation as it is now; a first exchange begins a new one."""
    found = read(store)
    now = to_keep(exchanges)
    held = found.get(found.current)
    if held is None and now:
        held = Held(id=token_hex(4), name=_first(now), exchanges=[])
        found.held.insert(0, held)
        found.current = held.id
    if held is not None:
        held.exchanges = now
    found.held = found.held[:MOST]
    return found.model_dump()


def closed(store: object) -> dict[str, Any]:
    """The store with no conversation open: the next question begins one."""
    return read(store).model_copy(update={"current": ""}).model_dump()


def opened(store: object, identity: str) -> Store:
    """The store with another conversation open."""
    return read(store).model_copy(update={"current": identity})


def renamed(store: object, identity: str, name: str) -> dict[str, Any]:
    """The store with a conversation under another name; an empty name changes nothing."""
    found = read(store)
    held = found.get(identity)
    if held and name.strip():
        held.name = " ".join(name.split())[:LONGEST_NAME]
    return found.model_dump()


def deleted(store: object, identity: str) -> Store:
    """The store without a conversation."""
    found = read(store)
    found.held = [each for each in found.held if each.id != identity]
    if found.current == identity:
        found.current = ""
    return found


def brought(store: object, shared: object) -> Store:
    """The store with a conversation out of a file, opened; as it was where the file is none."""
    found = read(store)
    try:
        given = Held.model_validate(shared)
    except ValidationError:
        return found
    exchanges = taken_over(given.exchanges)
    if exchanges is None:
        return found
    held = Held(id=token_hex(4), name=given.name[:LONGEST_NAME], exchanges=exchanges)
    found.held = [held, *found.held][:MOST]
    found.current = held.id
    return found


def list_html(store: object, language: str, *, unfolded: bool = False) -> str:
    """The list, each conversation to be opened, renamed, shared and deleted; ``unfolded`` while a reader is at it."""
    found = read(store)
    items = "".join(_item(each, found.current, language) for each in found.held)
    title = plural("conversation", len(found.held), language)
    bring = escape(say("open_file", language))
    return (
        f'<details class="conversations"{" open" if unfolded else ""}><summary>{escape(title)}</summary><ul>{items}</ul>'
        f'<label class="bring">{bring} <input type="file" accept=".json" class="bring"></label></details>'
    )


def _item(held: Held, current: str, language: str) -> str:
    name = escape(held.name)
    marked = ' aria-current="true"' if held.id == current else ""
    actions = "".join(
        f'<button type="button" class="{key} plain-action" data-conversation="{escape(held.id)}" '
        f'data-name="{name}" aria-label="{escape(say(key, language))}: {name}">{escape(say(key, language))}</button>'
        for key in ("rename", "share", "delete")
    )
    return (
        f'<li><button type="button" class="open-conversation" data-conversation="{escape(held.id)}"{marked} '
        f'dir="auto">{name}</button><span class="actions">{actions}</span></li>'
    )


def _first(exchanges: Sequence[Any]) -> str:
    """A conversation's name to begin with: its first question."""
    question = exchanges[0].get("question", "") if exchanges and isinstance(exchanges[0], dict) else ""
    return str(question)[:LONGEST_NAME] or "…"
