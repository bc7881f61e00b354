"""The figures of a run: each metric's mean with its interval, over all questions or a slice of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Final

from eval.cases.statistics import Interval, quantile, share_interval
from eval.cases.typography import count_words, plain
from eval.gate.run import Result, Run
from eval.metrics import METRICS

SLICES: Final[dict[str, Callable[[Result], Iterable[str]]]] = {
    "kind": lambda result: (result.question.kind,),
    "language": lambda result: (result.question.language,),
    "category": lambda result: (result.question.category or "plain",),
    "conversation": lambda result: ("follow-up" if result.question.history else "first question",),
    "split": lambda result: (result.question.split,),
    "document": lambda result: dict.fromkeys(gold.symbol for gold in result.question.gold),
    "speaker": lambda result: dict.fromkeys(g.speaker for g in result.question.gold if g.speaker),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds an answer took, and words it has."""

    p50: float
    p95: float
    words: float


def figures(results: Sequence[Result]) -> dict[str, Interval]:
    """Every metric that applies to some question, in the order of the metrics."""
    found: dict[str, Interval] = {}
    for metric in METRICS:
        values = [result.values[metric.name] for result in results if metric.name in result.values]
        if values:
            found[metric.name] = share_interval(values)
    return found


def abstention_precision(results: Sequence[Result]) -> float | None:
    """Share of the abstentions that were right to abstain; None where there are none."""
    abstained = [result for result in results if not result.outcome.answered]
    if not abstained:
        return None
    return sum(not result.question.answerable for result in abstained) / len(abstained)


def times(results: Sequence[Result]) -> Times:
    """Median and 95th percentile of the time, and the median length of an answer in words."""
    seconds = [result.outcome.seconds for result in results]
    lengths = [count_words(plain(result.outcome.text)) for result in results if result.outcome.answered]
    return Times(
        p50=quantile(seconds, 0.5), p95=quantile(seconds, 0.95), words=median(lengths) if lengths else 0.0
    )


def slices(results: Iterable[Result], by: str) -> dict[str, list[Result]]:
    """The results by a property of their question (a key of ``SLICES``), in order of first appearance."""
    found: dict[str, list[Result]] = {}
    for result in results:
        for value in SLICES[by](result):
            found.setdefault(value, []).append(result)
    return found


def summary(run: Run) -> dict[str, Any]:
    """A run in numbers, as JSON has it."""
    return {
        "questions": len(run.results),
        "skipped": len(run.skipped),
        "figures": {name: _rounded(asdict(figure)) for name, figure in figures(run.results).items()},
        "abstention_precision": abstention_precision(run.results),
        "times": _rounded(asdict(times(run.results))),
        "seconds": round(run.seconds, 1),
    }


def _rounded(numbers: Mapping[str, float]) -> dict[str, float]:
    return {name: round(number, 4) for name, number in numbers.items()}
