"""``rapporteur chat``: the page."""

from typing import Annotated

import typer

from commands.shared import EngineOption, LibraryOption, UsersOption, load_settings, require_library


def chat(
    library: LibraryOption = None,
    engine: EngineOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    users: UsersOption = None,
    everyone: Annotated[
        bool | None, typer.Option("--open", help="Let everyone in who reaches the page, without sign-in.")
    ] = None,
) -> None:
    """Open the chat page."""
    settings = load_settings(library=library, engine=engine, host=host, port=port, users=users, open=everyone)
    require_library(settings)
    import app as page

    page.main(settings)
