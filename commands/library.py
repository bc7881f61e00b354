"""What is in the library, and its upkeep: ``status``, ``remove``, ``rebuild``."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from commands.shared import JsonOption, LibraryOption, err, opened_library, out, print_json
from errors import RapporteurError
from settings import load_settings


def status(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """What is in the library."""
    with opened_library(load_settings(library=library), begin=False) as (opened, _):
        found = opened.status()
        if as_json:
            print_json(found)
            return
        table = Table(show_header=False, box=None)
        for name, value in found.items():
            table.add_row(name.replace("_", " "), escape(str(value)))
        out.print(table)
        for failure in opened.register.failures():
            out.print(
                f"not read: {failure.path}: {failure.reason}", markup=False, style="yellow", soft_wrap=True
            )


def remove(
    names: Annotated[list[str], typer.Argument(help="Paths or symbols to take out.")],
    library: LibraryOption = None,
) -> None:
    """Take documents out of the library."""
    with opened_library(load_settings(library=library), begin=False) as (opened, _):
        for name in names:
            count = opened.remove(name)
            if not count:
                raise RapporteurError(f"Nothing in the library is called “{name}”: see rapporteur status.")
            out.print(f"Removed {name}.", markup=False)


def rebuild(library: LibraryOption = None) -> None:
    """Make the indexes anew from the register."""
    with opened_library(load_settings(library=library), begin=False) as (opened, _):
        from index.progress import RichProgress

        with RichProgress(err) as progress:
            opened.rebuild(progress)
        out.print("The indexes are rebuilt.")
