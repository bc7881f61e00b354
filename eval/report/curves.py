"""Curves of a run: what is risked at each share of questions answered, and what is found at each depth."""

from collections.abc import Sequence
from typing import Final

from eval.cases.case import share_found
from eval.cases.questions import EVERY_GOLD_WANTED
from eval.gate.run import DEPTH, Result

Points = list[tuple[float, float]]
DEPTHS: Final = tuple(range(1, DEPTH + 1))


def risk_coverage(results: Sequence[Result]) -> Points:
    """(coverage, risk) when only the surest answers are given, from one answer to all that were given.

    Coverage is the share of all questions; risk the share of the answers given that are not correct. The curve
    ends where the system's own abstentions begin. El-Yaniv and Wiener, JMLR 11, 2010.
    """
    given = [r for r in results if r.outcome.answered and r.outcome.confidence is not None]
    surest = sorted(given, key=lambda result: -(result.outcome.confidence or 0.0))
    points: Points = []
    wrong = 0.0
    for i, result in enumerate(surest, 1):
        wrong += 1.0 - result.values["correct"]
        points.append((i / len(results), wrong / i))
    return points


def area_under(points: Points) -> float | None:
    """Mean risk over the coverages reached (Geifman, Uziel, El-Yaniv, ICLR 2019); None for no points."""
    return sum(risk for _, risk in points) / len(points) if points else None


def recall_by_depth(results: Sequence[Result]) -> Points:
    """(k, recall at k) of the rankings, over the questions that have gold passages."""
    asked = [result for result in results if result.gold]
    return [(float(k), sum(_found(r, k) for r in asked) / len(asked)) for k in DEPTHS] if asked else []


def _found(result: Result, k: int) -> float:
    every = result.question.kind in EVERY_GOLD_WANTED
    return share_found(result.gold, result.outcome.retrieved[:k], every=every)
