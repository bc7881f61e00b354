"""What is in the library, and its upkeep: ``status``, ``remove``, ``rebuild``."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from commands.shared import JsonOption, LibraryOption, err, load_settings, opened_library, out, print_json
from errors import RapporteurError

if TYPE_CHECKING:
    from ingest.document import Document


def status(
    library: LibraryOption = None,
    documents: Annotated[bool, typer.Option("--documents", help="List the documents, too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """What is in the library."""
    with opened_library(load_settings(library=library), begin=False) as (opened, _):
        found = opened.status()
        listed = opened.register.documents() if documents else []
        if as_json:
            print_json(found | ({"listed": [_as_dict(each) for each in listed]} if documents else {}))
            return
        table = Table(show_header=False, box=None)
        for name, value in found.items():
            table.add_row(name.replace("_", " "), escape(str(value)))
        out.print(table)
        for document in listed:
            named = " · ".join(filter(None, (document.symbol, document.date, document.language)))
            out.print(f"{named}  {document.title}", markup=False, highlight=False, soft_wrap=True)
        for failure in opened.register.failures():
            out.print(
                f"not read: {failure.path}: {failure.reason}", markup=False, style="yellow", soft_wrap=True
            )


def _as_dict(document: "Document") -> dict[str, object]:
    """What tells a document from others."""
    names = ("symbols", "title", "date", "language", "kind", "pages", "url")
    return {name: getattr(document, name) for name in names}


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
