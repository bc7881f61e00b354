"""The page: ``python app.py``, then open the address it names."""

import web.kit.quick  # noqa: F401 - before anything that imports Gradio

# isort: split

import sys
from contextlib import suppress

from rich.console import Console

from answer.assistant import Assistant
from errors import RapporteurError
from index.library import Library
from index.progress import RichProgress
from settings import Settings, load_settings
from web.api.metrics import Metrics
from web.page import build
from web.serve import logs, opening
from web.serve.access import check_address, warning
from web.serve.closing import end_cleanly
from web.serve.health import readiness
from web.serve.server import address, bind, server


def main(settings: Settings) -> None:
    """Open the library, filled from the starter where it is new, and serve the page until Ctrl-C.

    Raises:
        RapporteurError: the library, the model, the engine or the address cannot be used.
    """
    check_address(settings)
    logs.set_up(settings)
    told = Console(stderr=True)
    with bind(settings.host, settings.port) as listening:
        library = Library(settings)
        with opening.step(told, opening.READING), RichProgress(told) as progress:
            library.ensure_starter(progress)
        with opening.step(told, opening.LOADING):
            library.search("the first reader should not wait for the model to load", top=1)
        with opening.step(told, opening.MAKING):
            metrics = Metrics()
            metrics.watch(library.register)
            page = build(library, Assistant(library, settings), metrics)
            serving = server(page, settings, metrics, readiness(library), listening)
        Console().print(f"Rapporteur is at {address(listening)} (Ctrl-C stops it)", highlight=False)
        for said in filter(None, (warning(settings), library.unwritable)):
            told.print(said, style="yellow", highlight=False, markup=False)
        end_cleanly()
        if opening.shows(settings):
            opening.show(address(listening))
        with suppress(KeyboardInterrupt):
            serving.run(sockets=[listening])


if __name__ == "__main__":
    try:
        main(load_settings())
    except RapporteurError as error:
        Console(stderr=True).print(str(error), highlight=False, markup=False)
        sys.exit(2)
