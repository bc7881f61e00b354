"""What Gradio keeps of calls by programs: nothing, once they are answered.

Gradio gives every call that names no session one of its own, a copy of the page's configuration of some 100 kB,
and keeps ten thousand of them: a gigabyte, after as many questions. Nobody can come back to such a session.
"""

import asyncio
import re
from typing import Final

import gradio as gr
from starlette.types import ASGIApp, Receive, Scope, Send

SESSIONS: Final = 2_000
"""Sessions of browsers that are kept, some 200 MB; the one used longest ago goes first, and begins anew."""

LATER: Final = 5.0  # seconds after the result was read: Gradio looks at the session once more

_RESULT = re.compile(r"/gradio_api/call/(?:v2/)?[^/]+/([^/]+)/?")  # a call's session bears its event's name


class Forgetting:
    """Lets go of a call's session when its result has been read.

    Args:
        app: What is behind it.
        page: The page.
    """

    def __init__(self, app: ASGIApp, page: gr.Blocks) -> None:
        self._app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        try:
            await self._app(scope, receive, send)
        finally:
            read = _RESULT.fullmatch(str(scope.get("path", ""))) if scope["type"] == "http" else None
            if read:
                asyncio.get_running_loop().call_later(LATER, self._forget, read[1])

    def _forget(self, session: str) -> None:
        holder = self._page.state_holder
        with holder.lock:
            holder.session_data.pop(session, None)
            holder.time_last_used.pop(session, None)
