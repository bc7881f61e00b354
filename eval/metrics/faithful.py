"""Faithfulness of numbers and names: what our own words say stands in what they cite.

Free of any model and yet telling: TrustRAG's bug reports begin with an answer that said 85 % where the source
said 87 %. The whole statement is judged, quotations included; the passage, its reference (symbol, paragraph,
pages, date) and its title count as source.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from eval.cases.case import Case
from eval.cases.typography import normal, plain
from ingest.document import Document, Passage

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NAME: Final = re.compile(r"(?<![.!?:“«(]\s)(?<!^)(?<![\w“«])[A-Z][\w’-]{2,}")


def numbers_faithful(case: Case) -> float | None:
    """Share of the statements all of whose numbers stand in the cited passages or their references."""
    return _share(case, foreign_numbers)


def names_faithful(case: Case) -> float | None:
    """Share of the statements whose capitalised words all stand in the cited passages or their references."""
    return _share(case, _foreign_names)


def foreign_numbers(case: Case, statement: dict[str, Any], sources: Sequence[Passage]) -> list[str]:
    """The numbers of a statement that none of these passages, nor its reference, has."""
    known = {number for text in _texts(case, sources) for number in _NUMBER.findall(text)}
    return [number for number in _NUMBER.findall(normal(plain(statement["text"]))) if number not in known]


def _foreign_names(case: Case, statement: dict[str, Any], sources: Sequence[Passage]) -> list[str]:
    known = " ".join(_texts(case, sources)).casefold()
    return [name for name in _NAME.findall(normal(plain(statement["text"]))) if name.casefold() not in known]


def _texts(case: Case, sources: Sequence[Passage]) -> list[str]:
    return [normal(text) for p in sources for text in (p.text, _reference(case.documents[p.document_id], p))]


def _reference(document: Document, passage: Passage) -> str:
    parts = (
        *document.symbols,
        document.title,
        document.date,
        passage.paragraph,
        passage.speaker,
        *passage.section,
    )
    return " ".join((*(part for part in parts if part), *map(str, passage.pages)))


def _share(
    case: Case, foreign: Callable[[Case, dict[str, Any], Sequence[Passage]], list[str]]
) -> float | None:
    statements = case.outcome.statements
    if not statements:
        return None
    return sum(not foreign(case, s, case.sources_of(s)) for s in statements) / len(statements)
