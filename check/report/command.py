"""What "rapporteur check DRAFT" does: check, write the reports asked for, print; 1 where a draft should wait."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from answer.wording.catalogue import FALLBACK
from check.draft.read import read_draft
from check.report.report import CheckedQuote, DraftReport, check_draft
from check.report.report_html import VERDICTS, write_html
from check.words import say
from errors import RapporteurError

if TYPE_CHECKING:
    from index.library import Library

STYLES = {"serious": "red", "minor": "yellow", "harmless": "green"}
LONGEST = 160  # characters of a quotation in the table


def check_file(
    library: "Library", path: Path, console: Console, *, html: Path | None, word: Path | None, as_json: bool
) -> int:
    """Check a draft and report.

    Args:
        library: What it is checked against.
        path: The draft.
        console: Where the table is printed.
        html: Write the page here.
        word: Write the commented copy of a .docx draft here.
        as_json: Print JSON instead of the table.

    Returns:
        The exit status: 1 where something serious was found, else 0.

    Raises:
        RapporteurError: the draft cannot be read or a report cannot be written.
    """
    from check.quote.quotation import Checker
    from cite.lookup import look_up

    if word is not None and path.suffix.lower() != ".docx":
        raise RapporteurError("Comments can be put into a .docx draft only: use --html for this one.")
    report = check_draft(
        read_draft(path), Checker(library), lambda reference: look_up(library.register, reference)
    )
    if html is not None:
        write_html(report, html)
    if word is not None:
        from check.report.comments import write_comments

        write_comments(report, word)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))  # noqa: T201 - JSON for programs
    else:
        show(report, console)
    return int(report.serious)


def show(report: DraftReport, console: Console) -> None:
    """Print what is wrong as a table, then the counts."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for heading in ("para.", "verdict", "quotation", "what to do"):
        table.add_column(heading, overflow="fold")
    for item in report.by_gravity:
        if item.gravity != "harmless":
            table.add_row(*_row(item))
    for wrong in report.wrong_references:
        near = f" Perhaps: {'; '.join(wrong.lookup.near[:3])}." if wrong.lookup.near else ""
        table.add_row(
            str(wrong.paragraph.number),
            Text(f"reference {wrong.lookup.status.replace('_', ' ')}", style=STYLES[wrong.gravity]),
            Text(wrong.referred.reference),
            Text(wrong.lookup.message + near),
        )
    if table.row_count:
        console.print(table)
    counts = report.summary()
    verdicts = ", ".join(
        f"{counts['verdicts'][name]} {say(f'verdict_{name}', FALLBACK)}"
        for name in VERDICTS
        if name in counts["verdicts"]
    )
    console.print(
        f"{counts['quotations']} quotations{': ' + verdicts if verdicts else ''}; "
        f"{counts['references']} references, {counts['references_wrong']} to look at.",
        markup=False,
        highlight=False,
    )


def _row(item: CheckedQuote) -> tuple[str | Text, ...]:
    quote = item.finding.quote
    short = quote if len(quote) <= LONGEST else f"{quote[:LONGEST]}…"
    offered = f" {item.offered}" if item.offered and item.offered not in item.finding.message else ""
    return (
        str(item.paragraph.number),
        Text(say(f"verdict_{item.finding.outcome}", FALLBACK), style=STYLES[item.gravity]),
        Text(short),
        Text(item.finding.message + offered),
    )
