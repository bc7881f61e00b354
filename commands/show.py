"""``rapporteur show``: what the register knows of one document."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from commands.compare import named
from commands.shared import JsonOption, LibraryOption, load_settings, opened_library, out, print_json

if TYPE_CHECKING:
    from ingest.document import Balance, Document
    from ingest.register import Register


def show(
    document: Annotated[str, typer.Argument(help="The document: a symbol, a GE number or a title.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is known of a document: its masthead, versions, outline, files, and what its reader warned of."""
    with opened_library(load_settings(library=library), begin=False) as (opened, _):
        known = facts(opened.register, named(opened.register, document))
    if as_json:
        print_json(known)
        return
    table = Table(show_header=False, box=None)
    for name, value in known.items():
        if value not in (None, "", [], 0):
            table.add_row(name.replace("_", " "), Text(_shown(value)))
    out.print(table)


def facts(register: "Register", document: "Document") -> dict[str, Any]:
    """Everything the register holds of a document but its text."""
    from cite.near import versions
    from cite.outline import outline

    passages = register.document_passages(document.id)
    return {
        "symbols": list(document.symbols),
        "title": document.title,
        "date": document.date,
        "body": document.body,
        "session": document.session,
        "agenda_item": document.agenda_item,
        "kind": document.kind,
        "author": document.author,
        "language": document.language,
        "languages": register.languages(document.id),
        "original_language": document.original_language,
        "job_number": document.job_number,
        "url": document.url,
        "versions": versions(document.symbols[0], register.symbols()) if document.symbols else [],
        "format": document.format,
        "pages": document.pages,
        "passages": len(passages),
        "letters": _balance(register.balance(document.id)),
        "files": [path for path, _ in register.sources(document.id)],
        "warnings": [
            f"page {warning.page}: {warning.reason}" if warning.page else warning.reason
            for warning in register.warnings(document.id)
        ],
        "outline": outline(document, passages),
    }


def _balance(found: "Balance | None") -> str | None:
    if found is None:
        return None
    kept = found.shown - found.aside - found.lost
    return f"{found.shown} in the file: {kept} kept, {found.aside} set aside, {found.lost} lost"


def _shown(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
