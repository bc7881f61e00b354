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
    browser: Annotated[
        bool | None,
        typer.Option("--browser/--no-browser", help="Open the page in the browser when it is ready."),
    ] = None,
) -> None:
    """Open the chat page."""
    flags = {"library": library, "engine": engine, "host": host, "port": port, "users": users}
    settings = load_settings(**flags, open=everyone, browser=browser)
    require_library(settings)
    import app as page

    page.main(settings)
