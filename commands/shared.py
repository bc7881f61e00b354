"""What the commands share: their options, the open library, JSON in and out."""

import json
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from errors import RapporteurError

if TYPE_CHECKING:
    from index.hit import Filters
    from index.library import Library
    from settings import Settings

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


def load_settings(**flags: object) -> "Settings":
    """Settings with the given flags on top, read when a command runs; ``None`` means "not given".

    Raises:
        RapporteurError: a setting has a value that is not allowed.
    """
    from settings import load_settings as load

    return load(**flags)


class opened_library:  # noqa: N801 - reads as a verb where it is used
    """The library with its settings.

    Args:
        settings: Where it is.
        begin: Begin it with the starter documents where it does not exist yet.
        make: Begin it empty where it does not exist yet, and say so.
    """

    def __init__(self, settings: "Settings", *, begin: bool = True, make: bool = False) -> None:
        self._settings = settings
        self._begin = begin
        self._make = make

    def __enter__(self) -> tuple["Library", "Settings"]:
        from index.library import Library

        require_library(self._settings, begin=self._begin, make=self._make)
        self._library = Library(self._settings)
        if self._library.unwritable:
            err.print(self._library.unwritable, style="yellow", markup=False, highlight=False)
        if self._begin and self._library.register.meta("starter") != "done":
            from index.progress import RichProgress

            with RichProgress(err) as progress:
                self._library.ensure_starter(progress)
        return self._library, self._settings

    def __exit__(self, *_: object) -> None:
        self._library.close()


def require_library(settings: "Settings", *, begin: bool = True, make: bool = False) -> None:
    """Make sure that a library is meant where there is none yet: a name may be mistyped.

    Args:
        settings: Where it is.
        begin: Whether the command begins one with the starter documents; in a terminal, a folder that was named is asked about.
        make: Whether the command begins one with what it is given.

    Raises:
        RapporteurError: there is none, and none is to be begun.
    """
    folder = settings.library
    if folder.is_dir() or settings.register_url.get_secret_value():
        return
    if make:
        err.print(f"A new library is begun at {folder}.", markup=False, highlight=False, soft_wrap=True)
        return
    named = "library" in settings.model_fields_set
    if begin and not named:
        return
    near = _near(folder)
    meant = f" Did you mean {near}?" if near else ""
    if begin and sys.stdin.isatty():
        if typer.confirm(f"There is no library at {folder}.{meant} Begin one there?", err=True):
            return
        raise RapporteurError("Nothing was begun.")
    raise RapporteurError(
        f"There is no library at {folder}.{meant} `rapporteur ingest PATH --library {folder}` begins one there."
    )


def _near(folder: Path) -> Path | None:
    """The library beside a folder whose name is most like its own."""
    try:
        libraries = [path.parent.name for path in folder.absolute().parent.glob("*/register.sqlite")]
    except OSError:
        return None
    found = get_close_matches(folder.name, libraries, n=1)
    return folder.with_name(found[0]) if found else None


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
