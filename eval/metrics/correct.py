"""Correct: would a careful reader accept the outcome as it stands?

The strictest figure, all or nothing, where the others say what was amiss: issue of the whole as selective question
answering counts it (Kamath, Jia, Liang, ACL 2020, section 2), with the citation as part of the answer.
"""

from eval.cases.case import Case
from eval.metrics.abstention import abstains
from eval.metrics.citations import right_passage
from eval.metrics.facts import facts_found, neighbours_absent


def correct(case: Case) -> float | None:
    """1 when every fact is told, every wanted passage cited and no neighbour named; abstentions count as “abstains”."""
    if not case.question.answerable:
        return abstains(case)
    parts = (facts_found(case), right_passage(case), neighbours_absent(case))
    return float(case.outcome.answered and all(part in (None, 1.0) for part in parts))
