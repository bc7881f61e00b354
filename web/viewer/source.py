"""One passage as a card: whole, its quoted words marked, with its facts and what can be done with it.

What takes work (the picture of the page, what stands around it, a reference in another style) is fetched
by page.js from ``web.kit.desk`` when the reader wants it.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from cite.locator import reference
from cite.match import Match
from cite.styles import Style, render
from ingest.document import Document, Passage
from web.kit.dates import long_date
from web.kit.markup import escape, lines, marked, web_address
from web.kit.words import say
from web.viewer.table import is_table, table_html

_SPOKEN = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True, slots=True)
class Told:
    """How the words of a citation stand in their document.

    Attributes:
        kind: "quotation" of the document's or the speaker's own words, or "report" of what he said.
        cites: The source that the document names for them; empty where it names none.
    """

    kind: str
    cites: str = ""


def card(
    identity: str,
    mark: str,
    document: Document,
    passage: Passage,
    quote: str,
    language: str,
    *,
    told: Told | None = None,
) -> str:
    """A passage that opens and shuts.

    Args:
        identity: The element's id.
        mark: The number or letter it is known by; may be empty.
        document: Its document.
        passage: The passage.
        quote: The words to mark; empty where none are quoted.
        language: The reader's.
        told: How the words stand there, where they are cited.
    """
    cite = escape(reference(document, passage))
    numbered = f'<span class="mark">{mark}</span> ' if mark else ""
    return (
        f'<details class="source" id="{identity}" data-passage="{escape(passage.id)}" '
        f'data-quote="{escape(quote)}"><summary>{numbered}'
        f'<span class="where">{cite}</span>{_speaker(passage)}{_told(document, told, language)}</summary>'
        f"{body(document, passage, quote, language, told=told)}</details>"
    )


def body(document: Document, passage: Passage, quote: str, language: str, *, told: Told | None = None) -> str:
    """What a card holds: the words, the facts, the actions, and room for the page's picture."""
    words = _words(passage, quote)
    return (
        f"{_title(document)}"
        f'<div class="beside before"></div><blockquote dir="auto" lang="{escape(passage.language)}">{words}'
        f'</blockquote><div class="beside after"></div>{_facts(document, passage, language, told)}'
        f"{_actions(document, passage, language)}"
        f'<div class="picture"></div>'
    )


def _words(passage: Passage, quote: str) -> str:
    if is_table(passage):
        return table_html(passage, quote)
    return marked(passage.text, [quote]) if quote else lines(passage.text)


def link_to(document: Document, passage: Passage) -> str:
    """The address, on this page, of a passage: ``?cite=A/RES/70/125,35``."""
    place = passage.paragraph if document.symbol and passage.paragraph else ""
    wanted = f"{document.symbol},{place}" if place else reference(document, passage)
    return "?" + urlencode({"cite": wanted}, safe="/,", errors="replace")


def language_name(code: str, language: str) -> str:
    """What a language is called; its code where it is none of the six of the United Nations."""
    return say(code, language) if code in _SPOKEN else code


def _title(document: Document) -> str:
    """The title, where the reference does not consist of it."""
    if document.name == document.title:
        return ""
    return f'<p class="title"><bdi>{escape(document.title)}</bdi></p>'


def _speaker(passage: Passage) -> str:
    return f' <bdi class="speaker">{escape(passage.speaker)}</bdi>' if passage.speaker else ""


def _told(document: Document, told: Told | None, language: str) -> str:
    """Date, and whether the words are quoted or reported, in the line that is always seen."""
    kind = say(f"told_{told.kind}", language) if told else ""
    shown = [each for each in (kind, long_date(document.date, language)) if each]
    return f' <span class="told">{escape(" · ".join(shown))}</span>' if shown else ""


def _facts(document: Document, passage: Passage, language: str, told: Told | None = None) -> str:
    facts = (
        ("symbol", ", ".join(document.symbols)),
        ("date", long_date(document.date, language)),
        ("speaker", passage.speaker),
        ("section", " › ".join(passage.section)),
        ("paragraph", passage.paragraph),
        ("page" if len(passage.pages) == 1 else "pages", ", ".join(map(str, passage.pages))),
        ("language", language_name(passage.language, language)),
        ("told", say(f"told_{told.kind}_meaning", language) if told else None),
        ("cites", told.cites if told else None),
    )
    rows = "".join(
        f"<dt>{escape(say(name, language))}</dt><dd><bdi>{escape(fact)}</bdi></dd>"
        for name, fact in facts
        if fact
    )
    return f"<dl>{rows}</dl>"


def _actions(document: Document, passage: Passage, language: str) -> str:
    cite = escape(render([Match(document=document, passage=passage)], Style.UN))
    styles = "".join(
        f'<option value="{style}">{escape(say(f"style_{style}", language))}</option>' for style in Style
    )
    address = web_address(document.url)
    official = (
        f'<a class="official" href="{address}" target="_blank" rel="noopener noreferrer">'
        f"{escape(say('official', language))}</a>"
        if address
        else ""
    )
    link = escape(link_to(document, passage))
    show = (
        f'<button type="button" class="show-page">{escape(say("show_page", language))}</button>'
        if document.format == "pdf" and passage.pages
        else ""
    )
    return (
        f'<p class="actions"><button type="button" class="copy" data-copy="{cite}">'
        f"{escape(say('copy_reference', language))}</button>"
        f'<select class="style" aria-label="{escape(say("style", language))}">{styles}</select>'
        f'<code class="reference">{cite}</code></p>'
        f'<p class="actions"><button type="button" class="keep">{escape(say("keep", language))}</button>'
        f'<button type="button" class="around">{escape(say("neighbours", language))}'
        f"</button>{show}{official}"
        f'<a class="permalink" href="{link}">{escape(say("passage_link", language))}</a></p>'
    )
