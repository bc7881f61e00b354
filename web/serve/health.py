"""Addresses for those who keep the program running: alive, ready, figures."""

import sqlite3
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from anyio import to_thread
from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from errors import RapporteurError
from index.library import Library
from web.api.metrics import Metrics

HOLDS: Final = 5.0  # seconds for which it is not looked at again: anybody may ask
_ASKED: Final = "peace"


def readiness(library: Library, clock: Callable[[], float] = monotonic) -> Callable[[], str]:
    """A function that says in a sentence why the library cannot be asked; empty where it can.

    It makes a real search: what is open and counts its rows may still be unable to answer.
    """
    lock = Lock()
    known = ("", -HOLDS)

    def reason() -> str:
        nonlocal known
        with lock:
            if clock() - known[1] >= HOLDS:
                known = (_tried(library), clock())
            return known[0]

    return reason


def _tried(library: Library) -> str:
    try:
        found = library.find(_ASKED, top=1)
        library.vectors().count()
    except RapporteurError as error:
        return str(error)
    except (sqlite3.Error, OSError) as error:
        return f"The library cannot be searched ({error})."
    return found.words_only


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
