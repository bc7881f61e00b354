"""The gate before everything: no request passes without a visitor, but for a few doors that are always open."""

import secrets
from typing import Final
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.signin.keeper import BROWSER, Attempt, Keeper, Wait

ALWAYS_OPEN: Final = frozenset(
    ("/healthz", "/readyz", "/signin", "/signin/provider", "/signin/provider/back", "/login", "/login/")
)


class Gate:
    """Notes the visitor on every request, or sends whoever has to sign in to the sign-in page.

    Args:
        app: What is behind the gate.
        keeper: Knows visitors.
    """

    def __init__(self, app: ASGIApp, keeper: Keeper) -> None:
        self._app = app
        self._keeper = keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":  # the page uses none
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        visitor = self._keeper.visitor(request)
        if isinstance(visitor, Attempt):
            session = await self._keeper.look_at(visitor)
            if isinstance(session, Wait):
                await too_many(session)(scope, receive, send)
                return
            if session is not None:
                self._keeper.remember(visitor, session)
            visitor = self._keeper.signed_in(session) if session else None
        if visitor is None and scope["path"] not in ALWAYS_OPEN:
            await _sign_in_first(request)(scope, receive, send)
            return
        scope.setdefault("state", {})["visitor"] = visitor
        if self._keeper.asks or visitor is None or request.cookies.get(BROWSER) == visitor.id:
            await self._app(scope, receive, send)
            return
        cookie = f"{BROWSER}={secrets.token_hex(16)}; Path=/; HttpOnly; SameSite=Lax"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def too_many(wait: Wait) -> Response:
    """Says when the next attempt will be looked at."""
    seconds = max(1, round(wait.seconds))
    return JSONResponse(
        {"error": f"Too many failed attempts to sign in: try again in {seconds} s."},
        status_code=429,
        headers={"Retry-After": str(seconds)},
    )


def _sign_in_first(request: Request) -> Response:
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/signin?next={quote(path, safe='')}", status_code=303)
    return JSONResponse(
        {"error": "Sign in first: send a name and a password (HTTP Basic), or POST them to /login."},
        status_code=401,
        headers={"WWW-Authenticate": 'Basic realm="Rapporteur", charset="UTF-8"'},
    )
