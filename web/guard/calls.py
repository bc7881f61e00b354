"""What Gradio's addresses take: a request of another shape is refused in a sentence, before it is a fault in there."""

import inspect
import re
from collections.abc import Callable
from typing import Any, Final

import gradio as gr
from gradio.block_function import BlockFunction

from web.guard.bodies import BadBodyError
from web.kit import queues

JOIN: Final = "/gradio_api/queue/join"
SERVER: Final = "/gradio_api/component_server"
_CALL = re.compile(r"/gradio_api/call(?P<named>/v2)?/(?P<name>\w+)")
_WORD = re.compile(r"[\w-]{1,100}")

_LONG: Final = 200_000  # characters of one string that the page sends: an answer it keeps
_SHORT: Final = 20_000  # of one that a program sends, or a function of the page takes


class NothingThereError(BadBodyError):
    """A request calls what there is not."""

    def __init__(self) -> None:
        super().__init__("There is nothing here that is called so.")


class BusyError(BadBodyError):
    """Too many wait for what a request asks for."""

    def __init__(self) -> None:
        super().__init__("The program is busy: try again in a minute.")


def longest_string(path: str) -> int:
    """Characters that one string of a body may have at an address."""
    return _LONG if path == JOIN else _SHORT


def check(path: str, body: dict[str, Any], page: gr.Blocks) -> None:
    """Refuse a body that the address does not take.

    Raises:
        NothingThereError: it calls an event or a function that there is not.
        BadBodyError: a field is missing or of another kind.
    """
    call = _CALL.fullmatch(path)
    if call:
        event = next((each for each in page.fns.values() if each.api_name == call["name"] and each.fn), None)
        if event is None:
            raise NothingThereError
        _check_room(event, page)
        if call["named"] and event.fn is not None:
            _check_named(event.fn, body)
            return
    for name in ("session_hash", "event_id"):
        if body.get(name) is not None and not _is_word(body[name]):
            raise BadBodyError(f"“{name}” is no word.")
    if call and not isinstance(body.get("data"), list):
        raise BadBodyError("“data” is to be a list of the event's values.")
    if path == JOIN:
        _check_event(body, page)
    elif path == SERVER:
        _check_function(body, page)


def _check_event(body: dict[str, Any], page: gr.Blocks) -> None:
    if not isinstance(body.get("data"), list):
        raise BadBodyError("“data” is to be a list of the event's values.")
    if not _is_word(body.get("session_hash")):
        raise BadBodyError("Name a session: “session_hash”.")
    number, trigger = body.get("fn_index"), body.get("trigger_id")
    event = page.fns.get(number) if type(number) is int else None
    if event is None or event.fn is None:
        raise NothingThereError
    if trigger is not None and type(trigger) is not int:
        raise BadBodyError("“trigger_id” is no number.")
    _check_room(event, page)


def _check_room(event: BlockFunction, page: gr.Blocks) -> None:
    """Whether one more may wait in the event's group; a group that is full holds up no other."""
    group = page._queue.event_queue_per_concurrency_id.get(event.concurrency_id)
    if event.concurrency_id in queues.GROUPS and group is not None and len(group.queue) >= queues.WAITING:
        raise BusyError


def _check_function(body: dict[str, Any], page: gr.Blocks) -> None:
    number, name = body.get("component_id"), body.get("fn_name")
    if not _is_word(body.get("session_hash")) or type(number) is not int or not isinstance(name, str):
        raise BadBodyError("Name a session, a component by its number and a function.")
    function = getattr(page.blocks.get(number), name, None)
    if not callable(function) or not getattr(function, "_is_server_fn", False):
        raise NothingThereError
    if not isinstance(body.get("data"), dict):
        raise BadBodyError("“data” is to be an object of the function's values.")


def _check_named(takes: Callable[..., Any], body: dict[str, Any]) -> None:
    wanted = inspect.signature(takes).parameters
    if set(body) - set(wanted):
        raise BadBodyError(f"This call takes: {', '.join(wanted)}.")
    if any(each.default is each.empty and key not in body for key, each in wanted.items()):
        raise BadBodyError(f"This call takes: {', '.join(wanted)}.")


def _is_word(value: object) -> bool:
    return isinstance(value, str) and _WORD.fullmatch(value) is not None
