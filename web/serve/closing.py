"""Being stopped: what is being answered is finished, within a bound; what is not is told so in a sentence."""

import re
import signal
import sys
from time import monotonic
from types import FrameType
from typing import Final

import gradio as gr
import uvicorn
from gradio.server_messages import ProcessCompletedMessage
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

STOPPED: Final = "The program is being stopped: ask again in a minute."
DELIVERY: Final = 1.0  # seconds for the last results on their way to browsers

_ASKS = re.compile(r"/gradio_api/(queue/join|call(/v2)?/\w+|upload|component_server)/?")


class Closing:
    """Whether the program is being stopped, and since when."""

    def __init__(self) -> None:
        self.since: float | None = None

    def begin(self) -> None:
        """From now on nothing new is begun."""
        if self.since is None:
            self.since = monotonic()


class Refusing:
    """Refuses what would begin something new while the program is being stopped.

    Args:
        app: What is behind it.
        closing: Whether it is.
    """

    def __init__(self, app: ASGIApp, closing: Closing) -> None:
        self._app = app
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        asks = scope["type"] == "http" and scope["method"] == "POST" and _ASKS.fullmatch(scope["path"])
        if asks and self._closing.since is not None:
            headers = {"Retry-After": "60"}
            await JSONResponse({"error": STOPPED}, 503, headers)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class Server(uvicorn.Server):
    """Serves the page until it is told to stop, and then finishes what it began.

    Args:
        config: Of uvicorn.
        page: The page.
        closing: What the page's doors look at.
        seconds: For which answers under way are waited for.
    """

    def __init__(self, config: uvicorn.Config, page: gr.Blocks, closing: Closing, seconds: float) -> None:
        super().__init__(config)
        self._page = page
        self._closing = closing
        self._seconds = seconds
        self._idle_since: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop with the first signal; with a second one, stop."""
        if self._closing.since is not None:
            super().handle_exit(sig, frame)
            return
        self._captured_signals.append(sig)
        self._closing.begin()

    async def on_tick(self, counter: int) -> bool:
        """Look ten times a second whether all is finished, or the time is up."""
        if self._closing.since is not None and not self.should_exit:
            now = monotonic()
            if self._is_busy():
                self._idle_since = None
            elif self._idle_since is None:
                self._idle_since = now
            if now - self._closing.since > self._seconds:
                self._tell()
                self.should_exit = now - self._closing.since > self._seconds + DELIVERY
            elif self._idle_since is not None:
                self.should_exit = now - self._idle_since > DELIVERY
        return bool(await super().on_tick(counter))

    def _is_busy(self) -> bool:
        queue = self._page._queue
        return len(queue) > 0 or any(job is not None for job in queue.active_jobs)

    def _tell(self) -> None:
        """Say once to every session that waits for something that it will not come."""
        queue = self._page._queue
        for session, events in queue.pending_event_ids_session.items():
            messages = queue.pending_messages_per_session.get(session)
            if messages is None:
                continue
            for event in list(events):
                told = {"error": STOPPED, "visible": True}
                messages.put_nowait(ProcessCompletedMessage(output=told, success=False, event_id=event))
                events.discard(event)


def end_cleanly() -> None:
    """Let SIGTERM end the program as Ctrl-C does: what was made for it is put away."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
