"""The Library tab: what is in it, what was set aside and why; to look at, not to change."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from ingest.document import ReadingWarning
from ingest.register import Register

COLUMNS = ("Symbol", "Title", "Date", "Body", "Language", "Pages", "Passages", "Warnings")
NUMBERS = ("Pages", "Passages")

Row = list[str | int]


def document_rows(register: Register) -> list[Row]:
    """One row a document, in the order of ``COLUMNS``."""
    passages = register.passage_counts()
    return [
        [
            ", ".join(document.symbols),
            document.title,
            document.date or "",
            document.body or "",
            document.language,
            document.pages,
            passages.get(document.id, 0),
            _warnings(register.warnings(document.id)),
        ]
        for document in register.documents()
    ]


def failure_rows(register: Register) -> list[Row]:
    """One row a file that could not be read: path and reason."""
    return [[failure.path, failure.reason] for failure in register.failures()]


def _warnings(warnings: Sequence[ReadingWarning]) -> str:
    return "; ".join(
        warning.reason if warning.page is None else f"p. {warning.page}: {warning.reason}"
        for warning in warnings
    )


def place(register: Register, tab: gr.Tab) -> None:
    """Put the tables into their tab; they are read anew whenever the tab is opened."""
    documents = _table("Documents", COLUMNS, [170, 330, 110, 170, 90, 70, 90, 200])
    failures = _table("Set aside, with the reason", ("File", "Reason"), [600, 600])

    def read() -> tuple[list[Row], list[Row]]:
        return document_rows(register), failure_rows(register)

    tab.select(read, None, [documents, failures], show_progress="hidden", api_visibility="private")


def _table(label: str, columns: Sequence[str], widths: list[str | int]) -> Any:  # noqa: ANN401
    return gr.Dataframe(
        label=label,
        headers=list(columns),
        datatype=["number" if column in NUMBERS else "str" for column in columns],
        column_widths=widths,
        interactive=False,
        wrap=True,
        show_search="filter",
        buttons=[],
    )
