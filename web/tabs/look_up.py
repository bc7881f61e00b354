"""The Look up tab: one box, suggestions while typing, the paragraph with its page, ready-made references."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import gradio as gr

from cite.grammar import LONGEST_REFERENCE
from cite.lookup import look_up
from cite.match import Lookup, Match
from ingest.document import Document
from ingest.names.symbols import normalise
from ingest.register import Register
from web.kit.markup import escape
from web.kit.words import language_of, say
from web.viewer.source import card

MOST_SHOWN: Final = 20
MOST_SUGGESTED: Final = 12
LONGEST_TYPED: Final = 200  # characters that suggestions look at
_BARE: Final = re.compile(r",\s*(\d{1,3}(?:\s?\([a-z]{1,4}\))?)\s*$")  # a link's "A/RES/70/125,35"
KNOWN: Final = ("A/RES/70/125, para. 35", "GE-005, p. 5", "“public core”")
"""References worth showing where the library has them."""

MOST_EXAMPLES: Final = 3


def functions(register: Register) -> list[Callable[..., Any]]:
    """What the browser may call, by these names."""

    def find_reference(asked: dict[str, Any], request: gr.Request) -> str:
        return results_html(register, str(asked.get("reference", "")), language_of(request))

    def suggest(asked: dict[str, Any]) -> list[dict[str, str]]:
        return suggestions(register, str(asked.get("typed", "")))

    return [find_reference, suggest]


def examples(register: Register) -> list[str]:
    """References that the documents at hand answer: known ones, a paragraph, a page."""
    named = [each for each in register.documents() if each.symbol]
    made = [each for document in named[:MOST_EXAMPLES] for each in _made(document, register)]
    found = [each for each in (*KNOWN, *made) if look_up(register, each).status == "found"]
    return found[:MOST_EXAMPLES]


def _made(document: Document, register: Register) -> list[str]:
    passages = register.document_passages(document.id)
    paragraph = next((each.paragraph for each in passages if (each.paragraph or "").isdecimal()), None)
    page = next((each.pages[0] for each in passages if each.pages), None)
    places = (f"para. {paragraph}" if paragraph else "", f"p. {page}" if page else "")
    return [f"{document.symbol}, {place}" for place in places if place]


def form_html(register: Register, language: str) -> str:
    """The empty tab."""
    tried = "".join(
        f'<button type="button" class="try" data-reference="{escape(each)}">{escape(each)}</button>'
        for each in examples(register)
    )
    return (
        '<form class="look-up" role="search"><label for="reference">'
        f"{escape(say('reference', language))}</label>"
        '<div class="line"><input id="reference" name="reference" type="text" list="suggested" '
        f'maxlength="{LONGEST_REFERENCE}" autocomplete="off" spellcheck="false" dir="auto" required>'
        f'<button type="submit">{escape(say("look_up", language))}</button></div>'
        '<datalist id="suggested"></datalist></form>'
        f'<p class="tries">{escape(say("for_example", language))} {tried}</p>'
        '<div class="found" aria-live="polite"></div>'
    )


def results_html(register: Register, reference: str, language: str) -> str:
    """What a reference points at, word for word, or why it points at nothing."""
    found = look_up(register, _BARE.sub(r", para. \1", reference))
    message = f'<p class="message">{escape(found.message)}</p>' if found.message else ""
    shown = "".join(
        _match(number, match, language) for number, match in enumerate(found.matches[:MOST_SHOWN], 1)
    )
    more = len(found.matches) - MOST_SHOWN
    rest = f'<p class="note">{escape(say("and_more", language, number=str(more)))}</p>' if more > 0 else ""
    return f'<div class="result {found.status}">{message}{shown}{rest}{_near(found, language)}</div>'


def suggestions(register: Register, typed: str) -> list[dict[str, str]]:
    """Documents whose symbol or title goes on as what was typed, symbols that begin with it first."""
    words = typed[:LONGEST_TYPED].casefold().split()
    if not words:
        return []
    start = (normalise(typed[:LONGEST_TYPED]) or typed).casefold().strip()
    ranked = []
    for document in register.documents():
        symbols = [symbol.casefold() for symbol in document.symbols]
        title = document.title.casefold()
        if any(symbol.startswith(start) for symbol in symbols):
            rank = 0
        elif any(start in symbol for symbol in symbols):
            rank = 1
        elif all(word in title for word in words):
            rank = 2
        else:
            continue
        ranked.append((rank, document.name, {"value": document.name, "label": document.title}))
    return [item for _, _, item in sorted(ranked, key=lambda each: each[:2])[:MOST_SUGGESTED]]


def _match(number: int, match: Match, language: str) -> str:
    if match.passage is not None:
        return card(f"match-{number}", "", match.document, match.passage, "", language)
    document = match.document
    title = "" if document.name == document.title else f" <bdi>{escape(document.title)}</bdi>"
    return (
        f'<p class="whole"><strong>{escape(document.name)}</strong>{title} '
        f'<button type="button" class="open-document" data-document="{escape(document.id)}">'
        f"{escape(say('open_document', language))}</button></p>"
    )


def _near(found: Lookup, language: str) -> str:
    if not found.near:
        return ""
    key = "other_versions" if found.status == "found" else "perhaps"
    offered: Mapping[str, str] = {each: escape(each) for each in found.near}
    buttons = "".join(
        f'<button type="button" class="try" data-reference="{each}">{each}</button>'
        for each in offered.values()
    )
    return f'<p class="tries">{escape(say(key, language))} {buttons}</p>'
