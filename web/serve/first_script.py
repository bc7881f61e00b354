"""The one script that must run before Gradio's: it puts the language chosen on the page before the browser's.

Gradio adds scripts of ours when its own have run, and by then it has chosen the words of its labels.
"""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.kit.words import COOKIE

SCRIPT: Final = (
    "<script>(() => {"
    f"const chosen = document.cookie.match(/(?:^|; ){COOKIE}=([a-z]{{2}})(?:;|$)/)?.[1];"
    "if (chosen) {"
    'Object.defineProperty(navigator, "language", { get: () => chosen });'
    'Object.defineProperty(navigator, "languages", { get: () => [chosen] });'
    "}"
    'document.documentElement.lang = navigator.language.match(/^(es|fr)\\b/)?.[1] ?? "en";'
    "})();</script>"
)
_BEFORE: Final = b"<head>"


class WithFirstScript:
    """Puts the script at the head of the page; every other response passes through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Rewriting(send))


class _Rewriting:
    """Holds an HTML response back until it is whole, and sends it on with the script."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if not Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                await self._send(message)
                return
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._body.replace(_BEFORE, _BEFORE + SCRIPT.encode(), 1)
        MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
