"""Quotations: is every quoted word in the passage it is cited from, by the register's own text?

The idea is ragas' ``quoted_spans`` (share of quoted spans found verbatim in the contexts), made strict: one
span that is not there makes the answer wrong. Quotation marks, white space and kinds of hyphen are folded;
letters, digits and case are not.
"""

import re
from collections.abc import Sequence
from typing import Final

from eval.cases.case import Case
from eval.cases.typography import normal, plain
from ingest.document import Passage

_OMISSION: Final = re.compile(r"\[…\]|\[\.\.\.\]|…")
_OPEN_TO_CLOSE: Final = {"“": "”", "«": "»", "„": "“", "「": "」"}


def quotations_verbatim(case: Case) -> float | None:
    """1 when every quoted span and every citation's quote stands in its cited passage, else 0."""
    if not case.outcome.answered:
        return None
    return float(_quotes_stand(case) and _spans_stand(case))


def quoted(text: str) -> list[str]:
    """The outermost quotations of a plain text, without their marks.

    A quotation left open by a slip of the source (closed with an opening mark) runs to the last closing mark.
    """
    spans: list[str] = []
    at = 0
    while (start := _next_opening(text, at)) is not None:
        end = _end(text, start)
        spans.append(text[start + 1 : end])
        at = end + 1
    return [span for span in spans if normal(span)]


def frame(text: str) -> str:
    """A plain text with its quotations taken out: the words that are ours."""
    for span in quoted(text):
        text = text.replace(span, " ", 1)
    return text


def source_texts(case: Case, sources: Sequence[Passage]) -> list[str]:
    """What may be quoted from these passages, folded: their words, and in references their titles."""
    titles = dict.fromkeys(case.documents[passage.document_id].title for passage in sources)
    return [normal(text) for text in (*(passage.text for passage in sources), *titles)]


def _quotes_stand(case: Case) -> bool:
    """The citations' own quotes, character for character; an unknown passage is another metric's matter."""
    return all(
        citation["quote"] in case.passages[citation["passage_id"]].text
        for citation in case.outcome.citations
        if citation["passage_id"] in case.passages
    )


def _spans_stand(case: Case) -> bool:
    for statement in case.outcome.statements:
        sources = source_texts(case, case.sources_of(statement))
        if sources and not all(_stands(span, sources) for span in quoted(plain(statement["text"]))):
            return False
    return True


def _stands(span: str, sources: list[str]) -> bool:
    parts = [normal(part) for part in _OMISSION.split(span)]
    return any(_in_order([part for part in parts if part], source) for source in sources) or any(
        normal(span) in source for source in sources
    )


def _in_order(parts: list[str], source: str) -> bool:
    at = 0
    for part in parts:
        found = source.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return bool(parts)


def _next_opening(text: str, at: int) -> int | None:
    found = [i for mark in _OPEN_TO_CLOSE if (i := text.find(mark, at)) >= 0]
    return min(found) if found else None


def _end(text: str, start: int) -> int:
    opening, closing = text[start], _OPEN_TO_CLOSE[text[start]]
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == opening) - (text[i] == closing)
        if depth == 0:
            return i
    last = text.rfind(closing, start + 1)
    return last if last > 0 else len(text)
