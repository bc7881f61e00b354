"""Answers and abstentions as HTML for the chat, each on one line, so that Markdown finds nothing to read."""

import re
from collections.abc import Sequence
from itertools import groupby
from unicodedata import bidirectional
from urllib.parse import urlencode

from answer.model import Answer, Citation, Closest, Statement
from answer.wording import markdown
from cite.locator import reference
from ingest.document import Document
from web.history.conversation import Exchange, anchor, letter
from web.kit.markup import emphasised, escape, paragraphs
from web.kit.words import say
from web.viewer.table import is_table, table_html

_BULLET = re.compile(r"\s*[-*•]\s+")
_FIGURE = re.compile(r"\d")
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def answer_html(exchange: Exchange, language: str = "en", *, last: bool = True) -> str:
    """The answer, or the abstention, of an exchange; a sign of life while there is none yet.

    Args:
        exchange: The exchange.
        language: The reader's.
        last: Whether it is the conversation's last, which can be asked again or reworded.
    """
    answer = exchange.answer
    if answer is None:
        key = "stopped" if exchange.phase == "stopped" else "waiting"
        return f'<div class="waiting">{escape(say(key, language))}</div>'
    if answer.status != "answered":
        return _abstention(exchange, answer, language, last=last)
    notes = [text for text in (answer.partly, answer.message) if text.strip()]
    note = "".join(f'<div class="note">{paragraphs(text)}</div>' for text in notes)
    said = f"{_statements(exchange.number, answer, language)}{_unproved(exchange, language)}{note}"
    direction = direction_of(exchange.question)
    footing = _footing(exchange, answer, language, last=last)
    follow = _follow_ups(exchange, language) if last else ""
    return f'<div class="answer" dir="{direction}">{said}{footing}{follow}</div>'


def direction_of(question: str) -> str:
    """Which way an answer is set: as the question is written, whatever name or symbol it begins with."""
    sides = [bidirectional(letter) in ("R", "AL") for letter in question if letter.isalpha()]
    return "rtl" if 2 * sum(sides) > len(sides) else "ltr"


def _follow_ups(exchange: Exchange, language: str) -> str:
    """Questions to go on with, as links that chat.js asks."""
    links = "".join(
        f'<li dir="auto"><a class="act" href="#put-{exchange.number}">{escape(each)}</a></li>'
        for each in exchange.next
    )
    return (
        f'<p class="follow">{escape(say("go_on", language))}</p><ul class="follow">{links}</ul>'
        if links
        else ""
    )


def _unproved(exchange: Exchange, language: str) -> str:
    """What nothing proves, told apart from the answer: without marks, without labels."""
    if not exchange.unproved:
        return ""
    words = "".join(f'<li dir="auto"><bdi>{escape(each)}</bdi></li>' for each in exchange.unproved)
    return f'<div class="unproved"><p>{escape(say("unproved", language))}</p><ul>{words}</ul></div>'


def _abstention(exchange: Exchange, answer: Answer, language: str, *, last: bool) -> str:
    number = exchange.number
    readings = "".join(
        f'<li><a class="reading" href="#{anchor(number, letter(position))}">'
        f"{escape(reference(each.document, each.passage))}</a>{_voice(each)}{_title(each.document)}{_likeliest(each)}</li>"
        for position, each in enumerate(answer.closest)
    )
    offer = f"<p>{escape(say('may_read', language))}</p><ul>{readings}</ul>" if readings else ""
    return (
        f'<div class="abstention {answer.status}"><p class="outcome">{escape(say(answer.status, language))}</p>'
        f"{paragraphs(answer.message)}{_fetching(exchange, language)}{offer}"
        f'<p class="next">{escape(say(f"{answer.status}_next", language))}</p>'
        f"{_unproved(exchange, language)}{_footing(exchange, answer, language, last=last)}</div>"
    )


def _fetching(exchange: Exchange, language: str) -> str:
    """A link that fetches what the question names and is not here; chat.js takes it."""
    if not exchange.fetch:
        return ""
    told = escape(say("fetch", language, symbol=", ".join(exchange.fetch)))
    return f'<p><a class="act fetch" href="#fetch-{exchange.number}">{told}</a></p>'


def _likeliest(offered: Closest) -> str:
    """The likeliest sentence of a passage that is offered, in the document's own language and direction."""
    if not offered.quote:
        return ""
    language = escape(offered.passage.language)
    return f'<br>“<bdi class="quoted" lang="{language}">{escape(offered.quote)}</bdi>”'


def _voice(offered: Closest) -> str:
    """Whose words the passage has, where it is somebody's."""
    return f" · <bdi>{escape(offered.passage.speaker)}</bdi>" if offered.passage.speaker else ""


def _title(document: Document) -> str:
    """The title, where the reference does not consist of it."""
    return "" if document.name == document.title else f" · <bdi>{escape(document.title)}</bdi>"


def _statements(number: int, answer: Answer, language: str) -> str:
    cited = {citation.n: citation for citation in answer.citations}
    html = []
    for bullet, group in groupby(answer.statements, key=lambda s: bool(_BULLET.match(s.text))):
        tag = "li" if bullet else "p"
        items = "".join(f"<{tag}>{_statement(number, each, cited, language)}</{tag}>" for each in group)
        html.append(f"<ul>{items}</ul>" if bullet else items)
    tables = {each.passage.id: each for each in answer.citations if "|" in each.quote}
    html += [_table(each) for each in tables.values() if is_table(each.passage)]
    return "".join(html)


def _table(cited: Citation) -> str:
    """The table that a row is quoted from, with its head, the row marked."""
    return table_html(cited.passage, cited.quote)


def _statement(number: int, statement: Statement, cited: dict[int, Citation], language: str) -> str:
    citations = [cited[n] for n in statement.citations]
    text = _BULLET.sub("", statement.text, count=1) if _BULLET.match(statement.text) else statement.text
    marks = "".join(
        f'<a class="cite" href="#{anchor(number, citation.n)}" '
        f'title="{escape(reference(citation.document, citation.passage))}">[{citation.n}]</a>'
        for citation in citations
    )
    label = escape(say(statement.verdict, language))
    meaning = escape(say(f"{statement.verdict}_meaning", language))
    return (
        f"{_worded(text, citations)}{_year(text, citations)} {marks} "
        f'<span class="verdict {statement.verdict}" title="{meaning}">{label}</span>'
    )


def _year(text: str, citations: Sequence[Citation]) -> str:
    """The year that a figure is of, where the sentence names none: that of its document."""
    dates = {found[0] for each in citations if (found := _A_YEAR.match(each.document.date or ""))}
    figures = any(_FIGURE.search(each.quote) for each in citations)
    if not figures or len(dates) != 1 or _A_YEAR.search(text):
        return ""
    return f' <span class="year">({dates.pop()})</span>'


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


def _footing(exchange: Exchange, answer: Answer, language: str, *, last: bool) -> str:
    seconds = answer.timings_ms.get("total", 0) / 1000
    parts = [escape(_engine(answer.engine, language))]
    if exchange.phase == "stopped":
        parts.insert(0, escape(say("stopped", language)))
    elif exchange.phase == "done" and seconds:
        parts.append(escape(say("seconds", language, number=f"{seconds:.1f}")))
    if exchange.phase == "done":
        address = escape("?" + urlencode({"q": exchange.question}, errors="replace"))
        title, link = escape(say("link_title", language)), escape(say("link", language))
        parts.append(f'<a class="permalink" href="{address}" title="{title}">{link}</a>')
    if exchange.phase != "writing":
        parts += _actions(exchange, language, last=last)
    return f'<p class="footing">{" · ".join(parts)}</p>'


def _actions(exchange: Exchange, language: str, *, last: bool) -> list[str]:
    """Links that page.js takes: to judge the answer, to ask again, to word the question otherwise."""
    again = ["again", "reword"] if last else []
    copied = ["copy"] if exchange.answer and exchange.answer.status == "answered" else []
    judged = [] if exchange.rated else ["good", "bad"]
    links = [
        f'<a class="act" href="#{key}-{exchange.number}" title="{escape(say(f"{key}_title", language))}">'
        f"{escape(say(key, language))}</a>"
        for key in [*copied, *again, *judged]
    ]
    return [*links, escape(say(f"rated_{exchange.rated}", language))] if exchange.rated else links


def _engine(name: str, language: str) -> str:
    if name == "extractive":
        return say("no_model", language)
    return say("written_by", language, name=name.removeprefix("llm:"))
