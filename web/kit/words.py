"""The page's own words, in the reader's language (the catalogue is messages.toml)."""

from typing import Any, Final

import gradio as gr
from gradio.i18n import I18nData

from answer.wording.catalogue import FALLBACK, Catalogue

COOKIE: Final = "rapporteur_language"
"""Where the browser keeps a language chosen on the page; page.js writes it."""

_OURS: Final = Catalogue("web.kit")


def languages() -> tuple[str, ...]:
    """The languages the page speaks."""
    return tuple(_OURS.tables)


def say(key: str, language: str, **values: str) -> str:
    """The words ``key`` in ``language`` (English where the page does not speak it).

    Raises:
        KeyError: no such words, or a value they need is missing.
    """
    return _OURS.say(key, language, **values)


def plural(key: str, number: int, language: str) -> str:
    """``key`` for a number, its figures grouped as the language does: "1 passage", "23,053 passages"."""
    form = "one" if number == 1 or (language == "fr" and number == 0) else "many"
    return say(f"{key}_{form}", language, number=grouped(number, language))


def grouped(number: int, language: str) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}".replace(",", "," if language == "en" else "\u202f")


def translations() -> gr.I18n:
    """The catalogue for the labels that Gradio itself puts into the page."""
    return gr.I18n(**_OURS.tables)


def label(key: str) -> Any:  # noqa: ANN401 - not every type of Gradio's admits what all of them take
    """Words that the browser chooses the language of."""
    return I18nData(key)


def language_of(request: gr.Request | None) -> str:
    """The language of whoever asks: chosen on the page, else the first of the browser's that the page speaks."""
    if request is None:
        return FALLBACK
    chosen = request.cookies.get(COOKIE, "")
    if chosen in _OURS.tables:
        return str(chosen)
    for part in str(request.headers.get("accept-language", "")).split(",")[:20]:
        code = part.partition(";")[0].strip().lower().partition("-")[0]
        if code in _OURS.tables:
            return code
    return FALLBACK
