"""``rapporteur ingest``: documents read into the library."""

from collections.abc import Sequence
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.fetch import fetch_all
from commands.shared import (
    JsonOption,
    LibraryOption,
    err,
    load_settings,
    opened_library,
    print_json,
    print_report,
)
from errors import RapporteurError

if TYPE_CHECKING:
    from settings import Settings


def ingest(  # noqa: PLR0913, PLR0917 - an option each
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, ZIP archives, patterns, and https addresses of official documents."
        ),
    ] = None,
    library: LibraryOption = None,
    starter: Annotated[bool, typer.Option("--starter", help="Add the starter documents.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Forget documents whose files are gone.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and read what changes, until Ctrl-C.")
    ] = False,
    ocr: Annotated[bool, typer.Option("--ocr", help="Read scanned pages by OCR (needs ocrmypdf).")] = False,
    ray: Annotated[
        str | None,
        typer.Option("--ray", help="Read and embed on a Ray cluster: its address, “auto”, or “local”."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read documents into the library; exit status 1 where one of them could not be read."""
    from starter import documents

    if not paths and not starter:
        raise RapporteurError("Name at least one file or folder to ingest, or --starter.")
    if ocr:
        from ingest.readers.pdf.ocr import require_ocr

        require_ocr()
    _require(paths or [], pruned=prune)
    with opened_library(load_settings(library=library, ray=ray), begin=False, make=True) as (
        opened,
        settings,
    ):
        chosen = [*_local(paths or [], settings), *(documents() if starter else [])]
        from index.progress import RichProgress

        def take(changed: Sequence[Path]) -> bool:
            with RichProgress(err) as progress:
                report = opened.ingest(changed, progress, prune=prune, ocr=ocr).as_dict()
            print_json(report) if as_json else print_report(report)
            return _is_whole(report)

        if not watch:
            if not take(chosen):
                raise typer.Exit(1)
            return
        from ingest.work.watch import watch as keep_watching

        def again(changed: Sequence[Path]) -> None:
            take(changed)

        keep_watching(chosen, again, lambda error: err.print(str(error), style="red", markup=False))
        err.print("Stopped watching. What was finished is kept.")


def _is_whole(report: dict[str, Any]) -> bool:
    """Whether all that was asked for could be read; says so where there was nothing to read."""
    if not any(report[name] for name in ("added", "updated", "unchanged", "removed", "failed")):
        err.print("There was nothing to read: no file of a kind that this program reads.", style="red")
        return False
    return not report["failed"]


def _require(names: Sequence[str], *, pruned: bool) -> None:
    """Make sure that what is named is there, before anything is read.

    Args:
        names: Paths, patterns and addresses.
        pruned: Whether files that are gone are to be forgotten: then a path may be gone, too.

    Raises:
        RapporteurError: a file or folder is not there.
    """
    from ingest.fetch.choose import is_address

    for name in names:
        if not pruned and not is_address(name) and not Path(name).exists() and not has_magic(name):
            raise RapporteurError(
                f"There is no file or folder {name}: nothing was read. (--prune forgets what is gone.)"
            )


def _local(names: Sequence[str], settings: "Settings") -> list[Path]:
    """Paths as given; web addresses among them are fetched into the library's folder first."""
    from ingest.fetch.choose import is_address
    from ingest.fetch.hosts import Hosts
    from ingest.fetch.naming import wanted_address

    addresses = [name for name in names if is_address(name)]
    paths = [Path(name) for name in names if not is_address(name)]
    if not addresses:
        return paths
    report = fetch_all([wanted_address(name) for name in addresses], settings.library / "fetched", Hosts())
    missed = next((outcome for outcome in report.outcomes if outcome.reason), None)
    if missed:
        raise RapporteurError(f"{missed.name} was not fetched: {missed.reason.rstrip('.')}.")
    return [*paths, *report.files()]
