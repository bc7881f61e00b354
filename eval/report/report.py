"""The reports of a run: HTML to read, Markdown for a pull request, JUnit XML for a build server."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.gate.baseline import Baseline
from eval.gate.figures import abstention_precision, figures, times
from eval.gate.gate import Check, Verdict
from eval.gate.run import Run
from eval.gate.run_comparison import Change, Flip, changes, slice_changes, values_of
from eval.report.diagnosis import diagnosis
from eval.report.html_report import page
from eval.report.junit import junit

SLICED = ("kind", "language")
SLICED_METRICS = ("right_passage", "facts_found")


def write(run: Run, verdict: Verdict, accepted: Baseline | None, folder: Path) -> Path:
    """Write report.html, report.md and junit.xml into a folder; the path of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "report.html"
    written.write_text(page(run, verdict, accepted), encoding="utf-8")
    (folder / "report.md").write_text(as_text(run, verdict) + "\n", encoding="utf-8")
    (folder / "junit.xml").write_bytes(junit(run))
    return written


def told(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON has it."""
    return {
        "passed": verdict.passed,
        "broken": [
            {"rule": c.rule, "sort": c.sort, "reason": c.reason, "questions": list(c.questions)}
            for c in verdict.broken
        ],
    }


def as_text(run: Run, verdict: Verdict) -> str:
    """The report in Markdown that also reads well in a terminal."""
    delta = {change.metric: change for change in verdict.changes}
    rows = [
        f"| {name} | {f.mean:.3f} | {f.low:.3f}–{f.high:.3f} | {f.n} | {_delta(delta.get(name))} |"
        for name, f in figures(run.results).items()
    ]
    spent = times(run.results)
    precision = abstention_precision(run.results)
    lines = [
        f"## Evaluation: {'passed' if verdict.passed else 'FAILED'}",
        *(f"- {_broken(check)}" for check in verdict.broken),
        "",
        "| metric | mean | 95 % | n | against the baseline |",
        "|---|---|---|---|---|",
        *rows,
        "",
        f"{len(run.results)} questions in {run.seconds:.0f} s, {len(run.skipped)} skipped; an answer takes "
        f"{spent.p50 * 1000:.0f} ms (95 %: {spent.p95 * 1000:.0f} ms) and has {spent.words:.0f} words"
        + (f"; {precision:.0%} of the abstentions are right." if precision is not None else "."),
        *_wrong(run),
    ]
    return "\n".join(lines)


def comparison(base: Run, new: Run, flipped: Sequence[Flip]) -> str:
    """Two runs in Markdown: all metrics, the slices that changed, the questions that flipped."""
    every = changes(values_of(base.results), values_of(new.results))
    sliced = [
        change
        for by in SLICED
        for metric in SLICED_METRICS
        for change in slice_changes(base.results, new.results, by, metric)
    ]
    lines = [
        "| metric | where | base | new | difference | 95 % | p | n |",
        "|---|---|---|---|---|---|---|---|",
        *(_change_row(change) for change in every + sliced),
        "",
        f"{len(flipped)} questions flipped" + (":" if flipped else "."),
    ]
    for flip in flipped:
        before, after = flip.base.values[flip.metric], flip.new.values[flip.metric]
        lines += [
            f"- {flip.new.id} ({flip.metric} {before:.2f} → {after:.2f}): {flip.new.question.q}",
            f"  - base: {flip.base.outcome.text or flip.base.outcome.answer['message']}",
            f"  - new: {flip.new.outcome.text or flip.new.outcome.answer['message']}",
        ]
    return "\n".join(lines)


def _wrong(run: Run) -> list[str]:
    found = [(result, diagnosis(result)) for result in run.results]
    lines = [f"- {result.id}: {wrong}: {result.question.q}" for result, wrong in found if wrong]
    return ["", f"{len(lines)} questions went wrong:", *lines] if lines else []


def _broken(check: Check) -> str:
    ids = f" ({', '.join(check.questions)})" if check.questions else ""
    return f"{check.rule}: {check.reason}{ids}"


def _delta(change: Change | None) -> str:
    if change is None:
        return "–"
    return f"{change.delta.mean:+.3f} ({change.delta.low:+.3f} to {change.delta.high:+.3f})"


def _change_row(c: Change) -> str:
    interval = f"{c.delta.low:+.3f} to {c.delta.high:+.3f}"
    return (
        f"| {c.metric} | {c.where} | {c.base:.3f} | {c.new:.3f} | {c.delta.mean:+.3f} | {interval} "
        f"| {c.p:.3f} | {c.delta.n} |"
    )
