"""The gate: may this system be released? Hard rules know no allowance, soft rules judge by interval."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from eval.cases.statistics import Interval
from eval.gate.baseline import Baseline
from eval.gate.figures import figures
from eval.gate.run import Run
from eval.gate.run_comparison import Change, changes, values_of
from eval.metrics import METRICS

PATH: Final = Path(__file__).with_name("gate.toml")


class SoftRule(BaseModel):
    """The least a figure must reach, and the drop that is allowed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: float = Field(ge=0, le=1)
    drop: float = Field(ge=0, le=1)


class Rules(BaseModel):
    """All rules: hard ones with what it means to break them, soft ones by metric."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hard: dict[str, str]
    soft: dict[str, SoftRule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule applied.

    Attributes:
        rule: The metric, or "gold" for the questions' own gold passages.
        sort: "hard", "least" or "drop".
        passed: Whether the rule is kept.
        reason: What broke it, in a sentence; empty where kept.
        questions: Ids of the questions that break a hard rule.
    """

    rule: str
    sort: Literal["hard", "least", "drop"]
    passed: bool
    reason: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The gate's judgement of a run."""

    checks: tuple[Check, ...]
    changes: tuple[Change, ...]

    @property
    def passed(self) -> bool:
        """Whether every rule is kept."""
        return all(check.passed for check in self.checks)

    @property
    def broken(self) -> list[Check]:
        """The rules that are not kept."""
        return [check for check in self.checks if not check.passed]


def rules(path: Path = PATH) -> Rules:
    """The rules of the gate.

    Raises:
        ValueError: a rule is malformed or names no metric.
    """
    found = Rules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    unknown = {*found.hard, *found.soft} - {metric.name for metric in METRICS}
    if unknown:
        raise ValueError(f"{path.name} names no metric of ours: {', '.join(sorted(unknown))}")
    return found


def judge(run: Run, baseline: Baseline | None, given: Rules) -> Verdict:
    """Apply the rules to a run.

    Args:
        run: The run.
        baseline: The accepted figures of the same mode; None where there are none yet.
        given: The rules.
    """
    compared = changes(baseline.comparable(run), values_of(run.results)) if baseline else []
    by_name = {change.metric: change for change in compared}
    measured = figures(run.results)
    checks = [_gold(run.problems), *(_hard(run, name, means) for name, means in given.hard.items())]
    for name, rule in given.soft.items():
        checks += [_least(name, rule, measured), _drop(name, rule, by_name)]
    return Verdict(checks=tuple(checks), changes=tuple(compared))


def _gold(problems: Sequence[str]) -> Check:
    reason = f"the register does not hold what questions were made from: {problems[0]}" if problems else ""
    ids = tuple(dict.fromkeys(problem.partition(":")[0] for problem in problems))
    return Check(rule="gold", sort="hard", passed=not problems, reason=reason, questions=ids)


def _hard(run: Run, name: str, means: str) -> Check:
    broken = tuple(result.id for result in run.results if result.values.get(name, 1.0) < 1.0)
    return Check(rule=name, sort="hard", passed=not broken, reason=means if broken else "", questions=broken)


def _least(name: str, rule: SoftRule, measured: Mapping[str, Interval]) -> Check:
    figure = measured.get(name)
    if figure is None or figure.ceiling >= rule.least:
        return Check(rule=name, sort="least", passed=True)
    reason = f"{figure.mean:.3f} (at most {figure.ceiling:.3f}) is below the least allowed, {rule.least:.3f}"
    return Check(rule=name, sort="least", passed=False, reason=reason)


def _drop(name: str, rule: SoftRule, compared: Mapping[str, Change]) -> Check:
    change = compared.get(name)
    if change is None or change.delta.ceiling >= -rule.drop:
        return Check(rule=name, sort="drop", passed=True)
    reason = (
        f"fell from {change.base:.3f} to {change.new:.3f} "
        f"(by at least {-change.delta.ceiling:.3f}; {rule.drop:.3f} is allowed)"
    )
    return Check(rule=name, sort="drop", passed=False, reason=reason)
