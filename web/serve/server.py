"""Serving the page: one socket, strict headers, nothing from other hosts."""

import socket
import sys
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from errors import RapporteurError
from settings import Settings
from web.api.metrics import Metrics
from web.guard import taking_in
from web.guard.doors import Doors
from web.guard.isolation import Apart
from web.look.look import STYLES, head, theme
from web.serve import health, logs, tools
from web.serve.access import KEY_FILE, hosts_of, keeper_for
from web.serve.closing import Closing, Refusing, Server
from web.serve.first_script import WithFirstScript
from web.serve.forgetting import SESSIONS, Forgetting
from web.signin import pages, provider
from web.signin.gate import Gate
from web.signin.session import secret_at
from web.signin.visitor import visitor_of

OPEN_FILES = 16_384
BACKLOG = 1_024  # connections that may wait to be taken: a room full of people opens the page at once

# Gradio builds its templates with eval and writes its styles inline; all else is this host's own files.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",  # "no-referrer" would hide from our own forms where they come from
    "X-Content-Type-Options": "nosniff",
}


class WithHeaders:
    """Adds our headers to every response; streams pass through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def bind(host: str, port: int) -> socket.socket:
    """A socket listening on ``host`` and ``port`` (0: any free port).

    Raises:
        RapporteurError: the address is taken or is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise RapporteurError(
            f"The page cannot be opened on {host}:{port} ({error.strerror}): close the program that uses "
            f"the port, or choose another with --port (0 takes a free one)."
        ) from error
    return listening


def address(listening: socket.socket) -> str:
    """Where a browser finds what listens on a socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def application(
    page: gr.Blocks,
    settings: Settings | None = None,
    metrics: Metrics | None = None,
    reason: Callable[[], str] | None = None,
    listening: socket.socket | None = None,
    closing: Closing | None = None,
) -> FastAPI:
    """The web application with the page at its root.

    Args:
        page: The page.
        settings: Who may reach it; the defaults where not given.
        metrics: What ``/metrics`` shows.
        reason: Says why questions cannot be answered, for ``/readyz``.
        listening: The socket it is served on, where its tools of MCP are to work.
        closing: Whether the program is being stopped.

    Raises:
        RapporteurError: the users file, the key of the sessions or the provider cannot be used.
    """
    settings = settings or Settings()
    logs.take_over_gradios()
    keeper = keeper_for(settings)
    no_schema: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    site = FastAPI(title="Rapporteur", **no_schema)
    health.place(site, metrics or Metrics(), reason)
    pages.place(site, keeper, passwords=keeper.users is not None, provider=bool(settings.oidc_issuer))
    uploads = taking_in.uploads_for(settings)
    taking_in.place(site, uploads, settings)
    if settings.oidc_issuer:
        provider.place(site, keeper, settings, secret_at(settings.library / KEY_FILE))
    # the last one added is the first one a request meets
    site.add_middleware(Forgetting, page=page)
    site.add_middleware(Refusing, closing=closing or Closing())
    site.add_middleware(Apart, page=page, uploads=uploads)
    site.add_middleware(Gate, keeper=keeper)
    site.add_middleware(
        Doors, hosts=hosts_of(settings), upload=taking_in.AT_ONCE * settings.upload_mb * 1024**2
    )
    site.add_middleware(WithHeaders)
    site.add_middleware(WithFirstScript)
    page.state_session_capacity = SESSIONS
    gr.mount_gradio_app(
        site,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        max_file_size=f"{settings.upload_mb}mb",
        mcp_server=settings.tools and tools.are_installed(),
        auth_dependency=_name if keeper.asks else None,
        app_kwargs=no_schema,
        theme=theme(),
        css_paths=list(STYLES),
        head=head(),
    )
    page.has_launched = (
        True  # a page that is mounted never counts as launched, and Gradio then checks no path
    )
    if listening is not None:
        tools.connect(page, _own_address(listening), keeper.loopback)
    return site


def _name(request: Request) -> str | None:
    """The name signed in with, which Gradio gives to events as ``request.username``."""
    visitor = visitor_of(request)
    return visitor.name if visitor else None


def _own_address(listening: socket.socket) -> str:
    """Where this program itself reaches what listens on a socket."""
    host, port = listening.getsockname()[:2]
    if not ip_address(host).is_unspecified:
        return address(listening)
    return f"http://[::1]:{port}" if ":" in host else f"http://127.0.0.1:{port}"


def allow_open_files() -> None:
    """As many open files as the system allows: each tab has several connections, and the usual 1,024 are soon used up."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def server(
    page: gr.Blocks,
    settings: Settings | None = None,
    metrics: Metrics | None = None,
    reason: Callable[[], str] | None = None,
    listening: socket.socket | None = None,
) -> Server:
    """What serves the page, as ``application`` makes it; ``run(sockets=[…])`` does so until it is told to stop."""
    settings, closing = settings or Settings(), Closing()
    allow_open_files()
    site = application(page, settings, metrics, reason, listening, closing)
    config = uvicorn.Config(
        site,
        log_config=None,
        log_level="warning",
        backlog=BACKLOG,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=3,
    )
    return Server(config, page, closing, settings.closing_seconds)
