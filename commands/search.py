"""``rapporteur search``: passages, best first, for people and for measuring."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.shared import (
    BatchOption,
    JsonOption,
    LibraryOption,
    OutOption,
    filters_of,
    load_settings,
    opened_library,
    out,
    print_json,
    read_lines,
    write_lines,
)
from errors import RapporteurError

if TYPE_CHECKING:
    from index.hit import Filters, Found
    from index.library import Library
    from ingest.document import Passage

EVERYTHING = "*"  # takes back all that the question names

Many = list[str] | None


def search(  # noqa: PLR0913, PLR0917 - an option each
    query: Annotated[str, typer.Argument(help="What to look for; leave out with --batch.")] = "",
    library: LibraryOption = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="Number of passages.")] = 10,
    symbol: Annotated[Many, typer.Option(help="Only documents with this symbol.")] = None,
    speaker: Annotated[Many, typer.Option(help="Only what this State or organisation says.")] = None,
    year: Annotated[Many, typer.Option(help="Only documents of this year, or of these: 2019-2021.")] = None,
    body: Annotated[Many, typer.Option(help="Only documents of this body: ECOSOC.")] = None,
    lang: Annotated[Many, typer.Option(help="Only passages in this language: fr.")] = None,
    kind: Annotated[Many, typer.Option(help="Only this kind of document: resolution.")] = None,
    paragraph: Annotated[Many, typer.Option(help="Only paragraphs with this number.")] = None,
    without: Annotated[
        Many, typer.Option(help="Do not let this count, as shown under “read”: speaker:China.")
    ] = None,
    no_filters: Annotated[
        bool, typer.Option("--no-filters", help="Let nothing that the question names count.")
    ] = False,
    neighbours: Annotated[
        int, typer.Option(min=0, max=10, help="Show so many passages before and after each.")
    ] = 0,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Find passages, and say what was read from the question. Options may be given several times."""
    if bool(query.strip()) == (batch is not None):
        raise RapporteurError("Give either a query or --batch FILE.")
    fields = {
        "symbols": symbol,
        "speakers": speaker,
        "bodies": body,
        "languages": lang,
        "kinds": kind,
        "paragraphs": paragraph,
    }
    filters = filters_of({"filters": {k: v for k, v in fields.items() if v} | _years(year or [])})
    left_out = (EVERYTHING,) if no_filters else tuple(without or ())
    with opened_library(load_settings(library=library)) as (opened, _):
        if batch is not None:
            _search_batch(opened, batch, output, top, filters, left_out)
            return
        found, elapsed = _search(opened, query, top, filters, left_out)
        around = [opened.neighbours(hit.passage, neighbours) for hit in found.hits] if neighbours else []
        print_json(_as_dict(found, elapsed, around)) if as_json else _print(found, around)


def _years(years: Sequence[str]) -> dict[str, str]:
    """First and last day of the years; "2019-2021" is three."""
    numbers = [part for year in years for part in year.replace("–", "-").split("-")]
    if any(not number.isdecimal() or len(number) != 4 for number in numbers):
        raise RapporteurError("Give --year as 2019, or as 2019-2021.")
    return {"since": min(numbers), "until": max(numbers)} if numbers else {}


def _search_batch(
    library: "Library",
    batch: Path,
    output: Path | None,
    top: int,
    filters: "Filters | None",
    without: Collection[str],
) -> None:
    write_lines(
        output,
        (
            {
                "id": item.get("id"),
                **_as_dict(*_search(library, item["q"], top, filters_of(item) or filters, without)),
            }
            for item in read_lines(batch, needs="q")
        ),
    )


def _search(
    library: "Library", query: str, top: int, filters: "Filters | None", without: Collection[str]
) -> "tuple[Found, int]":
    from time import perf_counter

    began = perf_counter()
    found = library.find(query, top, filters, without)
    return found, round((perf_counter() - began) * 1000)


def _as_dict(found: "Found", elapsed: int, around: "Sequence[Sequence[Passage]]" = ()) -> dict[str, Any]:
    told = {**found.as_dict(), "timings_ms": {"retrieve": elapsed}}
    for passage, beside in zip(told["passages"], around, strict=False):
        passage["neighbours"] = [
            {"passage_id": other.id, "paragraph": other.paragraph, "text": other.text} for other in beside
        ]
    return told


def _print(found: "Found", around: "Sequence[Sequence[Passage]]") -> None:
    if found.query.shown:
        read = " · ".join(named.key for named in found.query.shown)
        out.print(f"read: {read} (take one back with --without, all with --no-filters)", markup=False)
        out.print()
    for rank, hit in enumerate(found.hits, 1):
        place = hit.document.symbol or hit.document.title
        number = f", para. {hit.passage.paragraph}" if hit.passage.paragraph else ""
        speaker = f" · {hit.passage.speaker}" if hit.passage.speaker else ""
        out.print(f"{rank}. {place}{number}{speaker}  ({hit.score:.3f})", markup=False, style="bold")
        beside = around[rank - 1] if around else ()
        for passage in sorted([hit.passage, *beside], key=lambda passage: passage.ordinal):
            style = None if passage == hit.passage else "dim"
            out.print(passage.text, markup=False, highlight=False, style=style)
        out.print()
