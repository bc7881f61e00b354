"""The metrics: each looks at one case and gives 0 to 1, or None where it does not apply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from eval.cases.case import Case
from eval.metrics import abstention, citations, correct, facts, faithful, quotations, retrieval, speakers


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure with its short name; the docstring of ``measure`` is its definition."""

    name: str
    measure: Callable[[Case], float | None]

    @property
    def definition(self) -> str:
        """What it measures, in one sentence."""
        return (self.measure.__doc__ or "").strip().split("\n\n")[0]


METRICS: Final = tuple(
    Metric(measure.__name__, measure)
    for measure in (
        correct.correct,
        facts.facts_found,
        facts.neighbours_absent,
        citations.right_passage,
        citations.right_document,
        citations.citation_precision,
        citations.citation_recall,
        quotations.quotations_verbatim,
        speakers.speakers_right,
        citations.citations_exist,
        citations.abstains_bare,
        faithful.numbers_faithful,
        faithful.names_faithful,
        abstention.abstains,
        abstention.answers,
        abstention.status_right,
        abstention.no_error,
        retrieval.recall_at_1,
        retrieval.recall_at_5,
        retrieval.recall_at_20,
        retrieval.reciprocal_rank,
        retrieval.ndcg_at_10,
    )
)


def measure(case: Case) -> dict[str, float]:
    """The value of every metric that applies to a case, by name."""
    values = ((metric.name, metric.measure(case)) for metric in METRICS)
    return {name: value for name, value in values if value is not None}
