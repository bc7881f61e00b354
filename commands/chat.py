"""``rapporteur chat``: the page."""

from typing import Annotated

import typer

from commands.shared import EngineOption, LibraryOption
from settings import load_settings


def chat(
    library: LibraryOption = None,
    engine: EngineOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
) -> None:
    """Open the chat page."""
    import app as page

    page.main(load_settings(library=library, engine=engine, host=host, port=port))
