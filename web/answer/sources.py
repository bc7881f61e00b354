"""The source panel: every cited passage of the conversation, whole, with the quoted words marked."""

from collections.abc import Sequence

from answer.model import Answer
from cite.match import Match
from cite.styles import Style, render
from web.history.conversation import Exchange, anchor, letter
from web.history.proving import plain
from web.kit.markup import escape
from web.kit.words import say
from web.viewer.source import Told, card

COPIED_LINE = "&#10;"  # a line break inside an attribute


def sources_html(exchanges: Sequence[Exchange], language: str = "en") -> str:
    """The panel for a conversation: one section an exchange, one source a citation or suggested reading."""
    sections = [_section(exchange, language) for exchange in exchanges if exchange.answer is not None]
    close = escape(say("close", language))
    sheet = f'<p class="close-sheet"><button type="button" class="plain-action">{close}</button></p>'
    return f'{sheet}<div class="sources">{"".join(sections) or _empty(language)}</div>'


def _empty(language: str) -> str:
    return (
        f'<div class="no-source"><p>{escape(say("sources_empty", language))}</p>'
        f"<p>{escape(say('sources_empty_next', language))}</p></div>"
    )


def _section(exchange: Exchange, language: str) -> str:
    answer = exchange.answer
    assert answer is not None
    sources = _citations(exchange.number, answer, language) or _readings(exchange.number, answer, language)
    key = "sources" if answer.citations else "readings" if answer.closest else "no_source"
    heading = escape(say(key, language))
    return (
        f'<section class="exchange" id="sources-{exchange.number}" aria-label="{heading}" '
        f'data-copy="{_copied(answer)}">'
        f"<h2>{heading}</h2>"
        f'<p class="asked"><a href="#answer-{exchange.number}"><bdi>{escape(exchange.question)}</bdi></a></p>'
        f"{sources}</section>"
    )


def _copied(answer: Answer) -> str:
    """The answer as it is pasted elsewhere: its words with their numbers, and under them the references."""
    said = [f"{plain(each.text)} {''.join(f'[{n}]' for n in each.citations)}" for each in answer.statements]
    cited = [
        f"[{each.n}] {render([Match(document=each.document, passage=each.passage)], Style.UN)}"
        for each in answer.citations
    ]
    return COPIED_LINE.join(escape(line) for line in (*said, "", *cited)) if said else ""


def _citations(number: int, answer: Answer, language: str) -> str:
    return "".join(
        card(
            anchor(number, citation.n),
            str(citation.n),
            citation.document,
            citation.passage,
            citation.quote,
            language,
            told=Told(citation.kind, citation.cites),
        )
        for citation in answer.citations
    )


def _readings(number: int, answer: Answer, language: str) -> str:
    return "".join(
        card(anchor(number, letter(place)), letter(place), each.document, each.passage, each.quote, language)
        for place, each in enumerate(answer.closest)
    )
