"""Retrieval: do the passages that answer come up, and how near the top?

The ranking judged is the one the answer was written from, after the question was read and narrowed. Gold
passages that are alternatives count as one relevant passage (found when any is); for comparisons and
"who" questions each is relevant on its own. Definitions: Manning, Raghavan, Schütze, Introduction to
Information Retrieval, 2008, chapter 8; nDCG: Järvelin and Kekäläinen, ACM TOIS 20(4), 2002, binary gains.
"""

from math import log2

from eval.cases.case import Case


def recall_at_1(case: Case) -> float | None:
    """Share of the relevant passages at rank 1."""
    return _recall(case, 1)


def recall_at_5(case: Case) -> float | None:
    """Share of the relevant passages among the first 5."""
    return _recall(case, 5)


def recall_at_20(case: Case) -> float | None:
    """Share of the relevant passages among the first 20."""
    return _recall(case, 20)


def reciprocal_rank(case: Case) -> float | None:
    """1 / rank of the first relevant passage, 0 where none came up."""
    if not case.gold:
        return None
    ranks = _ranks(case)
    return 1 / min(ranks) if ranks else 0.0


def ndcg_at_10(case: Case) -> float | None:
    """Discounted gain of the relevant passages among the first 10, over that of the best order."""
    if not case.gold:
        return None
    wanted = len(case.gold) if case.every_gold_wanted else 1
    gain = sum(1 / log2(rank + 1) for rank in _ranks(case) if rank <= 10)
    return gain / sum(1 / log2(rank + 1) for rank in range(1, min(wanted, 10) + 1))


def _recall(case: Case, k: int) -> float | None:
    return case.gold_found(case.outcome.retrieved[:k]) if case.gold else None


def _ranks(case: Case) -> list[int]:
    """The rank at which each relevant passage is first met, from 1; those not met are left out."""
    firsts = [
        next((rank for rank, found in enumerate(case.outcome.retrieved, 1) if found in alternative), None)
        for alternative in case.gold
    ]
    met = sorted({rank for rank in firsts if rank is not None})
    return met if case.every_gold_wanted else met[:1]
