"""What the commands share: their options, the open library, JSON in and out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from errors import RapporteurError
from settings import Settings

if TYPE_CHECKING:
    from index.hit import Filters
    from index.library import Library

out = Console()
err = Console(stderr=True)

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="Folder of the library (default: your user data folder).")
]
UsersOption = Annotated[Path | None, typer.Option("--users", help="Users file; names who may sign in.")]
EngineOption = Annotated[
    str | None,
    typer.Option(help="extractive, openai, openai-like, ollama, anthropic, gemini, mistral or bedrock."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="JSONL file, one item a line.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="JSONL file for the results of --batch.")]


class opened_library:  # noqa: N801 - reads as a verb where it is used
    """The library with its settings; begun with the starter documents where it does not exist yet."""

    def __init__(self, settings: Settings, *, begin: bool = True) -> None:
        self._settings = settings
        self._begin = begin

    def __enter__(self) -> tuple["Library", Settings]:
        from index.library import Library

        self._library = Library(self._settings)
        if self._begin:
            from index.progress import RichProgress

            with RichProgress(err) as progress:
                self._library.ensure_starter(progress)
        return self._library, self._settings

    def __exit__(self, *_: object) -> None:
        self._library.close()


def read_lines(batch: Path, needs: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, each with the text field that is needed.

    Raises:
        RapporteurError: the file or a line cannot be read.
    """
    try:
        text = batch.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RapporteurError(f"{batch} cannot be read ({error}): give a UTF-8 JSONL file.") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except json.JSONDecodeError as error:
            raise RapporteurError(f"{batch}, line {number}, is not JSON: {error.msg}.") from error
        if not isinstance(item, dict) or not isinstance(item.get(needs), str):
            raise RapporteurError(f"{batch}, line {number}, must be an object with the text field “{needs}”.")
        yield item


def write_lines(output: Path | None, items: Iterator[dict[str, Any]]) -> None:
    """Write JSON, an item a line: to a file, or to standard output where none is named."""
    if output is None:
        for item in items:
            print(json.dumps(item, ensure_ascii=False))  # noqa: T201 - JSON for programs, not for the console
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            for item in items:
                file.write(json.dumps(item, ensure_ascii=False) + "\n")
    except OSError as error:
        raise RapporteurError(f"{output} cannot be written ({error}).") from error


def filters_of(item: dict[str, Any]) -> "Filters | None":
    """The filters of a line of a batch."""
    from index.hit import Filters

    given = item.get("filters")
    if not given:
        return None
    try:
        return Filters.of(given)
    except (TypeError, ValueError) as error:
        names = ", ".join(Filters.__dataclass_fields__)
        raise RapporteurError(f"“filters” must be an object with some of: {names}.") from error


def print_json(value: dict[str, Any]) -> None:
    """JSON for programs."""
    print(json.dumps(value, ensure_ascii=False, indent=2))  # noqa: T201 - JSON for programs


def print_report(report: dict[str, Any]) -> None:
    """What an ingest did, and what it could not read."""
    out.print(
        f"{report['added']} added, {report['updated']} updated, {report['unchanged']} unchanged, "
        f"{report['removed']} removed: {report['passages']} passages on {report['pages']} pages "
        f"in {report['seconds']:.1f} s."
    )
    for failure in report["failed"]:
        out.print(
            f"not read: {failure['path']}: {failure['reason']}", markup=False, style="red", soft_wrap=True
        )
    for warning in report["warnings"]:
        page = f", page {warning['page']}" if warning.get("page") else ""
        out.print(
            f"{warning['path']}{page}: {warning['reason']}", markup=False, style="yellow", soft_wrap=True
        )
