"""A draft checked on the page: uploaded, checked with progress, its report shown and saved."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import gradio as gr

from check.draft.paragraph import Draft
from check.draft.quoted import quotations
from check.draft.read import SUFFIXES, read_draft
from check.quote.finding import Finding
from check.report.report import DraftReport, QuoteChecker, check_draft
from check.report.report_html import html
from cite.lookup import look_up
from errors import RapporteurError
from web.kit import queues
from web.kit.files import file
from web.kit.frame import framed
from web.kit.markup import escape
from web.kit.words import label, language_of, say
from web.tabs import uploads

if TYPE_CHECKING:
    from index.library import Library

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS: Final = {"html": "text/html", "json": "application/json", "docx": WORD}

QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}

Advance = Callable[[int, int], None]


class _Counting:
    """A checker that tells how many quotations of a draft are done."""

    def __init__(self, checker: QuoteChecker, total: int, advance: Advance) -> None:
        self._checker = checker
        self._total = total
        self._advance = advance
        self._done = 0

    def check(self, quote: str, claimed: str | None = None) -> Finding:
        """The verdict of the checker."""
        finding = self._checker.check(quote, claimed)
        self._done += 1
        self._advance(self._done, self._total)
        return finding


def place(library: "Library") -> None:
    """Put the upload, the report and its downloads into the tab being built."""
    with gr.Row(elem_id="draft", equal_height=False):
        upload = gr.File(label=label("draft"), file_types=list(SUFFIXES), height=120, elem_id="draft-file")
    report = gr.HTML("", elem_id="draft-report", apply_default_css=False)
    files = gr.State({})
    with gr.Row(elem_id="draft-tools"):
        buttons = {kind: gr.Button(label(f"save_{kind}_report"), size="sm", visible=False) for kind in KINDS}
    written = gr.Textbox(visible="hidden", label=label("draft"), elem_id="draft-saved")

    def check(path: str, request: gr.Request, progress: Any = gr.Progress()) -> tuple[Any, ...]:  # noqa: ANN401, B008
        language = language_of(request)
        try:
            found = checked(
                library,
                Path(path),
                lambda done, total: progress((done, total), unit=say("quotations", language)),
                language,
            )
        except RapporteurError as error:
            return None, f'<p class="finding serious">{escape(str(error))}</p>', {}, *_shown({})
        finally:
            Path(path).unlink(missing_ok=True)
        return None, framed(_inside(found["html"].decode()), say("report", language)), found, *_shown(found)

    upload.upload(
        check,
        upload,
        [upload, report, files, *buttons.values()],
        api_visibility="private",
        **queues.JOBS,
        show_progress_on=report,
    )
    for kind, button in buttons.items():
        saved = button.click(_writer(kind), files, written, **QUIET)
        saved.then(None, written, js="rapporteur.saveFile", **QUIET)


def _inside(report: str) -> str:
    """The report for its frame on the page: the frame follows no links, so that they are words there."""
    return re.sub(r'href="#[^"]*"', "", report)


def checked(library: "Library", path: Path, advance: Advance, language: str) -> dict[str, bytes]:
    """The reports on a draft by kind: "html", "json", and "docx" for a Word draft; and its "name".

    Args:
        library: What it is checked against.
        path: The draft.
        advance: Told how many of its quotations are done.
        language: BCP 47 code of the language the report is written in.

    Raises:
        RapporteurError: the draft cannot be read.
    """
    from check.quote.quotation import Checker

    uploads.accept(path, library.settings, SUFFIXES)
    draft = read_draft(path)
    total = sum(len(quotations(paragraph)) for paragraph in draft.paragraphs)
    checker = _Counting(Checker(library), total, advance)
    report = check_draft(draft, checker, lambda reference: look_up(library.register, reference))
    return {"name": path.stem.encode(), **_reports(draft, report, language)}


def _reports(draft: Draft, report: DraftReport, language: str) -> dict[str, bytes]:
    made = {
        "html": html(report, language).encode(),
        "json": json.dumps(report.as_dict(), ensure_ascii=False, indent=2).encode(),
    }
    if draft.format == "docx":
        from check.report.comments import write_comments

        with TemporaryDirectory(prefix="rapporteur-") as folder:
            target = Path(folder) / "commented.docx"
            write_comments(report, target)
            made["docx"] = target.read_bytes()
    return made


def _writer(kind: str) -> Callable[[dict[str, bytes]], str]:
    def write(files: dict[str, bytes]) -> str:
        name = f"{files['name'].decode()}-{'commented' if kind == 'docx' else 'report'}.{kind}"
        return file(name, KINDS[kind], files[kind])

    return write


def _shown(files: dict[str, bytes]) -> list[Any]:
    return [gr.Button(visible=kind in files) for kind in KINDS]
