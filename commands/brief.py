"""``rapporteur brief``: who said what about a topic, as a paper."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.shared import JsonOption, LibraryOption, err, opened_library, out, print_json
from errors import RapporteurError
from settings import load_settings

if TYPE_CHECKING:
    from brief.model import Brief, Entry
    from index.hit import Filters
    from index.library import Library


def brief(  # noqa: PLR0913, PLR0917 - one command, its options
    topic: Annotated[str, typer.Argument(help="The topic; leave out with --new.")] = "",
    library: LibraryOption = None,
    since: Annotated[str | None, typer.Option(help="Documents from this ISO date on.")] = None,
    until: Annotated[str | None, typer.Option(help="Documents up to this ISO date.")] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only this document, by its symbol.")] = None,
    body: Annotated[list[str] | None, typer.Option(help="Only documents of this organ.")] = None,
    speaker: Annotated[list[str] | None, typer.Option(help="Only this speaker.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="Only words in this language.")] = None,
    output: Annotated[
        Path | None, typer.Option("--out", help="Write .docx, .html, .md, .json or .csv.")
    ] = None,
    new: Annotated[
        Path | None, typer.Option("--new", help="A saved brief (.json): tell what is new.")
    ] = None,
    feed: Annotated[Path | None, typer.Option("--feed", help="With --new: an Atom feed of it.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Collect who said what about a topic; with --new, status 1 where something has come since."""
    if bool(topic.strip()) == (new is not None):
        raise RapporteurError("Give either a topic or --new SAVED.json.")
    if feed is not None and new is None:
        raise RapporteurError("--feed needs --new SAVED.json.")
    from brief.export import SUFFIXES
    from brief.news import load, new_in

    if output is not None and output.suffix not in SUFFIXES:
        raise RapporteurError(f"--out must end in one of {', '.join(SUFFIXES)}.")
    before = load(new) if new else None
    scope = before.scope if before else _scope(since, until, document, body, speaker, language)
    with opened_library(load_settings(library=library)) as (opened, _):
        made = _made(opened, before.topic if before else topic, scope)
    fresh = new_in(made, before) if before else made.quoted
    _give(made, made.with_entries(fresh) if before else made, output, as_json=as_json)
    if feed is not None:
        from brief.export.as_atom import as_atom

        _write(feed, as_atom(made, fresh))
    if before and fresh:
        raise typer.Exit(1)


def _scope(
    since: str | None,
    until: str | None,
    document: list[str] | None,
    body: list[str] | None,
    speaker: list[str] | None,
    language: list[str] | None,
) -> "Filters":
    from index.hit import Filters

    given: dict[str, Any] = {
        "since": since,
        "until": until,
        "symbols": document,
        "bodies": body,
        "speakers": speaker,
        "languages": language,
    }
    return Filters.of({name: value for name, value in given.items() if value})


def _made(library: "Library", topic: str, scope: "Filters") -> "Brief":
    from rich.progress import Progress

    from brief.make import brief as make

    with Progress(console=err, transient=True) as bar:
        task = bar.add_task("collecting", total=1.0)
        return make(
            library, topic, scope, lambda step, share: bar.update(task, description=step, completed=share)
        )


def _give(whole: "Brief", shown: "Brief", output: Path | None, *, as_json: bool) -> None:
    """Write the whole paper, and show what is asked for."""
    if output is not None:
        from brief.export import exported

        _write(output, exported(whole, output.suffix))
        err.print(f"{len(whole.quoted)} entries written to {output}.", markup=False, highlight=False)
    if as_json:
        print_json(shown.as_dict())
    elif output is None:
        for entry in shown.quoted:
            _print(entry)
        if not shown.quoted:
            out.print("Nobody speaks to it here." if shown is whole else "Nothing new.")


def _print(entry: "Entry") -> None:
    from brief.paper import lead, words

    out.print(
        f"{entry.owner.name}: {lead(entry)}{words(entry)}", markup=False, highlight=False, soft_wrap=True
    )
    out.print(f"    {entry.match.reference}", style="dim", markup=False, highlight=False, soft_wrap=True)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise RapporteurError(f"{path} cannot be written ({error}).") from error
