"""What a newcomer reads before the first question, and the cards to begin with."""

from index.library import Library
from web.chat.examples import EXAMPLES
from web.kit.markup import emphasised, escape
from web.kit.words import say


def welcome_html(library: Library, language: str) -> str:
    """How it works in two sentences, and questions to begin with; how to fill an empty library."""
    kind = "welcome" if library.register.counts()["documents"] else "welcome_empty"
    cards = "".join(
        f'<li><button type="button" class="card" data-question="{escape(each)}" dir="auto">{escape(each)}'
        "</button></li>"
        for each in (EXAMPLES if kind == "welcome" else ())
    )
    return (
        f'<section class="welcome"><h2>{escape(say(f"{kind}_title", language))}</h2>'
        f'<p>{emphasised(say(kind, language))}</p><ul class="cards">{cards}</ul></section>'
    )
