"""The head of the page and its empty state: who answers, from what, and how to begin."""

from collections.abc import Mapping
from typing import Any

from web.markup import escape


def header_html(status: Mapping[str, Any], engine: str) -> str:
    """The name, and in one line the engine and the library.

    Args:
        status: The library's own account of itself: documents, passages, model.
        engine: ``Assistant.engine_name``.
    """
    facts = [_engine(engine)]
    if status["documents"]:
        facts += [
            _count(status["documents"], "document"),
            _count(status["passages"], "passage"),
            f"search by {status['model']}",
        ]
    else:
        facts.append("the library is empty")
    line = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    return (
        '<header class="masthead"><h1>Rapporteur</h1>'
        "<p>Cited answers from UN documents and GE papers</p>"
        f'<ul aria-label="Engine and library">{line}</ul></header>'
    )


def welcome(status: Mapping[str, Any]) -> str:
    """What a newcomer reads before the first question, as Markdown."""
    if not status["documents"]:
        return (
            "## The library is empty\n\nAdd documents first, in a terminal, then reload this page:"
            "\n\n`rapporteur ingest FOLDER`\n\nPDF, DOCX, HTML, Markdown and plain text are read."
        )
    return (
        "## Ask the documents\n\nEvery sentence of an answer carries a number: "
        "choose it to see the passage it rests on, with the quoted words marked. "
        "What the documents do not say is not answered."
    )


def _engine(name: str) -> str:
    return "answers quoted, no language model" if name == "extractive" else f"answers by {name}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
