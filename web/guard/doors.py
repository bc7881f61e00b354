"""Which requests come in at all: from pages of this host, at addresses that are meant, of bounded size.

A page on another host must not make a reader's browser ask or change anything here (request forgery), nor reach
this machine under a name of its own (DNS rebinding); and of Gradio's many addresses only those that this
program uses are open.
"""

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.api.programs import NAMES

LONGEST_BODY: Final = 8 * 1024 * 1024
"""Bytes of a request that is not an upload; a long conversation kept in the browser has about one million."""

LONGEST_CALL: Final = 1024 * 1024
"""Bytes of a call by a program, or of one of the page's own functions."""

LONGEST_PATH: Final = 200  # characters; the longest that is meant names a file of Gradio's

LOCAL: Final = frozenset(("127.0.0.1", "localhost", "[::1]"))

_CALLS = "|".join(NAMES)
_OPEN = re.compile(
    r"/|/(config|theme\.css|robots\.txt|favicon\.ico|manifest\.json)/?"
    r"|/(healthz|readyz|metrics|signin|signin/provider|signin/provider/back|signout|login/?)"
    r"|/(assets|static|svelte)/.+"
    r"|/gradio_api/(info|openapi\.json|app_id|startup-events|queue/join|queue/data|queue/status|cancel|reset"
    r"|login_check|user|upload|component_server|theme\.css)/?"
    r"|/gradio_api/heartbeat/\w+"
    rf"|/gradio_api/call(/v2)?/({_CALLS})(/\w+)?/?"
    r"|/gradio_api/mcp(/|/schema|/http/?)?"
)


class Doors:
    """Lets in what is meant to come in.

    Args:
        app: What is behind the doors.
        hosts: Names under which this host is known, without ports; empty: any.
        upload: Bytes that one request may upload.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = (), upload: int = LONGEST_BODY) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._upload = upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            status, words = refusal
            await JSONResponse({"error": words}, status_code=status)(scope, receive, send)
            return
        await self._app(scope, _bounded(receive, self._longest(scope)), send)

    def _longest(self, scope: Scope) -> int:
        path = scope["path"].rstrip("/")
        if path == "/gradio_api/upload":
            return self._upload
        return LONGEST_BODY if path == "/gradio_api/queue/join" else LONGEST_CALL

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts and _name(host) not in self._hosts:
            return 403, "This host is not known by that name: set public_url."
        origin = headers.get("origin")
        if origin is not None and scope["method"] not in ("GET", "HEAD") and _host_of(origin) != host:
            return 403, "Requests from pages of other hosts are refused."
        path = scope["path"]
        if len(path) > LONGEST_PATH or not path.isprintable() or not _OPEN.fullmatch(path):
            return 404, "There is nothing here."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._longest(scope):
            return 413, "The request is too large."
        return None


def _bounded(receive: Receive, longest: int) -> Receive:
    """The body of a request, cut off where it grows beyond what is allowed without saying its length."""
    seen = 0

    async def receive_bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > longest else message

    return receive_bounded


def _host_of(origin: str) -> str:
    """The host that an Origin header names, with its port; empty where it is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _name(host: str) -> str:
    """A Host header without its port."""
    return re.sub(r":\d+$", "", host).lower()
