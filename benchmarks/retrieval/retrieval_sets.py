"""Questions with gold passages, ready to measure retrieval by: our own, and XQuAD's.

What is measured is the ranking alone, so a follow-up question is asked as the assistant reads it in its
conversation, the same words for every system.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from answer.model import Turn
from answer.question.question import understand
from eval.cases.goldmarks import Goldmarks
from eval.cases.questions import EVERY_GOLD_WANTED, Gold, Question
from ingest.register import Register

SLICES: Final = ("near-copies", "who said what", "cross-lingual", "other")
DEPTH: Final = 10

_SPOKEN: Final = frozenset({"position", "who", "comparison"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question with the passages that answer it.

    Attributes:
        id: Unique.
        text: What is asked of every system.
        language: BCP 47 code of the question.
        golds: The gold passages as the question names them; empty for XQuAD.
        wanted: For each gold passage, ids that count as it. Alternatives, unless ``every`` is set.
        every: Whether each gold passage counts on its own.
        documents: Ids of the gold documents.
        slices: The slices of the report that it belongs to.
    """

    id: str
    text: str
    language: str
    wanted: tuple[frozenset[str], ...]
    documents: frozenset[str]
    slices: frozenset[str]
    every: bool = False
    golds: tuple[Gold, ...] = ()


def own(questions: Iterable[Question], register: Register) -> list[Ask]:
    """Our own questions that this register can answer, as far as its documents go."""
    marks = Goldmarks(register)
    asked = [
        _own(question, marks, register)
        for question in questions
        if question.answerable and not marks.missing(question)
    ]
    return [ask for ask in asked if any(ask.wanted)]


def _own(question: Question, marks: Goldmarks, register: Register) -> Ask:
    history = [Turn(question=turn.q, answer=turn.a) for turn in question.history]
    golds = tuple(gold for gold in question.gold if marks.documents(gold.symbol))
    wanted = tuple(marks.passages(gold) for gold in golds)
    found = register.passages([name for ids in wanted for name in ids]).values()
    languages = {passage.language for passage in found}
    return Ask(
        id=question.id,
        text=understand(question.q, history).searched,
        language=question.language,
        golds=golds,
        wanted=wanted,
        every=question.kind in EVERY_GOLD_WANTED,
        documents=frozenset(passage.document_id for passage in found),
        slices=_slices(question, languages),
    )


def _slices(question: Question, languages: set[str]) -> frozenset[str]:
    category = question.category or ""
    found = set()
    if category.startswith("near-copy"):
        found.add("near-copies")
    if question.kind in _SPOKEN or category == "near-copy speaker":
        found.add("who said what")
    if languages and question.language not in languages:
        found.add("cross-lingual")
    return frozenset(found or {"other"})


def scores(ranking: Sequence[str], wanted: Sequence[frozenset[str]], *, every: bool) -> dict[str, float]:
    """Recall at 1, 5 and 10, reciprocal rank and nDCG at 10 of one ranking.

    Alternatives count as one relevant passage. Recall at k is of min(k, number of relevant passages), so
    that a question with four answers can reach 1 at every k (the capped recall of BEIR, Thakur et al. 2021).

    Args:
        ranking: Ids, best first.
        wanted: For each gold passage, the ids that count as it.
        every: Whether each gold passage is relevant on its own.
    """
    relevant = list(wanted) if every else [frozenset().union(*wanted)]
    ranks = sorted(rank for rank in (_rank(ranking, ids) for ids in relevant) if rank is not None)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(len(relevant), DEPTH) + 1))
    return {
        **{f"recall@{k}": sum(rank <= k for rank in ranks) / min(k, len(relevant)) for k in (1, 5, 10)},
        "MRR": 1 / ranks[0] if ranks else 0.0,
        "nDCG@10": sum(1 / log2(rank + 1) for rank in ranks if rank <= DEPTH) / ideal,
    }


def _rank(ranking: Sequence[str], ids: frozenset[str]) -> int | None:
    return next((rank for rank, name in enumerate(ranking[:DEPTH], 1) if name in ids), None)
