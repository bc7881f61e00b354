"""Answers and abstentions as HTML for the chat, each on one line, so that Markdown finds nothing to read."""

import re
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from answer import markdown
from answer.model import Answer, Citation, Statement, Status, Verdict
from cite.locator import reference
from ingest.document import Document
from web.conversation import Exchange, anchor, letter
from web.markup import emphasised, escape, paragraphs

WAITING = "Reading the documents …"
STOPPED = "Stopped before the end"

_BULLET = re.compile(r"\s*[-*•]\s+")

_OUTCOMES: dict[Status, tuple[str, str]] = {
    "not_found": (
        "Not in the documents",
        "Try the words the document itself would use, name its symbol or the speaker, "
        "or add the document to the library.",
    ),
    "clarify": ("Please be more precise", "Name the document’s symbol, the speaker or the year."),
    "refused": ("Outside what I answer", "Ask what a document says, who said it, or when."),
    "error": (
        "Something went wrong",
        "Ask again; if it happens again, show this to whoever runs the page.",
    ),
}
_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "verbatim": ("word for word", "The document’s own words, compared with the passage"),
    "supported": ("supported", "In other words than the document’s, compared with the passage"),
}


def answer_html(exchange: Exchange) -> str:
    """The answer, or the abstention, of an exchange; a sign of life while there is none yet."""
    answer = exchange.answer
    if answer is None:
        return f'<div class="waiting">{STOPPED if exchange.phase == "stopped" else WAITING}</div>'
    if answer.status != "answered":
        return _abstention(exchange.number, answer)
    note = f'<div class="note">{paragraphs(answer.message)}</div>' if answer.message.strip() else ""
    return (
        f'<div class="answer">{_statements(exchange.number, answer)}{note}{_footing(exchange, answer)}</div>'
    )


def _abstention(number: int, answer: Answer) -> str:
    outcome, next_step = _OUTCOMES[answer.status]
    readings = "".join(
        f'<li><a class="reading" href="#{anchor(number, letter(position))}">'
        f"{escape(reference(document, passage))}</a>{_title(document)}</li>"
        for position, (document, passage) in enumerate(answer.nearest)
    )
    offer = f"<p>You may want to read:</p><ul>{readings}</ul>" if readings else ""
    return (
        f'<div class="abstention {answer.status}"><p class="outcome">{outcome}</p>'
        f'{paragraphs(answer.message)}<p class="next">{next_step}</p>{offer}</div>'
    )


def _title(document: Document) -> str:
    """The title, where the reference does not consist of it."""
    return "" if document.name == document.title else f" <bdi>{escape(document.title)}</bdi>"


def _statements(number: int, answer: Answer) -> str:
    cited = {citation.n: citation for citation in answer.citations}
    html = []
    for bullet, group in groupby(answer.statements, key=lambda s: bool(_BULLET.match(s.text))):
        tag = "li" if bullet else "p"
        items = "".join(f'<{tag} dir="auto">{_statement(number, each, cited)}</{tag}>' for each in group)
        html.append(f"<ul>{items}</ul>" if bullet else items)
    return "".join(html)


def _statement(number: int, statement: Statement, cited: dict[int, Citation]) -> str:
    citations = [cited[n] for n in statement.citations]
    text = _BULLET.sub("", statement.text, count=1) if _BULLET.match(statement.text) else statement.text
    marks = "".join(
        f'<a class="cite" href="#{anchor(number, citation.n)}" '
        f'title="{escape(reference(citation.document, citation.passage))}">[{citation.n}]</a>'
        for citation in citations
    )
    label, meaning = _VERDICTS[statement.verdict]
    return (
        f"{_worded(text, citations)} {marks} "
        f'<span class="verdict {statement.verdict}" title="{meaning}">{label}</span>'
    )


def _worded(text: str, citations: Sequence[Citation]) -> str:
    """The words of a statement, those of a document told apart by language and direction."""
    for citation in sorted(citations, key=lambda each: -len(each.quote)):
        quote = markdown.escape(citation.quote)
        if quote and quote in text:
            before, _, after = text.partition(quote)
            language = escape(citation.passage.language)
            words = f'<bdi class="quoted" lang="{language}">{escape(citation.quote)}</bdi>'
            rest = [each for each in citations if each is not citation]
            return f"{_worded(before, rest)}{words}{_worded(after, rest)}"
    return emphasised(text)


def _footing(exchange: Exchange, answer: Answer) -> str:
    seconds = answer.timings_ms.get("total", 0) / 1000
    parts = [escape(_engine(answer.engine))]
    if exchange.phase == "stopped":
        parts.insert(0, STOPPED)
    elif exchange.phase == "done" and seconds:
        parts.append(f"{seconds:.1f} s")
    if exchange.phase == "done":
        address = escape("?" + urlencode({"q": exchange.question}, errors="replace"))
        parts.append(f'<a class="permalink" href="{address}" title="Copy a link to this question">link</a>')
    return f'<p class="footing">{" · ".join(parts)}</p>'


def _engine(name: str) -> str:
    return "no language model" if name == "extractive" else f"written by {name.removeprefix('llm:')}"
