"""The table of several systems that were asked the same questions: a row a measure, a column a system."""

from collections.abc import Mapping, Sequence
from typing import Final

from eval.cases.statistics import Interval
from eval.gate.figures import figures, times
from eval.gate.run import Result

SHARES: Final = {
    "correct": "correct",
    "facts_found": "facts told",
    "neighbours_absent": "no neighbour's fact told",
    "right_passage": "right passage cited",
    "citation_precision": "citation precision",
    "citation_recall": "citation recall",
    "quotations_verbatim": "quotations verbatim",
    "speakers_right": "words given to their speaker",
    "numbers_faithful": "statements whose numbers stand in what they cite",
    "names_faithful": "statements whose names stand in what they cite",
    "abstains": "unanswerable left unanswered",
    "answers": "answerable answered",
}
"""Metrics of the table with the words a reader of it understands."""


def table(results: Mapping[str, Sequence[Result]]) -> str:
    """Markdown; each share with its 95 % interval and over how many questions it is taken.

    Args:
        results: Each system's results, by its name.
    """
    asked = {name: found for name, found in results.items() if found}
    measured = {name: figures(found) for name, found in asked.items()}
    rows = [["", *(f"{name} (n = {len(found)})" for name, found in asked.items())]]
    rows.append(["---"] * (len(asked) + 1))
    for metric, words in SHARES.items():
        rows.append([words, *(_share(figure.get(metric)) for figure in measured.values())])
    rows.append(["statements that cite nothing", *(_uncited(found) for found in asked.values())])
    spent = {name: times(found) for name, found in asked.items()}
    rows.append(["median words", *(f"{time.words:.0f}" for time in spent.values())])
    rows.append(["p50 / p95, s", *(f"{time.p50:.1f} / {time.p95:.1f}" for time in spent.values())])
    rows.append(["answers written by a model", *(_by_model(found) for found in asked.values())])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _share(figure: Interval | None) -> str:
    return f"{figure.mean:.2f} ({figure.low:.2f}–{figure.high:.2f}), {figure.n}" if figure else "–"


def _uncited(results: Sequence[Result]) -> str:
    statements = [statement for result in results for statement in result.outcome.statements]
    return f"{sum(not statement['citations'] for statement in statements)} of {len(statements)}"


def _by_model(results: Sequence[Result]) -> str:
    engines = [str(result.outcome.answer.get("engine", "")) for result in results if result.outcome.answered]
    return f"{sum(engine.startswith('llm:') for engine in engines)} of {len(engines)}"
