"""``rapporteur fetch``: official documents downloaded and read."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.shared import (
    JsonOption,
    LibraryOption,
    err,
    load_settings,
    opened_library,
    out,
    print_json,
    print_report,
)

if TYPE_CHECKING:
    from ingest.fetch.hosts import Hosts
    from ingest.fetch.outcome import FetchReport, Wanted
    from settings import Settings


def fetch(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    symbols: Annotated[list[str] | None, typer.Argument(help="Symbols or addresses of documents.")] = None,
    track: Annotated[list[str] | None, typer.Option(help="A track of the catalogue: oewg, wsis …")] = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole catalogue.")] = False,
    lang: Annotated[str, typer.Option(help="Languages, with commas between: en,fr.")] = "en",
    into: Annotated[Path | None, typer.Option(help="Folder (default: “fetched” in the library).")] = None,
    allow_host: Annotated[list[str] | None, typer.Option(help="One more host that may be asked.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also ask for what is there already.")] = False,
    no_ingest: Annotated[bool, typer.Option("--no-ingest", help="Only download.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Download official documents and read them into the library; 1 if any failed."""
    from ingest.fetch.choose import chosen
    from ingest.fetch.hosts import with_hosts

    settings = load_settings(library=library)
    wanted = chosen(symbols or [], track or [], everything=everything, languages=lang)
    report = fetch_all(
        wanted, into or settings.library / "fetched", with_hosts(allow_host or []), again=again
    )
    result = report.as_dict()
    if report.files() and not no_ingest:
        result["ingested"] = _ingest_fetched(report.files(), settings)
    print_json(result) if as_json else _print_fetched(result)
    if report.as_dict()["failed"] or (result.get("ingested") or {}).get("failed"):
        raise typer.Exit(1)


def fetch_all(
    wanted: "Sequence[Wanted]", folder: Path, hosts: "Hosts", *, again: bool = False
) -> "FetchReport":
    """Download, with a bar that shows how far it is."""
    from index.progress import RichProgress
    from ingest.fetch.fetcher import make_client, open_fetcher

    with make_client(hosts) as client, RichProgress(err) as progress:
        return open_fetcher(folder, client, hosts, again=again).fetch_all(wanted, progress)


def _ingest_fetched(files: Sequence[Path], settings: "Settings") -> dict[str, Any]:
    from index.progress import RichProgress

    with opened_library(settings, begin=False, make=True) as (opened, _), RichProgress(err) as progress:
        return opened.ingest(files, progress).as_dict()


def _print_fetched(result: dict[str, Any]) -> None:
    out.print(
        f"{result['fetched']} fetched, {result['unchanged']} unchanged, "
        f"{result['not_published']} not published, {result['failed']} failed."
    )
    for item in result["documents"]:
        if item["reason"]:
            name = f"{item['name']} ({item['language']})" if item["language"] else item["name"]
            style = "yellow" if item["state"] == "not_published" else "red"
            out.print(f"{name}: {item['reason']}", markup=False, style=style, soft_wrap=True)
    if "ingested" in result:
        print_report(result["ingested"])
