"""``rapporteur cite``: a reference looked up."""

from typing import Annotated

import typer

from cite.style import Style
from commands.shared import (
    BatchOption,
    JsonOption,
    LibraryOption,
    OutOption,
    load_settings,
    opened_library,
    out,
    print_json,
    read_lines,
    write_lines,
)
from errors import RapporteurError


def cite(
    reference: Annotated[str, typer.Argument(help="The reference; leave out with --batch.")] = "",
    library: LibraryOption = None,
    around: Annotated[int, typer.Option(min=0, max=20, help="Passages to show before and after.")] = 0,
    style: Annotated[Style | None, typer.Option(help="Give only the reference, in this style.")] = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Look a reference up, such as "A/RES/70/125, para. 35"; status 1 where it is not found or ambiguous."""
    if bool(reference.strip()) == (batch is not None):
        raise RapporteurError("Give either a reference or --batch FILE.")
    if style and (batch is not None or as_json):
        raise RapporteurError("--style gives text for one reference: leave out --batch and --json.")
    from cite.lookup import look_up
    from cite.show import as_json as shown
    from cite.show import as_lines

    with opened_library(load_settings(library=library)) as (opened, _):
        if batch is not None:
            items = read_lines(batch, needs="ref")
            write_lines(
                output,
                ({"id": item.get("id"), **look_up(opened.register, item["ref"]).as_dict()} for item in items),
            )
            return
        found = look_up(opened.register, reference)
        if style and found.status == "found":
            from cite.styles import render

            print(render(found.matches, style))  # noqa: T201 - to be piped into a file, as it is
        elif as_json:
            print_json(shown(opened.register, found, around))
        else:
            for text, look in as_lines(opened.register, found, around):
                out.print(text, style=look, markup=False, highlight=False, soft_wrap=True)
    if found.status != "found":
        raise typer.Exit(1)
