"""Nobody sees another's chats or files: sessions and uploads belong to the visitor who began them.

Gradio knows a session by a word that the browser chooses, and hands out an uploaded file to whoever knows
its path. Here the first visitor who uses such a word or receives such a path is its owner; to any other
visitor both are closed. What is kept is bounded, and gone with the process.
"""

import json
import os
from collections import OrderedDict
from threading import Lock
from typing import Any, Final
from urllib.parse import parse_qs

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.signin.visitor import Visitor

_MOST: Final = 50_000  # sessions, and uploads, remembered
_WITH_SESSION = (
    "/gradio_api/queue/join",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/component_server",
)
_FILE = "/gradio_api/file="
_HEARTBEAT = "/gradio_api/heartbeat/"
_LOOPBACK = "loopback"


class Owners:
    """Who owns what, the longest unused forgotten first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owners: OrderedDict[str, frozenset[str]] = OrderedDict()

    def claim(self, thing: str, visitor: str) -> bool:
        """Whether the thing is the visitor's; it becomes so where it is nobody's."""
        with self._lock:
            owners = self._owners.setdefault(thing, frozenset((visitor,)))
            self._owners.move_to_end(thing)
            self._shed()
            return visitor in owners

    def share(self, thing: str, visitor: str) -> None:
        """Make the thing the visitor's too: two people may upload the same file."""
        with self._lock:
            self._owners[thing] = self._owners.get(thing, frozenset()) | {visitor}
            self._shed()

    def allows(self, thing: str, visitor: str) -> bool:
        """Whether the thing is the visitor's, or nobody's."""
        with self._lock:
            owners = self._owners.get(thing)
            return owners is None or visitor in owners

    def _shed(self) -> None:
        while len(self._owners) > _MOST:
            self._owners.popitem(last=False)


class Apart:
    """Keeps visitors apart.

    Args:
        app: What is behind it; the gate, which knows visitors, is before it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._sessions = Owners()
        self._uploads = Owners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        visitor: Visitor | None = scope.get("state", {}).get("visitor")
        if scope["type"] != "http" or visitor is None:
            await self._app(scope, receive, send)
            return
        path = str(scope["path"]).rstrip("/")
        if path in _WITH_SESSION and scope["method"] == "POST":
            body = await _whole(receive)
            allowed = self._may_use(_session_in(body), visitor)
            receive = _again(body, receive)
        elif path.startswith(_FILE):
            allowed = self._uploads.allows(_canonical(str(scope["path"])[len(_FILE) :]), visitor.id)
        else:
            allowed = self._may_use(_session_of(scope, path), visitor)
        if not allowed:
            await JSONResponse({"error": "This belongs to another visitor."}, 403)(scope, receive, send)
        elif path == "/gradio_api/upload":
            await self._app(scope, receive, self._noting(send, visitor))
        else:
            await self._app(scope, receive, send)

    def _may_use(self, session: str, visitor: Visitor) -> bool:
        if not session or self._sessions.claim(session, visitor.id):
            return True
        # a tool of MCP is called on this program's own session, with the caller's name
        return not self._sessions.allows(session, visitor.id) and self._sessions.allows(session, _LOOPBACK)

    def _noting(self, send: Send, visitor: Visitor) -> Send:
        body = bytearray()

        async def send_noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    for path in _paths_in(bytes(body)):
                        self._uploads.share(_canonical(path), visitor.id)
            await send(message)

        return send_noting


def _session_of(scope: Scope, path: str) -> str:
    if path.startswith(_HEARTBEAT):
        return path[len(_HEARTBEAT) :]
    if path == "/gradio_api/queue/data":
        query: bytes = scope["query_string"]
        return parse_qs(query.decode("latin-1")).get("session_hash", [""])[-1]
    return ""


def _session_in(body: bytes) -> str:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""  # Gradio refuses it
    session: object = found.get("session_hash") if isinstance(found, dict) else None
    return session if isinstance(session, str) else ""


def _paths_in(body: bytes) -> list[str]:
    try:
        found: Any = json.loads(body)
    except ValueError:
        return []  # the upload was refused
    return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []


def _canonical(path: str) -> str:
    """A path as Gradio resolves it."""
    return os.path.realpath(path)


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
