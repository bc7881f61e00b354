"""The source panel: every cited passage of the conversation, whole, with the quoted words marked."""

from collections.abc import Sequence
from datetime import date

from answer.model import Answer
from cite.locator import reference
from ingest.document import Document, Passage
from web.conversation import Exchange, anchor, letter
from web.markup import escape, lines, marked, web_address

LANGUAGES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ru": "Russian",
    "zh": "Chinese",
}
OFFICIAL = "Official document"
EMPTY = (
    '<div class="no-source"><p>The passages behind an answer are shown here, whole, '
    "with the quoted words marked.</p><p>Choose a number in an answer to open its passage.</p></div>"
)


def sources_html(exchanges: Sequence[Exchange]) -> str:
    """The panel for a conversation: one section an exchange, one source a citation or suggested reading."""
    sections = [_section(exchange) for exchange in exchanges if exchange.answer is not None]
    return f'<div class="sources">{"".join(sections) or EMPTY}</div>'


def _section(exchange: Exchange) -> str:
    answer = exchange.answer
    assert answer is not None
    sources = _citations(exchange.number, answer) or _readings(exchange.number, answer)
    heading = "Sources" if answer.citations else "You may want to read" if answer.nearest else "No source"
    return (
        f'<section class="exchange" id="sources-{exchange.number}" aria-label="{heading}">'
        f"<h2>{heading}</h2>"
        f'<p class="asked"><a href="#answer-{exchange.number}"><bdi>{escape(exchange.question)}</bdi></a></p>'
        f"{sources}</section>"
    )


def _citations(number: int, answer: Answer) -> str:
    return "".join(
        _source(
            anchor(number, citation.n),
            str(citation.n),
            citation.document,
            citation.passage,
            marked(citation.passage.text, [citation.quote]),
        )
        for citation in answer.citations
    )


def _readings(number: int, answer: Answer) -> str:
    return "".join(
        _source(anchor(number, letter(place)), letter(place), document, passage, lines(passage.text))
        for place, (document, passage) in enumerate(answer.nearest)
    )


def _source(identity: str, mark: str, document: Document, passage: Passage, words: str) -> str:
    cite = escape(reference(document, passage))
    named = document.name != document.title
    title = f'<p class="title"><bdi>{escape(document.title)}</bdi></p>' if named else ""
    return (
        f'<details class="source" id="{identity}"><summary><span class="mark">{mark}</span> '
        f'<span class="where">{cite}</span>{_speaker(passage)}</summary>'
        f'{title}<blockquote dir="auto" lang="{escape(passage.language)}">{words}</blockquote>'
        f"{_facts(document, passage)}{_actions(document, cite)}</details>"
    )


def _speaker(passage: Passage) -> str:
    return f' <bdi class="speaker">{escape(passage.speaker)}</bdi>' if passage.speaker else ""


def _facts(document: Document, passage: Passage) -> str:
    facts = (
        ("Symbol", ", ".join(document.symbols)),
        ("Date", long_date(document.date)),
        ("Speaker", passage.speaker),
        ("Section", " › ".join(passage.section)),
        ("Paragraph", passage.paragraph),
        ("Page" if len(passage.pages) == 1 else "Pages", ", ".join(map(str, passage.pages))),
        ("Language", LANGUAGES.get(passage.language, passage.language)),
    )
    rows = "".join(f"<dt>{name}</dt><dd><bdi>{escape(fact)}</bdi></dd>" for name, fact in facts if fact)
    return f"<dl>{rows}</dl>"


def _actions(document: Document, cite: str) -> str:
    address = web_address(document.url)
    link = ""
    if address:
        link = (
            f'<a class="official" href="{address}" target="_blank" rel="noopener noreferrer">{OFFICIAL}</a>'
        )
    copy = f'<button type="button" class="copy" data-copy="{cite}">Copy reference</button>'
    return f'<p class="actions">{copy}{link}<code class="reference">{cite}</code></p>'


def long_date(iso: str | None) -> str | None:
    """An ISO date, or a part of one, as it is read: "16 December 2015", "December 2015", "2015"."""
    if iso is None or len(iso) not in (7, 10):
        return iso
    try:
        day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-01")
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}" if len(iso) == 10 else f"{day:%B %Y}"
