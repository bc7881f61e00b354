"""``rapporteur check``: a draft, or one quotation, held against the documents."""

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import (
    BatchOption,
    JsonOption,
    LibraryOption,
    OutOption,
    load_settings,
    opened_library,
    out,
    print_json,
    read_lines,
    write_lines,
)
from errors import RapporteurError


def check(  # noqa: PLR0913, PLR0917 - one command, its options
    draft: Annotated[Path | None, typer.Argument(help="The draft: .docx, .pdf, .md, .txt or .html.")] = None,
    quote: Annotated[str | None, typer.Option(help="Check one quotation instead of a draft.")] = None,
    source: Annotated[str | None, typer.Option(help="With --quote: where it is said to be from.")] = None,
    library: LibraryOption = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the report as a page here.")] = None,
    word: Annotated[Path | None, typer.Option("--docx", help="Write a copy with comments here.")] = None,
    as_json: JsonOption = False,
    batch: BatchOption = None,
    output: OutOption = None,
) -> None:
    """Check a draft's quotations and references, or one quotation; status 1 where something serious is found."""
    if sum(given is not None for given in (draft, quote, batch)) != 1:
        raise RapporteurError("Give one of these: a draft, --quote TEXT, or --batch FILE.")
    from check.quote.quotation import Checker
    from check.report.command import check_file
    from check.report.show import lines

    serious = False
    with opened_library(load_settings(library=library)) as (opened, _):
        if draft is not None:
            serious = bool(check_file(opened, draft, out, html=html, word=word, as_json=as_json))
        elif quote is not None:
            finding = Checker(opened).check(quote, source)
            serious = finding.serious
            if as_json:
                print_json(finding.as_dict())
            else:
                for text, style in lines(finding):
                    out.print(text, style=style, markup=False, highlight=False, soft_wrap=True)
        elif batch is not None:
            checker, items = Checker(opened), read_lines(batch, needs="quote")
            write_lines(output, ({"id": item.get("id"), **checker.answer(item)} for item in items))
    if serious:
        raise typer.Exit(1)
