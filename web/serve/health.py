"""Addresses for those who keep the program running: alive, ready, figures."""

from collections.abc import Callable

from anyio import to_thread
from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from errors import RapporteurError
from index.library import Library
from web.api.metrics import Metrics


def readiness(library: Library) -> Callable[[], str]:
    """A function that says in a sentence why the library cannot be asked; empty where it can."""

    def reason() -> str:
        try:
            library.register.counts()
            library.words()
            library.vectors().count()
        except RapporteurError as error:
            return str(error)
        return ""

    return reason


def place(site: FastAPI, metrics: Metrics, reason: Callable[[], str] | None = None) -> None:
    """Add ``/healthz`` (the process answers), ``/readyz`` (questions can be answered) and ``/metrics``."""

    @site.get("/healthz")
    async def alive() -> Response:
        return JSONResponse({"status": "ok"})

    @site.get("/readyz")
    async def ready() -> Response:
        why = await to_thread.run_sync(reason) if reason else ""
        return JSONResponse({"status": "not ready" if why else "ok"}, status_code=503 if why else 200)

    @site.get("/metrics")
    async def figures() -> Response:
        return Response(await to_thread.run_sync(metrics.text), media_type=CONTENT_TYPE_LATEST)
