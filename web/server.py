"""Serving the page: one socket, strict headers, nothing from other hosts."""

import socket
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from errors import RapporteurError
from web.first_script import WithFirstScript
from web.look import STYLE, head, theme

# Gradio builds its templates with eval and writes its styles inline; all else is this host's own files.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
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
        listening.listen(128)
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


def application(page: gr.Blocks) -> FastAPI:
    """The web application with the page at its root."""
    no_schema: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    site = FastAPI(title="Rapporteur", **no_schema)
    site.add_middleware(WithHeaders)
    site.add_middleware(WithFirstScript)
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
        max_file_size="100mb",
        app_kwargs=no_schema,
        theme=theme(),
        css_paths=[STYLE],
        head=head(),
    )
    return site


def server(page: gr.Blocks) -> uvicorn.Server:
    """What serves the page; ``run(sockets=[…])`` does so until it is interrupted."""
    return uvicorn.Server(uvicorn.Config(application(page), log_level="warning", timeout_graceful_shutdown=3))
