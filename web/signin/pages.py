"""The sign-in page and what its form does."""

from html import escape
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from web.signin.gate import too_many
from web.signin.keeper import Attempt, Keeper, Wait, address_of
from web.signin.session import COOKIE, KNOWN, LASTS, Session
from web.signin.visitor import Visitor, visitor_of

KNOWN_HERE: Final = "rapporteur_known"
"""Cookie of a browser in which somebody signed in: guesses of others do not shut him out here."""

_LONGEST_FORM: Final = 4_096  # bytes
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Sign in · Rapporteur</title><style>
:root{{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}}
body{{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}}
main{{width:min(22rem,90vw)}} h1{{font-size:1.4rem}} label{{display:block;margin:.8rem 0 .2rem}}
input,button,.button{{box-sizing:border-box;width:100%;font:inherit;padding:.55rem .7rem;border-radius:.4rem;
border:1px solid GrayText;text-align:center}} input{{text-align:start}}
button{{margin-top:1.2rem;background:#1d4f91;color:#fff;border-color:#1d4f91;cursor:pointer}}
.button{{display:block;margin-top:1rem;color:inherit}} .wrong{{color:#b3261e}}
@media (prefers-color-scheme:dark){{.wrong{{color:#ffb4ab}}}}
</style></head><body><main><h1>Rapporteur</h1>{body}</main></body></html>"""


def place(site: FastAPI, keeper: Keeper, *, passwords: bool, provider: bool) -> None:
    """Add the page's addresses to the application."""

    @site.get("/signin")
    async def page(request: Request) -> Response:
        visitor = visitor_of(request)
        body = _account(visitor) if visitor else _form(_next(request), passwords=passwords, provider=provider)
        return HTMLResponse(_PAGE.format(body=body), headers={"Cache-Control": "no-store"})

    @site.post("/signin")
    async def sign_in(request: Request) -> Response:
        onward = _next(request)
        session = await _attempt(request, keeper)
        if isinstance(session, Wait):
            return too_many(session)
        if session is None:
            form = _form(onward, passwords=passwords, provider=provider, wrong=True)
            return HTMLResponse(_PAGE.format(body=form), status_code=401)
        return signed_in(RedirectResponse(onward, status_code=303), request, keeper, session)

    @site.post("/login")
    @site.post("/login/")
    async def log_in(request: Request) -> Response:
        """As Gradio's own clients sign in."""
        session = await _attempt(request, keeper)
        if isinstance(session, Wait):
            return too_many(session)
        if session is None:
            return JSONResponse({"error": "The name or the password is wrong."}, status_code=401)
        return signed_in(JSONResponse({"success": True}), request, keeper, session)

    @site.post("/signout")
    async def sign_out(request: Request) -> Response:
        keeper.end(request)
        response = RedirectResponse("/signin", status_code=303)
        response.delete_cookie(COOKIE, path="/")
        return response


def signed_in(response: Response, request: Request, keeper: Keeper, session: Session) -> Response:
    """The response with the cookie of a session."""
    assert keeper.seal is not None
    response.set_cookie(
        COOKIE,
        keeper.seal.close(session),
        max_age=LASTS,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    user = keeper.users.user(session.name) if keeper.users and not session.issuer else None
    if user is not None:
        response.set_cookie(
            KNOWN_HERE,
            keeper.seal.known(user),
            max_age=KNOWN,
            path="/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
    return response


def onward_path(wanted: str) -> str:
    """A path of this site, or the page itself: nobody is sent elsewhere after signing in."""
    inside = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if inside and "\\" not in wanted and wanted.isprintable() else "/"


def _next(request: Request) -> str:
    return onward_path(request.query_params.get("next", "/"))


async def _attempt(request: Request, keeper: Keeper) -> Session | Wait | None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _LONGEST_FORM:
        return None
    async with request.form(max_files=0, max_fields=10) as form:
        name, password = str(form.get("username", "")), str(form.get("password", ""))
    known = request.cookies.get(KNOWN_HERE, "")
    attempt = Attempt(name=name, password=password, address=address_of(request), known=known)
    return await keeper.look_at(attempt)


def _form(onward: str, *, passwords: bool, provider: bool, wrong: bool = False) -> str:
    query = f"?next={quote(onward, safe='')}"
    parts = []
    if wrong:
        parts.append('<p class="wrong" role="alert">The name or the password is wrong.</p>')
    if passwords:
        parts.append(
            f'<form method="post" action="/signin{query}"><label for="name">Name</label>'
            '<input id="name" name="username" autocomplete="username" required autofocus>'
            '<label for="password">Password</label><input id="password" name="password" type="password" '
            'autocomplete="current-password" required><button>Sign in</button></form>'
        )
    if provider:
        parts.append(f'<a class="button" href="/signin/provider{query}">Sign in with your organisation</a>')
    return "".join(parts)


def _account(visitor: Visitor) -> str:
    if not visitor.name:
        return '<p>Sign-in is off.</p><a class="button" href="/">To the page</a>'
    return (
        f"<p>Signed in as <strong>{escape(visitor.name)}</strong> ({visitor.role}).</p>"
        '<a class="button" href="/">To the page</a>'
        '<form method="post" action="/signout"><button>Sign out</button></form>'
    )
