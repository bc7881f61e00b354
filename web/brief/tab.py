"""The tab of the brief: topic and scope, the entries, and what a reader does with them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import gradio as gr

from brief.editing import Draft, key, restored
from brief.export import exported
from brief.make import brief, more_like
from errors import RapporteurError
from index.hit import Filters
from web.answer.export import TYPES
from web.brief.shelf import Shelf, with_draft
from web.brief.shelf import name as name_of
from web.brief.shown import choices, draft_html, intro_html, offered_html
from web.kit import queues, worded
from web.kit.files import file
from web.kit.markup import escape
from web.kit.words import label, language_of, say

if TYPE_CHECKING:
    from index.library import Library

QUIET: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
KINDS: Final = ("docx", "html", "md", "csv", "json")
MEDIA: Final = {**TYPES, "csv": "text/csv", "json": "application/json"}
LONGEST_TOPIC: Final = 300  # characters
LARGEST_SAVED: Final = 5_000_000  # bytes of a saved brief
STEPS: Final = ("brief_earlier", "brief_later", "brief_shorter", "brief_longer")


class Tab:
    """The tab; ``place`` puts it into the page.

    Args:
        library: The documents.
    """

    def __init__(self, library: "Library") -> None:
        self._library = library

    def place(self, page: gr.Blocks) -> None:
        """Put the forms, the entries and the buttons into the tab being built."""
        worded.place(page, intro_html, "brief-intro")
        form = _form()
        with gr.Row(elem_id="brief-go-row"):
            go = gr.Button(label("brief_make"), variant="primary", elem_id="brief-go", scale=0, min_width=220)
            load = gr.UploadButton(
                label("brief_open"), file_types=[".json"], elem_id="brief-open", scale=0, min_width=200
            )
        draft, shelf = gr.State(None), gr.State({})
        drafts = gr.Dropdown(label=label("brief_drafts"), choices=[], visible=False, elem_id="brief-drafts")
        told = gr.HTML("", elem_id="brief-told", apply_default_css=False)
        with gr.Accordion(label("brief_edit"), open=False, visible=False, elem_id="brief-edit") as edit:
            ticked = gr.CheckboxGroup(label=label("brief_ticked"), choices=[], elem_id="brief-ticked")
            which = gr.Dropdown(label=label("brief_which"), choices=[], elem_id="brief-which")
            with gr.Row():
                steps = [gr.Button(label(step), size="sm") for step in STEPS]
                undo = gr.Button(label("brief_undo"), size="sm", elem_id="brief-undo")
                more = gr.Button(label("brief_more"), size="sm", elem_id="brief-more")
            heading = gr.Textbox(label=label("brief_heading"), max_length=200, elem_id="brief-heading")
            remark = gr.Textbox(label=label("brief_remark"), max_length=2000, elem_id="brief-remark")
        with gr.Row(visible=False, elem_id="brief-tools") as tools:
            saves = {kind: gr.Button(label(f"brief_save_{kind}"), size="sm") for kind in KINDS}
        paper = gr.HTML("", elem_id="brief-paper", apply_default_css=False)
        written = gr.Textbox(visible="hidden", label=label("brief_make"), elem_id="brief-saved")
        shown = [draft, told, edit, tools, ticked, which, paper, shelf, drafts]
        here = [draft, shelf]
        made = {"api_visibility": "private", **queues.JOBS, "show_progress_on": paper}
        gr.on([go.click, form[0].submit], self.make, [*here, *form], shown, **made)
        load.upload(self.open, [*here, load], shown, **made)
        drafts.input(_chosen, [*here, drafts], shown, **QUIET)
        more.click(self.more, [draft, which], [draft, told, ticked, which], **made)
        after = [draft, ticked, paper]
        ticked.input(self._edited(lambda d, chosen: d.keep(chosen)), [draft, ticked], after, **QUIET)
        for button, change in zip(steps, _CHANGES, strict=True):
            button.click(self._edited(change), [draft, which], after, **QUIET)
        remark.submit(_written(Draft.remark), [draft, which, remark], after, **QUIET)
        heading.submit(_written(Draft.headed), [draft, which, heading], after, **QUIET)
        undo.click(self._edited(lambda d, _: d.undo()), [draft, which], after, **QUIET)
        _save_on_click(saves, draft, written)

    def make(  # noqa: PLR0913, PLR0917 - the fields of the form
        self,
        draft: Draft | None,
        shelf: Shelf,
        topic: str,
        since: str,
        until: str,
        symbol: str,
        speaker: str,
        request: gr.Request,
        progress: Any = gr.Progress(),  # noqa: ANN401, B008 - Gradio looks for it among the defaults
    ) -> tuple[Any, ...]:
        """Collect the brief and show it."""
        language = language_of(request)
        given = {"since": since, "until": until, "symbols": symbol, "speakers": speaker}
        try:
            scope = Filters.of({name: value.strip() for name, value in given.items() if value.strip()})
            found = brief(
                self._library,
                topic[:LONGEST_TOPIC],
                scope,
                lambda step, share: progress(share, desc=say(f"brief_{step}", language)),
            )
        except RapporteurError as error:
            return _refused(str(error))
        count = say(
            "brief_found", language, entries=str(len(found.quoted)), documents=str(len(found.looked_at))
        )
        told = f'<p role="status">{escape(count)}</p>'
        return _shown(Draft(found), told, language, with_draft(shelf, draft))

    def open(self, draft: Draft | None, shelf: Shelf, path: str, request: gr.Request) -> tuple[Any, ...]:
        """A draft that was saved, as this library has it."""
        language = language_of(request)
        where = Path(path)
        try:
            if where.stat().st_size > LARGEST_SAVED:
                return _refused(say("brief_no_brief", language))
            opened, gone = restored(self._library.register, json.loads(where.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, AttributeError):  # a file of anybody's making
            return _refused(say("brief_no_brief", language))
        finally:
            where.unlink(missing_ok=True)
        lost = f"<p>{escape(say('brief_gone', language, places='; '.join(gone)))}</p>" if gone else ""
        return _shown(opened, lost, language, with_draft(shelf, draft))

    def more(self, draft: Draft | None, which: str | None, request: gr.Request) -> tuple[Any, ...]:
        """What is said like an entry, to be ticked."""
        language = language_of(request)
        entry = next((e for e in draft.brief.quoted if key(e) == which), None) if draft else None
        if draft is None or entry is None:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        found = more_like(self._library, draft.brief, entry)
        offered = draft.offered(found)
        told = offered_html(found, language)
        return offered, told, _ticked(offered), gr.Dropdown(choices=choices(offered), value=which)

    def _edited(self, change: Callable[[Draft, Any], Draft]) -> Callable[..., tuple[Any, ...]]:
        def edited(draft: Draft | None, value: Any, request: gr.Request) -> tuple[Any, ...]:  # noqa: ANN401 - of any component
            if draft is None:
                return gr.skip(), gr.skip(), gr.skip()
            return _again(change(draft, value or ""), language_of(request))

        return edited


def _form() -> list[gr.Textbox]:
    """The topic, and what it is narrowed to."""
    with gr.Row(elem_id="brief-form", equal_height=False):
        return [
            gr.Textbox(label=label("brief_topic"), max_length=LONGEST_TOPIC, elem_id="brief-topic", scale=3),
            gr.Textbox(label=label("brief_since"), placeholder="2020-01-01", max_length=10),
            gr.Textbox(label=label("brief_until"), placeholder="2025-12-31", max_length=10),
            gr.Textbox(label=label("brief_document"), max_length=80),
            gr.Textbox(label=label("brief_speaker"), max_length=80),
        ]


_CHANGES: Final[tuple[Callable[[Draft, Any], Draft], ...]] = (
    lambda draft, which: draft.move(which, -1),
    lambda draft, which: draft.move(which, 1),
    lambda draft, which: draft.narrower(which),
    lambda draft, which: draft.wider(which),
)


def _save_on_click(buttons: Mapping[str, gr.Button], draft: gr.State, written: gr.Textbox) -> None:
    for kind, button in buttons.items():
        saved = button.click(_writer(kind), draft, written, **QUIET)
        saved.then(None, written, js="rapporteur.saveFile", **QUIET)


def _written(change: Callable[[Draft, str, str], Draft]) -> Callable[..., tuple[Any, ...]]:
    def written(draft: Draft | None, which: str | None, text: str, request: gr.Request) -> tuple[Any, ...]:
        if draft is None or not which:
            return gr.skip(), gr.skip(), gr.skip()
        return _again(change(draft, which, text), language_of(request))

    return written


def _chosen(draft: Draft | None, shelf: Shelf, name: str, request: gr.Request) -> tuple[Any, ...]:
    """Another of the open drafts; the one on the page is kept as it stands."""
    together = with_draft(shelf, draft)
    found = together.get(name)
    return (gr.skip(),) * 9 if found is None else _shown(found, "", language_of(request), together)


def _again(draft: Draft, language: str) -> tuple[Any, ...]:
    return draft, _ticked(draft), draft_html(draft, language)


def _ticked(draft: Draft) -> Any:  # noqa: ANN401 - Gradio's update
    offered = choices(draft)
    return gr.CheckboxGroup(
        choices=offered, value=[name for _, name in offered if name not in draft.left_out]
    )


def _shown(draft: Draft, told: str, language: str, shelf: Shelf) -> tuple[Any, ...]:
    """The page with a draft, which joins those that are open."""
    together = with_draft(shelf, draft)
    offered = choices(draft)
    which = gr.Dropdown(choices=offered, value=offered[0][1] if offered else None)
    any_ = bool(offered)
    return (
        draft,
        told,
        gr.Accordion(visible=any_),
        gr.Row(visible=any_),
        _ticked(draft),
        which,
        draft_html(draft, language),
        together,
        gr.Dropdown(choices=list(together), value=name_of(draft), visible=len(together) > 1),
    )


def _refused(why: str) -> tuple[Any, ...]:
    told = f'<p class="finding serious" role="alert">{escape(why)}</p>'
    return gr.skip(), told, *(gr.skip() for _ in range(7))  # what is on the page stays


def _writer(kind: str) -> Callable[[Draft | None], str]:
    def write(draft: Draft | None) -> str:
        if draft is None:
            return ""
        if kind == "json":
            content = json.dumps(draft.as_dict(), ensure_ascii=False, indent=2).encode()
        else:
            content = exported(draft.paper, f".{kind}")
        return file(f"rapporteur-brief.{kind}", MEDIA[kind], content)

    return write
