"""The one element through which page.js calls Python: functions that answer, and events that change the page."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import gradio as gr

EVENTS: Final = (
    "put",
    "again",
    "reword",
    "widen",
    "leave",
    "fetch",
    "narrow",
    "rate",
    "fresh",
    "open",
    "bring",
    "turn",
    "brief",
)
"""What page.js may trigger; each carries what ``gr.EventData`` gives as attributes."""


def place(functions: Sequence[Callable[..., Any]]) -> gr.HTML:
    """Put the element into the page being built; it also shows the page's head."""
    named = ", ".join(f"'{event}'" for event in EVENTS)
    return gr.HTML(
        elem_id="masthead",
        apply_default_css=False,
        js_on_load=f"window.rapporteur.connect(server, trigger, [{named}])",
        server_functions=list(functions),
    )


def carried(event: gr.EventData) -> dict[str, Any]:
    """What an event carries; it comes from a browser, so that nothing of it is trusted."""
    data = event._data
    return data if isinstance(data, dict) else {}


def number_of(event: gr.EventData) -> int:
    """The exchange that an event is about; 0 where it names none."""
    number = carried(event).get("number")
    return number if isinstance(number, int) else 0
