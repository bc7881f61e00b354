"""Nobody sees another's chats or files: one rule for the sessions, events and files that requests name.

Gradio knows a session by a word that the browser chooses: the first visitor who uses it is its owner. It gives out
a word for each event, and this program one for each upload: they are the visitor's to whom they were given. A
request that names what is another's is refused, whichever address it comes to.
"""

import json
import re
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs

import gradio as gr
from anyio import to_thread
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.guard import bodies, calls
from web.guard.owners import Owners
from web.guard.uploaded import Uploads
from web.signin.visitor import Visitor

LOOPBACK: Final = "loopback"
"""The visitor that this program itself is: the tools of MCP are called on its session, with the caller's name."""

_EVENTS = re.compile(r"/gradio_api/(queue/join|call(/v2)?/\w+)")  # these answer with the word for an event
_WITH_BODY = re.compile(r"/gradio_api/(queue/join|cancel|reset|component_server|call(/v2)?/\w+)")
_RESULT = re.compile(r"/gradio_api/call(?:/v2)?/\w+/(\w+)")
_HEARTBEAT = re.compile(r"/gradio_api/heartbeat/(\w+)")
_LARGE: Final = 100_000  # bytes of a body that is read on a thread: the page answers others meanwhile


class ForeignError(bodies.BadBodyError):
    """A request names a session or an event of another visitor."""

    def __init__(self) -> None:
        super().__init__("This belongs to another visitor.")


class Apart:
    """Keeps visitors apart.

    Args:
        app: What is behind it; the gate, which knows visitors, is before it.
        page: The page.
        uploads: What visitors uploaded.
    """

    def __init__(self, app: ASGIApp, page: gr.Blocks, uploads: Uploads) -> None:
        self._app = app
        self._page = page
        self._uploads = uploads
        self._sessions = Owners()
        self._events = Owners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        visitor: Visitor | None = scope.get("state", {}).get("visitor")
        if scope["type"] != "http" or visitor is None:
            await self._app(scope, receive, send)
            return
        path = str(scope["path"]).rstrip("/")
        try:
            if scope["method"] == "POST" and _WITH_BODY.fullmatch(path):
                body = await _whole(receive)
                checking = partial(self._checked, body, path, visitor)
                checked = await to_thread.run_sync(checking) if len(body) > _LARGE else checking()
                receive = _again(checked, receive)
            else:
                self._check_address(scope, path, visitor)
        except bodies.BadBodyError as error:
            await JSONResponse({"error": str(error)}, _status(error))(scope, receive, send)
            return
        noting = scope["method"] == "POST" and _EVENTS.fullmatch(path)
        await self._app(scope, receive, self._noting(send, visitor) if noting else send)

    def _checked(self, body: bytes, path: str, visitor: Visitor) -> bytes:
        """The body that Gradio is given."""
        found = bodies.read(body, calls.longest_string(path))
        calls.check(path, found, self._page)
        session, event = found.get("session_hash"), found.get("event_id")
        if session is not None and not self._may_use(session, visitor, joins=path == calls.JOIN):
            raise ForeignError
        if event is not None and not (isinstance(event, str) and self._events.owns(event, visitor.id)):
            raise ForeignError
        bodies.place_files(found, lambda handle: self._uploads.asked_for(handle, visitor.id))
        return bodies.written(found)

    def _check_address(self, scope: Scope, path: str, visitor: Visitor) -> None:
        event = _RESULT.fullmatch(path)
        if event and not self._events.owns(event[1], visitor.id):
            raise ForeignError
        session = _session_of(scope, path)
        if session and not self._may_use(session, visitor):
            raise ForeignError

    def _may_use(self, session: object, visitor: Visitor, *, joins: bool = False) -> bool:
        if not isinstance(session, str):
            return False
        if joins and self._sessions.owner(session) == LOOPBACK:
            return True
        return self._sessions.claim(session, visitor.id)

    def _noting(self, send: Send, visitor: Visitor) -> Send:
        body = bytearray()

        async def send_noting(message: Message) -> None:
            if message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    event = _event_in(bytes(body))
                    if event:
                        self._events.claim(event, visitor.id)
            await send(message)

        return send_noting


def _status(error: bodies.BadBodyError) -> int:
    if isinstance(error, ForeignError | bodies.ForeignFileError):
        return 403
    if isinstance(error, calls.BusyError):
        return 503
    return 404 if isinstance(error, calls.NothingThereError) else 400


def _session_of(scope: Scope, path: str) -> str:
    heartbeat = _HEARTBEAT.fullmatch(path)
    if heartbeat:
        return heartbeat[1]
    if path == "/gradio_api/queue/data":
        query: bytes = scope["query_string"]
        return parse_qs(query.decode("latin-1")).get("session_hash", [""])[-1]
    return ""


def _event_in(body: bytes) -> str:
    try:
        found: Any = json.loads(body)
    except ValueError:
        return ""  # the event was refused
    event = found.get("event_id") if isinstance(found, dict) else None
    return event if isinstance(event, str) else ""


async def _whole(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body.extend(message.get("body", b""))
        if message["type"] != "http.request":
            raise bodies.BadBodyError("The request broke off, or is too large.")
        if not message.get("more_body"):
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
