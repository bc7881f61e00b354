"""Facts: does the answer say what it must, and nothing that belongs to a neighbour?

Strings are compared as whole words without regard to case and typography, as ALCE's STR-EM does with
alternative short answers (Gao et al., arXiv 2305.14627, section 4).
"""

from eval.cases.case import Case
from eval.cases.typography import plain, says


def facts_found(case: Case) -> float | None:
    """Share of the facts of which one wording stands in the answer; an abstention finds none."""
    if not case.question.facts:
        return None
    text = plain(case.outcome.text)
    found = [any(says(text, wording) for wording in wordings) for wordings in case.question.facts]
    return sum(found) / len(found)


def neighbours_absent(case: Case) -> float | None:
    """1 when nothing stands in the answer that must not (another year, another speaker), else 0."""
    if not case.question.not_facts:
        return None
    text = plain(case.outcome.text)
    return float(not any(says(text, words) for words in case.question.not_facts))
