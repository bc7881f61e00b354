"""``rapporteur compare``: two documents, or two versions of one, side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from commands.shared import JsonOption, LibraryOption, load_settings, opened_library, out, print_json
from errors import RapporteurError

if TYPE_CHECKING:
    from check.compare.versions import Change, Comparison
    from ingest.document import Document
    from ingest.register import Register

_LOOKS: Final = {"changed": "yellow", "moved": "cyan", "added": "green", "dropped": "red"}


def compare(
    before: Annotated[str, typer.Argument(help="The first document: a symbol, a GE number or a title.")],
    after: Annotated[str, typer.Argument(help="The second document.")],
    library: LibraryOption = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page to read and print.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two documents paragraph by paragraph: same, changed, moved, added, dropped."""
    from check.compare.versions import compare as compared

    with opened_library(load_settings(library=library), begin=False) as (opened, _):
        register = opened.register
        old, new = named(register, before), named(register, after)
        result = compared(old, register.document_passages(old.id), new, register.document_passages(new.id))
    if html is not None:
        _write(html, result)
    if as_json:
        print_json(result.as_dict())
    else:
        _print(result)


def named(register: "Register", name: str) -> "Document":
    """The one document that a symbol, number or title names.

    Raises:
        RapporteurError: none, or several.
    """
    from cite.lookup import look_up

    found = look_up(register, name)
    documents = {match.document.id: match.document for match in found.matches}
    if len(documents) == 1:
        return next(iter(documents.values()))
    near = f" Near it: {'; '.join(found.near)}." if found.near else ""
    raise RapporteurError(f"“{name}” does not name one document. {found.message}{near}")


def _write(path: Path, comparison: "Comparison") -> None:
    from check.compare.versions_html import versions_html

    try:
        path.write_text(versions_html(comparison), encoding="utf-8")
    except OSError as error:
        raise RapporteurError(f"{path} cannot be written ({error}).") from error


def _print(comparison: "Comparison") -> None:
    out.print(Text(f"{comparison.before.name} → {comparison.after.name}", style="bold"))
    out.print(Text(", ".join(f"{number} {kind}" for kind, number in comparison.counts().items())))
    for change in comparison.changes:
        if change.kind != "same":
            out.print()
            out.print(_heading(change))
            out.print(_words(change))


def _heading(change: "Change") -> Text:
    from cite.locator import locator

    places = [locator(side) or "no number" for side in (change.before, change.after) if side]
    return Text(f"{change.kind}: {' → '.join(dict.fromkeys(places))}", style=f"bold {_LOOKS[change.kind]}")


def _words(change: "Change") -> Text:
    """Marked by [-…-] and {+…+} as well as by colour, as word differences are in plain text."""
    shown = Text()
    if not change.runs:
        only = change.before or change.after
        return Text(only.text if only else "")
    for run in change.runs:
        if run.same:
            shown.append(run.after)
            continue
        if run.before.strip():
            shown.append(f"[-{run.before.strip()}-]", style="red strike")
        if run.after.strip():
            shown.append(f"{{+{run.after.strip()}+}}", style="green underline")
        if (run.after or run.before)[-1:].isspace():
            shown.append(" ")
    return shown
