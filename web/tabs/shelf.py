"""The Library tab's table: every document, searched and sorted on the server, a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

import gradio as gr

from ingest.document import Document, ReadingWarning
from ingest.register import Failure, Register
from ingest.work.stamp import Stamp
from web.kit.markup import escape
from web.kit.words import grouped, language_of, plural, say
from web.signin.visitor import may_change
from web.tabs.timeline import timeline
from web.viewer.source import language_name

COLUMNS: Final = (
    "symbol",
    "title",
    "date",
    "body",
    "language",
    "pages",
    "passages",
    "how_read",
    "warnings",
)
AT_ONCE: Final = 50  # rows of one page of the table
LONGEST_QUERY: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document as the table has it: its id, and what each column shows and sorts by."""

    id: str
    cells: Mapping[str, str | int]

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every word stands somewhere in the row."""
        text = " ".join(map(str, self.cells.values())).casefold()
        return all(word in text for word in words)


def functions(register: Register) -> list[Callable[..., Any]]:
    """What the browser may call, by this name."""

    def shelf(asked: dict[str, Any], request: gr.Request) -> str:
        return shelf_html(register, asked, language_of(request), may_change=may_change(request))

    return [shelf]


def form_html(language: str) -> str:
    """The search box, and room for the table."""
    return (
        f'<form class="shelf-search" role="search"><label for="shelf-query">'
        f"{escape(say('search_shelf', language))}</label>"
        f'<input id="shelf-query" class="field" type="search" maxlength="{LONGEST_QUERY}" autocomplete="off" '
        'dir="auto"></form><p class="said" role="status"></p>'
        f'<p class="tries chosen" hidden><span class="number"></span> <button type="button" class="main-action ask-these">'
        f"{escape(say('ask_these', language))}</button> "
        f'<button type="button" class="plain-action choose-none">{escape(say("choose_none", language))}</button></p>'
        '<div class="table"></div>'
    )


def rows(register: Register, language: str = "en") -> list[Row]:
    """One row a document, in the register's order."""
    passages = register.passage_counts()
    return [
        _row(register, document, passages.get(document.id, 0), language) for document in register.documents()
    ]


def found(every: Sequence[Row], asked: Mapping[str, Any]) -> list[Row]:
    """The rows that hold the words of ``asked["query"]``, sorted by ``asked["sort"]``; what has no value last."""
    words = str(asked.get("query", ""))[:LONGEST_QUERY].casefold().split()
    kept = [row for row in every if row.holds(words)]
    column = asked.get("sort")
    if column in COLUMNS:
        kept.sort(key=lambda row: _sortable(row.cells[column]), reverse=bool(asked.get("descending")))
        kept.sort(key=lambda row: row.cells[column] == "")
    return kept


def shelf_html(
    register: Register, asked: Mapping[str, Any], language: str, *, may_change: bool = False
) -> str:
    """A page of the table, with what is asked of it noted, the timeline above it and the failures below."""
    every = rows(register, language)
    kept = found(every, asked)
    start = _start(asked, len(kept))
    head = "".join(_head(column, asked, language) for column in COLUMNS)
    body = "".join(_row_html(row, language, may_change=may_change) for row in kept[start : start + AT_ONCE])
    choose = f'<th scope="col"><span class="unseen">{escape(say("choose", language))}</span></th>'
    change = f'<th scope="col"><span class="unseen">{escape(say("remove", language))}</span></th>'
    named = escape(say("documents", language))
    return (
        f"{timeline(register.documents(), language)}"
        f'<p class="count" role="status">{escape(plural("document", len(kept), language))}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{named}"><table class="shelf">'
        f'<caption class="unseen">{named}</caption><thead><tr>{choose}{head}{change if may_change else ""}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{_turn(start, len(kept), language)}"
        f"{failures_html(register.failures(), language)}"
    )


def failures_html(failures: Sequence[Failure], language: str) -> str:
    """What was set aside, with the reason; files by their names, never by where they lie."""
    if not failures:
        return ""
    lines = "".join(
        f'<tr><td dir="auto">{escape(file_name(each.path))}</td><td>{escape(each.reason)}</td></tr>'
        for each in failures
    )
    title = escape(say("set_aside", language))
    heads = "".join(f'<th scope="col">{escape(say(key, language))}</th>' for key in ("file", "reason"))
    return (
        f'<h2>{title}</h2><div class="scroll" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="failures"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def file_name(path: str) -> str:
    """The name of a file, or of a member of an archive, without the folders it lies in."""
    whole, inside, member = path.partition("!/")
    return f"{PurePath(whole).name} › {member}" if inside else PurePath(whole).name


def _row(register: Register, document: Document, passages: int, language: str) -> Row:
    read_by_ocr = Stamp.parse(register.stamp(document.id) or "").ocr
    return Row(
        id=document.id,
        cells={
            "symbol": ", ".join(document.symbols),
            "title": document.title,
            "date": document.date or "",
            "body": document.body or "",
            "language": language_name(document.language, language),
            "pages": document.pages,
            "passages": passages,
            "how_read": f"{document.format.upper()}{', OCR' if read_by_ocr else ''}",
            "warnings": _warnings(register.warnings(document.id), language),
        },
    )


def _warnings(warnings: Sequence[ReadingWarning], language: str) -> str:
    page = say("page_short", language)
    return "; ".join(
        warning.reason if warning.page is None else f"{page} {warning.page}: {warning.reason}"
        for warning in warnings
    )


def _sortable(value: str | int) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, value.casefold())


def _start(asked: Mapping[str, Any], total: int) -> int:
    start = asked.get("start", 0)
    wanted = start if isinstance(start, int) else 0
    return max(0, min(wanted, (max(total - 1, 0) // AT_ONCE) * AT_ONCE))


def _head(column: str, asked: Mapping[str, Any], language: str) -> str:
    sorted_by = asked.get("sort") == column
    down = bool(asked.get("descending"))
    order = ("descending" if down else "ascending") if sorted_by else "none"
    arrow = ("▼" if down else "▲") if sorted_by else ""
    return (
        f'<th scope="col" aria-sort="{order}" class="{column}"><button type="button" class="sort" '
        f'data-sort="{column}">{escape(say(column, language))}<span aria-hidden="true"> {arrow}</span>'
        "</button></th>"
    )


def _row_html(row: Row, language: str, *, may_change: bool) -> str:
    cells = "".join(_cell(row, column, language) for column in COLUMNS)
    name = escape(str(row.cells["symbol"] or row.cells["title"]))
    remove = escape(say("remove", language))
    button = (
        f'<td><button type="button" class="remove plain-action" data-document="{escape(row.id)}" '
        f'data-name="{name}" aria-label="{remove}: {name}">{remove}</button></td>'
    )
    chosen = (
        f'<td><input type="checkbox" class="choose" data-document="{escape(row.id)}" '
        f'aria-label="{escape(say("choose", language))}: {name}"></td>'
    )
    return f"<tr>{chosen}{cells}{button if may_change else ''}</tr>"


def _cell(row: Row, column: str, language: str) -> str:
    value = row.cells[column]
    shown = grouped(value, language) if isinstance(value, int) else escape(value)
    opens = "symbol" if row.cells["symbol"] else "title"
    if column == opens:
        shown = (
            f'<button type="button" class="open-document" data-document="{escape(row.id)}">{shown}</button>'
        )
    return f'<td class="{column}" dir="auto">{shown}</td>'


def _turn(start: int, total: int, language: str) -> str:
    """Buttons to the pages of the table before and after."""
    buttons = [
        f'<button type="button" class="turn plain-action" data-start="{place}">'
        f"{escape(say(key, language))}</button>"
        for key, place, there in (
            ("earlier_page", start - AT_ONCE, start > 0),
            ("next_page", start + AT_ONCE, start + AT_ONCE < total),
        )
        if there
    ]
    return f'<p class="turns">{"".join(buttons)}</p>' if buttons else ""
