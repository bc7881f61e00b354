"""The head of the page of the page: who answers, and from what."""

import json
from collections.abc import Mapping
from typing import Any, Final

from web.kit.markup import escape
from web.kit.words import languages, plural, say

_NAMES: Final = {"en": "English", "es": "Español", "fr": "Français"}
_FOR_SCRIPT: Final = (
    "copied",
    "copy_by_hand",
    "loading",
    "unreachable",
    "close",
    "remove_really",
    "rename_to",
    "rate_reason",
    "send",
    "save",
    "more",
    "rename",
    "share",
    "delete",
    "deleted",
    "undo",
    "no_conversation_file",
    "number_chosen",
    "only_these",
    "server_gone",
    "server_still_gone",
    "try_again",
    "fetching",
    "note",
    "add_note",
    "kept_in",
    "first_collection",
    "new_collection",
    "rename_collection",
    "entry_removed",
    "notebook_full",
    "nothing_to_save",
)


def header_html(status: Mapping[str, Any], engine: str, language: str = "en") -> str:
    """The name, and in one line the engine and the library.

    Args:
        status: The library's own account of itself: documents and passages; "words_only" says why
            searches do without vectors, "reading_only" why nothing can be written.
        engine: ``Assistant.engine_name``.
        language: The reader's.
    """
    facts = [_engine(engine, language)]
    if status["documents"]:
        facts += [
            plural("document", status["documents"], language),
            plural("passage", status["passages"], language),
        ]
        facts += [say("search_by_words", language)] if status.get("words_only") else []
    else:
        facts.append(say("library_empty", language))
    if status.get("reading_only"):
        facts.append(say("reading_only", language))
    line = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    words = json.dumps({key: say(key, language) for key in _FOR_SCRIPT}, ensure_ascii=False)
    return (
        f'<header class="masthead" data-words="{escape(words)}"><h1>Rapporteur</h1>'
        f"<p>{escape(say('subtitle', language))}</p>"
        f'<ul aria-label="{escape(say("facts", language))}">{line}</ul>{_switch(language)}</header>'
    )


def _switch(language: str) -> str:
    choices = "".join(
        f'<button type="button" class="language" lang="{code}" data-language="{code}" '
        f'aria-pressed="{str(code == language).lower()}">{_NAMES[code]}</button>'
        for code in languages()
    )
    label = escape(say("language_switch", language))
    return f'<div class="languages" role="group" aria-label="{label}">{choices}</div>'


def _engine(name: str, language: str) -> str:
    return (
        say("engine_extractive", language)
        if name == "extractive"
        else say("engine_model", language, name=name)
    )
