"""Adding to the library and removing from it, on the page; for those who may."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any, Final

import gradio as gr

from errors import RapporteurError
from index.progress import Reports
from ingest.document import Document
from ingest.register import Failure
from ingest.work.pipeline import IngestReport
from ingest.work.reader import SUFFIXES
from web.chat.examples import Examples
from web.kit import queues
from web.kit.markup import escape
from web.kit.words import label, language_of, say
from web.signin.visitor import may_change
from web.tabs import uploads
from web.tabs.shelf import file_name

if TYPE_CHECKING:
    from index.library import Library

ADDED: Final = "added"  # folder of the library that keeps what was uploaded
FETCHED: Final = "fetched"
KINDS: Final = (*sorted(SUFFIXES), ".zip")
MOST_WARNINGS: Final = 20
MOST_TOLD: Final = 3  # documents that are told of by name
LONGEST_NAMES: Final = 10_000  # characters of what is named to be fetched and read
STEPS: Final = {
    "fetching": "fetching",
    "reading": "step_reading",
    "indexing words": "step_words",
    "embedding": "step_vectors",
}


def functions(library: "Library") -> list[Callable[..., Any]]:
    """What the browser may call, by this name."""

    def remove(asked: dict[str, Any], request: gr.Request) -> str:
        language = language_of(request)
        if not may_change(request):
            return say("not_allowed", language)
        try:
            return removed(library, str(asked.get("document", "")), language)
        except RapporteurError as error:
            return str(error)

    return [remove]


def place(page: gr.Blocks, library: "Library", examples: Examples) -> None:
    """Put the forms into the tab being built; they are shown to those who may use them."""
    with gr.Accordion(label("add"), open=False, visible=False, elem_id="add") as forms, gr.Row():
        upload = gr.File(label=label("upload"), file_count="multiple", file_types=list(KINDS), height=140)
        with gr.Column():
            names = gr.Textbox(label=label("names"), info=label("names_hint"), lines=2)
            fetch = gr.Button(label("add"), size="sm")
    report = gr.HTML("", elem_id="added", apply_default_css=False)

    def take(paths: list[str], request: gr.Request, progress: Any = gr.Progress()) -> tuple[Any, str]:  # noqa: ANN401, B008
        return None, _told(request, lambda go: _taken(library, paths, go), progress, _Told(library, examples))

    def bring(named: str, request: gr.Request, progress: Any = gr.Progress()) -> tuple[str, str]:  # noqa: ANN401, B008
        return "", _told(request, lambda go: brought(library, named, go), progress, _Told(library, examples))

    for event in (
        upload.upload(take, upload, [upload, report], **_LONG, show_progress_on=report),
        fetch.click(bring, names, [names, report], **_LONG, show_progress_on=report),
    ):
        event.then(None, js="rapporteur.shelf.refresh", show_progress="hidden", api_visibility="private")
    page.load(_allowed, None, forms, show_progress="hidden", api_visibility="private")


_LONG: Final[dict[str, Any]] = {"api_visibility": "private", **queues.JOBS}


def brought(library: "Library", named: str, advance: Reports) -> IngestReport:
    """Documents by symbol are fetched and read; what lies in the folders of the settings is read where it is.

    Args:
        library: Where they go.
        named: A symbol, an address or a folder a line.
        advance: Told how far it is.

    Raises:
        RapporteurError: a symbol cannot be fetched, a folder is not one of the settings', or nothing is named.
    """
    from ingest.fetch.choose import chosen
    from ingest.fetch.fetcher import make_client, open_fetcher
    from ingest.fetch.hosts import Hosts

    lines = [line.strip() for line in named[:LONGEST_NAMES].splitlines() if line.strip()]
    folders = [allowed(Path(line), library.settings.folders) for line in lines if Path(line).is_absolute()]
    symbols = [line for line in lines if not Path(line).is_absolute()]
    paths = list(folders)
    if symbols:
        wanted = chosen(symbols, [], everything=False, languages="en")
        with make_client() as client:
            fetched = open_fetcher(library.settings.library / FETCHED, client, Hosts(), again=False)
            outcome = fetched.fetch_all(wanted, advance)
        missed = [each for each in outcome.outcomes if each.reason]
        if missed and not outcome.files():
            raise RapporteurError(" ".join(f"{each.name}: {each.reason}" for each in missed))
        paths += outcome.files()
    if not paths:
        raise RapporteurError("Name a symbol, an address or a folder.")
    return library.ingest(paths, advance)


def allowed(path: Path, roots: Sequence[Path]) -> Path:
    """A file or folder that may be added by whoever administers the page, links resolved.

    Args:
        path: As it was named.
        roots: The folders of the settings.

    Raises:
        RapporteurError: it lies elsewhere, or holds a link that leads elsewhere.
    """
    try:
        whole = path.resolve(strict=True)
        root = next((each for each in map(Path.resolve, roots) if whole.is_relative_to(each)), None)
        if root is None:
            raise RapporteurError(f"{path} is in none of the folders that may be added here: see “folders”.")
        for each in whole.rglob("*") if whole.is_dir() else ():
            if each.is_symlink() and not each.resolve().is_relative_to(root):
                raise RapporteurError(f"{path} holds a link that leads out of it: {each.name}. Take it away.")
    except (OSError, ValueError, RuntimeError):
        raise RapporteurError(
            f"{path} is in none of the folders that may be added here, or is not there."
        ) from None
    return whole


def removed(library: "Library", document_id: str, language: str) -> str:
    """Take a document out, all files that hold it; what was done, in a sentence."""
    document = library.register.document(document_id)
    if document is None:
        return say("document_gone", language)
    for path, _ in library.register.sources(document_id):
        library.remove(path)
    return say("removed", language, name=document.name)


def report_html(report: IngestReport, language: str) -> str:
    """What an ingest did, what it could not read and why; files by their names."""
    done = say(
        "ingested",
        language,
        added=str(report.added),
        updated=str(report.updated),
        unchanged=str(report.unchanged),
        passages=str(report.passages),
        seconds=f"{report.seconds:.1f}",
    )
    failed = "".join(
        f'<li class="serious">{escape(file_name(each.path))}: {escape(each.reason)}</li>'
        for each in report.failed
    )
    warned = "".join(
        f"<li>{escape(file_name(each.path))}: {escape(each.reason)}</li>"
        for each in report.warnings[:MOST_WARNINGS]
    )
    return f'<div class="finding harmless"><p>{escape(done)}</p><ul>{failed}{warned}</ul></div>'


class _Told:
    """Tells of the documents that came in: each by name, with a way to ask it, to open it, and three questions."""

    def __init__(self, library: "Library", examples: Examples) -> None:
        self._register = library.register
        self._examples = examples
        self._before = {each.id for each in self._register.documents()}

    def html(self, language: str) -> str:
        """What is told; only a few are told of when many came in."""
        new = [each for each in self._register.documents() if each.id not in self._before]
        return "".join(self._document(each, language) for each in new[:MOST_TOLD])

    def _document(self, document: Document, language: str) -> str:
        identity, name = escape(document.id), escape(document.name)
        questions = "".join(
            f'<li><button type="button" class="card" data-question="{escape(each)}" dir="auto">{escape(each)}</button></li>'
            for each in self._examples.about(document, language)
        )
        return (
            f'<div class="finding harmless added"><p class="outcome">{escape(say("added", language))} <bdi>{name}</bdi></p>'
            f'<p class="tries"><button type="button" class="ask-this" data-document="{identity}">'
            f"{escape(say('ask_about_it', language))}</button>"
            f'<button type="button" class="open-document" data-document="{identity}">'
            f'{escape(say("open_document", language))}</button></p><ul class="cards">{questions}</ul></div>'
        )


def _told(
    request: gr.Request,
    work: Callable[[Reports], IngestReport],
    progress: Any,  # noqa: ANN401
    told: _Told,
) -> str:
    language = language_of(request)
    if not may_change(request):
        return _problem(say("not_allowed", language))

    def advance(step: str, done: int, total: int) -> None:
        progress((done, total), desc=say(STEPS.get(step, "step_other"), language))

    try:
        return report_html(work(advance), language) + told.html(language)
    except RapporteurError as error:
        return _problem(str(error))


def _problem(sentence: str) -> str:
    return f'<div class="finding serious"><p>{escape(sentence)}</p></div>'


def _taken(library: "Library", paths: Sequence[str], advance: Reports) -> IngestReport:
    """Uploads moved into the library and read; one that is refused holds up no other."""
    kept, refused = [], []
    for path in map(Path, paths):
        try:
            uploads.accept(path, library.settings, KINDS)
            kept.append(_moved(path, library.settings.library / ADDED))
        except RapporteurError as error:
            refused.append(Failure(path=path.name, reason=str(error)))
        finally:
            path.unlink(missing_ok=True)
    report = library.ingest(kept, advance) if kept else IngestReport()
    report.failed += refused
    return report


def _moved(path: Path, folder: Path) -> Path:
    """The file in a folder named by its bytes, so that it takes no other's place; each name is a source's."""
    target = folder / sha256(path.read_bytes()).hexdigest()[:16] / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    copyfile(path, target)
    return target


def _allowed(request: gr.Request) -> gr.Accordion:
    return gr.Accordion(visible=may_change(request))
