"""Two runs question by question: what changed, how surely, and which questions flipped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eval.cases.statistics import Interval, holm, interval, permutation_p
from eval.gate.figures import slices
from eval.gate.run import Result, Run
from eval.metrics import METRICS

Values = Mapping[str, Mapping[str, float]]  # question id → metric → value

FLIPPING = ("right_passage", "facts_found", "abstains", "status_right")
FEWEST = 5  # questions of a slice that is worth a test


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The difference of one metric over the questions that both runs have.

    Attributes:
        metric: Its name.
        where: "all", or the slice ("kind: date").
        base: Mean before.
        new: Mean now.
        delta: New minus base, with its paired bootstrap interval.
        p: Of the paired permutation test; corrected for the number of slices where there are several.
    """

    metric: str
    where: str
    base: float
    new: float
    delta: Interval
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A question that one run gets right and the other wrong."""

    metric: str
    base: Result
    new: Result


def values_of(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Each question's values by id."""
    return {result.id: dict(result.values) for result in results}


def changes(base: Values, new: Values, where: str = "all") -> list[Change]:
    """The change of every metric that both runs have for some question, in the order of the metrics."""
    found = (_change(metric.name, base, new, where) for metric in METRICS)
    return [change for change in found if change is not None]


def slice_changes(base: Sequence[Result], new: Sequence[Result], by: str, metric: str) -> list[Change]:
    """The change of one metric in each slice of at least five questions; p corrected for their number."""
    old = values_of(base)
    found: list[Change] = []
    for name, results in slices(new, by).items():
        change = _change(metric, old, values_of(results), f"{by}: {name}")
        if change is not None and change.delta.n >= FEWEST:
            found.append(change)
    corrected = holm([change.p for change in found])
    return [replace(change, p=p) for change, p in zip(found, corrected, strict=True)]


def flips(base: Run, new: Run) -> list[Flip]:
    """The questions whose outcome changed between right (1) and not, metric by metric."""
    before = {result.id: result for result in base.results}
    return [
        Flip(metric=metric, base=before[result.id], new=result)
        for metric in FLIPPING
        for result in new.results
        if result.id in before and _flipped(before[result.id].values.get(metric), result.values.get(metric))
    ]


def _flipped(old: float | None, new: float | None) -> bool:
    return old is not None and new is not None and (old == 1.0) != (new == 1.0)


def _change(metric: str, base: Values, new: Values, where: str) -> Change | None:
    pairs = [
        (base[question][metric], values[metric])
        for question, values in new.items()
        if metric in values and metric in base.get(question, {})
    ]
    if not pairs:
        return None
    deltas = [after - before for before, after in pairs]
    return Change(
        metric=metric,
        where=where,
        base=sum(before for before, _ in pairs) / len(pairs),
        new=sum(after for _, after in pairs) / len(pairs),
        delta=interval(deltas),
        p=permutation_p(deltas),
    )
