"""What a newcomer reads before the first question, and the cards to begin with."""

from ingest.register import Register
from web.chat.examples import Examples
from web.kit.markup import emphasised, escape
from web.kit.words import say


def welcome_html(register: Register, language: str) -> str:
    """How it works in two sentences; how to fill a library that is empty."""
    kind = "welcome" if register.counts()["documents"] else "welcome_empty"
    return (
        f'<section class="welcome"><h2>{escape(say(f"{kind}_title", language))}</h2>'
        f"<p>{emphasised(say(kind, language))}</p></section>"
    )


def cards_html(examples: Examples, language: str) -> str:
    """The questions that the library answers, each a card that asks it."""
    cards = "".join(
        f'<li><button type="button" class="card" data-question="{escape(each)}" dir="auto">{escape(each)}'
        "</button></li>"
        for each in examples.of(language)
    )
    return f'<ul class="cards">{cards}</ul>'
