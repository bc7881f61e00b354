"""``rapporteur search``: passages, best first, for people and for measuring."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.shared import (
    BatchOption,
    JsonOption,
    LibraryOption,
    OutOption,
    filters_of,
    opened_library,
    out,
    print_json,
    read_lines,
    write_lines,
)
from errors import RapporteurError
from settings import load_settings

if TYPE_CHECKING:
    from index.hit import Filters
    from index.library import Library


def search(
    query: Annotated[str, typer.Argument(help="What to look for; leave out with --batch.")] = "",
    library: LibraryOption = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="Number of passages.")] = 10,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Find passages."""
    if bool(query.strip()) == (batch is not None):
        raise RapporteurError("Give either a query or --batch FILE.")
    with opened_library(load_settings(library=library)) as (opened, _):
        if batch is not None:
            _search_batch(opened, batch, output, top)
            return
        result = _search(opened, query, top, None)
        print_json(result) if as_json else _print_passages(result["passages"])


def _search_batch(library: "Library", batch: Path, output: Path | None, top: int) -> None:
    write_lines(
        output,
        (
            {"id": item.get("id"), **_search(library, item["q"], top, filters_of(item))}
            for item in read_lines(batch, needs="q")
        ),
    )


def _search(library: "Library", query: str, top: int, filters: "Filters | None") -> dict[str, Any]:
    from time import perf_counter

    began = perf_counter()
    hits = library.search(query, top=top, filters=filters)
    elapsed = round((perf_counter() - began) * 1000)
    return {"passages": [hit.as_dict() for hit in hits], "timings_ms": {"retrieve": elapsed}}


def _print_passages(passages: Sequence[dict[str, Any]]) -> None:
    for rank, passage in enumerate(passages, 1):
        place = passage["symbol"] or passage["title"]
        number = f", para. {passage['paragraph']}" if passage["paragraph"] else ""
        speaker = f" · {passage['speaker']}" if passage["speaker"] else ""
        out.print(f"{rank}. {place}{number}{speaker}  ({passage['score']:.3f})", markup=False, style="bold")
        out.print(passage["text"], markup=False, highlight=False)
        out.print()
