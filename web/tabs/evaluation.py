"""The Evaluation tab: the newest report that ``rapporteur eval`` wrote, as it is."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import gradio as gr

from web.chat.feedback import Feedback
from web.kit.dates import long_date
from web.kit.files import file
from web.kit.frame import framed
from web.kit.markup import escape
from web.kit.words import label, language_of, say
from web.signin.visitor import may_change

REPORTS: Final = Path("reports")
"""Where ``rapporteur eval`` puts its reports unless told otherwise."""

QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
LARGEST: Final = 20_000_000  # bytes of a report that is shown


def place(tab: gr.Tab, feedback: Feedback, folder: Path = REPORTS) -> None:
    """Put the report, and what readers thought, into the tab being built; read anew when the tab is opened."""
    shown = gr.HTML("", elem_id="evaluation", apply_default_css=False)
    save = gr.Button(label("save_candidates"), size="sm", visible=False, elem_id="candidates")
    written = gr.Textbox(visible="hidden", label=label("save_candidates"), elem_id="candidates-saved")

    def read(request: gr.Request) -> tuple[str, gr.Button]:
        return report_html(folder, language_of(request)), gr.Button(visible=may_change(request))

    def export(request: gr.Request) -> str:
        if not may_change(request):
            return ""
        lines = [json.dumps(each, ensure_ascii=False) for each in feedback.candidates()]
        return file("candidates.jsonl", "application/jsonl", "\n".join([*lines, ""]).encode())

    tab.select(read, None, [shown, save], **QUIET)
    save.click(export, None, written, **QUIET).then(None, written, js="rapporteur.saveFile", **QUIET)


def report_html(folder: Path, language: str) -> str:
    """The newest report of a folder under a sandbox, or a sentence where there is none."""
    reports = [path for path in folder.glob("*.html") if path.stat().st_size <= LARGEST]
    if not reports:
        return f'<p class="note">{escape(say("evaluation_none", language))}</p>'
    newest = max(reports, key=lambda path: path.stat().st_mtime)
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC).date().isoformat()
    title = say("evaluation_title", language, date=long_date(made, language) or made)
    return f"<h2>{escape(title)}</h2>{framed(newest.read_text(encoding='utf-8'), title)}"
