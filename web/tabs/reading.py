"""A whole document to read: its outline, and its text passage by passage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import gradio as gr

from cite.locator import locator, reference
from ingest.document import Document, Passage
from ingest.register import Register
from web.kit.dates import long_date
from web.kit.markup import escape, lines, web_address
from web.kit.words import language_of, say
from web.viewer.source import link_to
from web.viewer.table import is_table, table_html

AT_ONCE: Final = 60  # passages of one helping
DEEPEST: Final = 2  # levels of headings in the outline


def functions(register: Register) -> list[Callable[..., Any]]:
    """What the browser may call, by these names."""

    def read_document(asked: dict[str, Any], request: gr.Request) -> str:
        return document_html(register, str(asked.get("document", "")), language_of(request))

    def read_on(asked: dict[str, Any], request: gr.Request) -> str:
        start = asked.get("start")
        return text_html(
            register,
            str(asked.get("document", "")),
            start if isinstance(start, int) else 0,
            language_of(request),
        )

    return [read_document, read_on]


def document_html(register: Register, document_id: str, language: str) -> str:
    """Title, outline and the beginning of the text."""
    document = register.document(document_id)
    if document is None:
        return f'<p class="note">{escape(say("document_gone", language))}</p>'
    passages = register.document_passages(document_id)
    facts = [", ".join(document.symbols), long_date(document.date, language) or "", document.body or ""]
    return (
        f'<h2><bdi>{escape(document.title)}</bdi></h2><p class="facts">'
        f"{escape(' · '.join(filter(None, facts)))}{_official(document, language)}</p>"
        f"{_outline(passages, language)}"
        f'<div class="text" data-document="{escape(document.id)}">{_helping(document, passages, 0, language)}</div>'
    )


def text_html(register: Register, document_id: str, start: int, language: str) -> str:
    """A helping of the text from the passage in place ``start``."""
    document = register.document(document_id)
    if document is None:
        return f'<p class="note">{escape(say("document_gone", language))}</p>'
    return _helping(document, register.document_passages(document_id), max(start, 0), language)


def headings(passages: Sequence[Passage]) -> dict[tuple[str, ...], int]:
    """The headings of a document down to the second level, in order, with the place of their first passage."""
    found: dict[tuple[str, ...], int] = {}
    for passage in passages:
        for depth in range(1, min(len(passage.section), DEEPEST) + 1):
            found.setdefault(passage.section[:depth], passage.ordinal)
    return found


def _outline(passages: Sequence[Passage], language: str) -> str:
    items: Mapping[tuple[str, ...], int] = headings(passages)
    if not items:
        return ""
    listed = "".join(
        f'<li class="level-{len(section)}"><button type="button" class="section" data-start="{ordinal}" '
        f'dir="auto">{escape(section[-1])}</button></li>'
        for section, ordinal in items.items()
    )
    title = escape(say("outline", language))
    return f"<details class='outline' open><summary>{title}</summary><ul>{listed}</ul></details>"


def _helping(document: Document, passages: Sequence[Passage], start: int, language: str) -> str:
    shown = [passage for passage in passages if passage.ordinal >= start][:AT_ONCE]
    html, above = [], None
    for passage in shown:
        if passage.section != above:
            html += [f'<h3 dir="auto">{escape(" › ".join(passage.section))}</h3>'] if passage.section else []
            above = passage.section
        html.append(_passage(document, passage, language))
    after = shown[-1].ordinal + 1 if shown else start
    if any(passage.ordinal >= after for passage in passages):
        html.append(
            f'<p class="more"><button type="button" class="read-on plain-action" data-start="{after}">'
            f"{escape(say('read_on', language))}</button></p>"
        )
    return "".join(html)


def _passage(document: Document, passage: Passage, language: str) -> str:
    speaker = f' · <bdi class="speaker">{escape(passage.speaker)}</bdi>' if passage.speaker else ""
    link = escape(link_to(document, passage))
    words = table_html(passage) if is_table(passage) else lines(passage.text)
    return (
        f'<div class="passage" data-place="{passage.ordinal}" data-passage="{escape(passage.id)}"><p class="place">'
        f'<span class="unseen place-of">{escape(reference(document, passage))}</span>'
        f"{escape(locator(passage))}{speaker} "
        f'<a class="permalink" href="{link}">{escape(say("link", language))}</a> '
        f'<button type="button" class="keep">{escape(say("keep", language))}</button></p>'
        f'<div class="words" dir="auto" lang="{escape(passage.language)}">{words}</div></div>'
    )


def _official(document: Document, language: str) -> str:
    address = web_address(document.url)
    if not address:
        return ""
    return (
        f' · <a href="{address}" target="_blank" rel="noopener noreferrer">'
        f"{escape(say('official', language))}</a>"
    )
