"""The Evaluation tab: the newest report that ``rapporteur eval`` wrote, as it is."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import gradio as gr

from web.dates import long_date
from web.frame import framed
from web.markup import escape
from web.words import language_of, say

REPORTS: Final = Path("reports")
"""Where ``rapporteur eval`` puts its reports unless told otherwise."""

LARGEST: Final = 20_000_000  # bytes of a report that is shown


def place(tab: gr.Tab, folder: Path = REPORTS) -> None:
    """Put the report into the tab being built; it is read anew whenever the tab is opened."""
    shown = gr.HTML("", elem_id="evaluation", apply_default_css=False)

    def read(request: gr.Request) -> str:
        return report_html(folder, language_of(request))

    tab.select(read, None, shown, show_progress="hidden", api_visibility="private")


def report_html(folder: Path, language: str) -> str:
    """The newest report of a folder under a sandbox, or a sentence where there is none."""
    reports = [path for path in folder.glob("*.html") if path.stat().st_size <= LARGEST]
    if not reports:
        return f'<p class="note">{escape(say("evaluation_none", language))}</p>'
    newest = max(reports, key=lambda path: path.stat().st_mtime)
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC).date().isoformat()
    title = say("evaluation_title", language, date=long_date(made, language) or made)
    return f"<h2>{escape(title)}</h2>{framed(newest.read_text(encoding='utf-8'), title)}"
