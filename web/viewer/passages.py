"""What page.js fetches of a passage when the reader wants it: its page's picture, its neighbours, a reference."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr

from cite.locator import reference
from cite.match import Match
from cite.styles import Style, render
from ingest.document import Document, Passage
from ingest.register import Register
from web.kit.markup import escape, lines
from web.kit.words import language_of, say
from web.viewer.picture import Picture
from web.viewer.pictures import NoPictureError, Pictures

AROUND = 2  # passages shown before and after


class PassageDesk:
    """Answers the reader's requests about one passage.

    Args:
        register: Where passages are; nothing is shown that is not current there.
        pictures: Draws pages.
    """

    def __init__(self, register: Register, pictures: Pictures) -> None:
        self._register = register
        self._pictures = pictures

    def picture(self, asked: Mapping[str, Any], language: str) -> str:
        """The pages of ``asked["passage"]`` with ``asked["quote"]`` marked, as HTML, or why there are none."""
        found = self._found(asked)
        if found is None:
            return _note("passage_gone", language)
        document, passage = found
        quote = str(asked.get("quote", ""))
        try:
            drawn = self._pictures.of(document, passage, quote or passage.text)
        except NoPictureError as error:
            return _note(str(error), language)
        return "".join(_figure(document, picture, language) for picture in drawn)

    def around(self, asked: Mapping[str, Any], language: str) -> dict[str, str]:
        """What stands before and after a passage, as HTML."""
        found = self._found(asked)
        if found is None:
            return {"before": _note("passage_gone", language), "after": ""}
        document, passage = found
        beside = self._register.neighbours(passage, AROUND)
        if not beside:
            return {"before": _note("no_neighbours", language), "after": ""}
        return {
            "before": "".join(_beside(document, p) for p in beside if p.ordinal < passage.ordinal),
            "after": "".join(_beside(document, p) for p in beside if p.ordinal > passage.ordinal),
        }

    def reference(self, asked: Mapping[str, Any]) -> str:
        """The reference in ``asked["style"]``, as plain text; empty where there is none."""
        found = self._found(asked)
        style = str(asked.get("style", ""))
        if found is None or style not in set(Style):
            return ""
        return render([Match(document=found[0], passage=found[1])], Style(style))

    def _found(self, asked: Mapping[str, Any]) -> tuple[Document, Passage] | None:
        passage = self._register.passages([str(asked.get("passage", ""))]).get(str(asked.get("passage", "")))
        document = self._register.document(passage.document_id) if passage else None
        return (document, passage) if document and passage else None


def functions(desk: PassageDesk) -> list[Callable[..., Any]]:
    """What the browser may call, by these names."""

    def page_picture(asked: dict[str, Any], request: gr.Request) -> str:
        return desk.picture(asked, language_of(request))

    def around(asked: dict[str, Any], request: gr.Request) -> dict[str, str]:
        return desk.around(asked, language_of(request))

    def reference_in(asked: dict[str, Any]) -> str:
        return desk.reference(asked)

    return [page_picture, around, reference_in]


def _note(key: str, language: str) -> str:
    return f'<p class="note">{escape(say(key, language))}</p>'


def _beside(document: Document, passage: Passage) -> str:
    """A neighbour under its own reference and speaker, who may be another than the cited passage's."""
    where = escape(reference(document, passage))
    speaker = f' <bdi class="speaker">{escape(passage.speaker)}</bdi>' if passage.speaker else ""
    return (
        f'<div class="neighbour"><p class="where">{where}{speaker}</p>'
        f'<p dir="auto" lang="{escape(passage.language)}">{lines(passage.text)}</p></div>'
    )


def _figure(document: Document, picture: Picture, language: str) -> str:
    page = str(picture.page)
    alt = escape(say("page_alt", language, page=page, document=document.name))
    caption = escape(say("page_marked" if picture.marks else "page_unmarked", language, page=page))
    image = b64encode(picture.image).decode()
    return (
        f'<figure class="pdf-page"><button type="button" class="enlarge" '
        f'aria-label="{escape(say("enlarge", language))}: {alt}">'
        f'<img src="data:image/webp;base64,{image}" alt="{alt}" width="{picture.width}" '
        f'height="{picture.height}"></button><figcaption>{caption}</figcaption></figure>'
    )
