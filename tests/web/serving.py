"""The page served on a port of its own, for tests with real clients."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr

from settings import Settings
from web.metrics import Metrics
from web.server import bind, server


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
