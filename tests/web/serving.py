"""The page served on a port of its own, for tests with real clients."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import gradio as gr

from settings import Settings
from web.api.metrics import Metrics
from web.serve.server import bind, server


@contextmanager
def served(
    page: gr.Blocks, settings: Settings | None = None, metrics: Metrics | None = None
) -> Iterator[str]:
    """The address at which the page is served, with a slash at its end."""
    with bind("127.0.0.1", 0) as listening:
        serving = server(page, settings, metrics, listening=listening)
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        serving.should_exit = True
        thread.join(10)


def finished(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of asynchronous work, within a minute.

    It runs on a thread of its own, for the browser of other tests keeps an event loop on this one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(work, 60)).result()
