"""The report as one HTML file that opens anywhere: verdict first, then figures, slices and failures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.cases.statistics import Interval
from eval.gate.baseline import Baseline
from eval.gate.figures import SLICES, abstention_precision, figures, slices, times
from eval.gate.gate import Verdict
from eval.gate.run import DEPTH, Result, Run
from eval.gate.run_comparison import Change
from eval.metrics import METRICS
from eval.report.chart import bar, curve
from eval.report.curves import area_under, recall_by_depth, risk_coverage
from eval.report.diagnosis import diagnosis

FOLDER: Final = Path(__file__).parent
IN_SLICES: Final = ("correct", "right_passage", "facts_found", "abstains", "recall_at_5")
AT_A_GLANCE: Final = {
    "correct": "correct and cited",
    "right_passage": "cite the right passage",
    "abstains": "of the unanswerable left unanswered",
    "answers": "of the answerable answered",
    "quotations_verbatim": "quote word for word",
    "speakers_right": "name the right speaker",
}
LONG: Final = frozenset({"document", "speaker"})  # slices that are folded away


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A metric's line in the table of figures."""

    name: str
    definition: str
    figure: Interval
    change: Change | None
    bar: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A question that went wrong, with what a person needs to see why."""

    result: Result
    wrong: str
    rank: int | None


def page(run: Run, verdict: Verdict, accepted: Baseline | None) -> str:
    """The whole page; all that comes from questions, documents and answers is escaped."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    failures = _failures(run.results)
    measured = figures(run.results)
    risks = risk_coverage(run.results)
    return environment.get_template("report.html").render(
        run=run,
        verdict=verdict,
        accepted=accepted,
        rows=_rows(run, verdict),
        glance=[(measured[name], words) for name, words in AT_A_GLANCE.items() if name in measured],
        risks=curve(risks, "share of all questions answered", "share of the answers wrong") if risks else "",
        risk_area=area_under(risks),
        recall=curve(recall_by_depth(run.results), "passages retrieved", "recall", last=float(DEPTH)),
        long=LONG,
        slices={by: _slice_rows(run.results, by) for by in SLICES},
        columns=IN_SLICES,
        times=times(run.results),
        precision=abstention_precision(run.results),
        failures=failures,
        reasons=_count(failures),
    )


def _rows(run: Run, verdict: Verdict) -> list[Row]:
    changed = {change.metric: change for change in verdict.changes}
    definitions = {metric.name: metric.definition for metric in METRICS}
    return [
        Row(
            name=name.replace("_", " "),
            definition=definitions[name],
            figure=figure,
            change=changed.get(name),
            bar=bar(figure, changed[name].base if name in changed else None),
        )
        for name, figure in figures(run.results).items()
    ]


def _slice_rows(results: Sequence[Result], by: str) -> list[tuple[str, int, Mapping[str, Interval]]]:
    found = slices(results, by)
    rows = [(name, len(part), figures(part)) for name, part in found.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _failures(results: Sequence[Result]) -> list[Failure]:
    found = [Failure(result=r, wrong=diagnosis(r), rank=_rank(r)) for r in results]
    return sorted((f for f in found if f.wrong), key=lambda failure: failure.wrong)


def _rank(result: Result) -> int | None:
    """Where the first gold passage stands in the ranking, from 1."""
    gold = frozenset().union(*result.gold)
    return next((rank for rank, i in enumerate(result.outcome.retrieved, 1) if i in gold), None)


def _count(failures: Sequence[Failure]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for failure in failures:
        counts[failure.wrong] = counts.get(failure.wrong, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
