"""Runs as files: one JSON document a run, so that any two can be compared later."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from errors import RapporteurError
from eval.cases.case import Outcome
from eval.cases.questions import Question
from eval.gate.run import Result, Run, Skipped

FORMAT = 1


def save(run: Run, folder: Path) -> Path:
    """Write a run under the time it was made at; the file's path.

    Raises:
        RapporteurError: the folder cannot be written to.
    """
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(_as_dict(run), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise RapporteurError(f"The run cannot be stored at {path} ({error}): give another --out.") from error
    return path


def load(path: Path) -> Run:
    """A stored run.

    Raises:
        RapporteurError: the file cannot be read or is no run of this format.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise RapporteurError(f"{path} is a run of another release (format {stored['format']}).")
        return Run(
            about=stored["about"],
            results=tuple(_result(item) for item in stored["results"]),
            skipped=tuple(Skipped(**item) for item in stored["skipped"]),
            problems=tuple(stored["problems"]),
            seconds=stored["seconds"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RapporteurError(f"{path} cannot be read as a run of the evaluation ({error!r}).") from error


def _as_dict(run: Run) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "about": run.about,
        "seconds": run.seconds,
        "problems": run.problems,
        "skipped": [{"id": item.id, "reason": item.reason} for item in run.skipped],
        "results": [
            {
                "question": result.question.model_dump(mode="json"),
                "answer": result.outcome.answer,
                "retrieved": result.outcome.retrieved,
                "seconds": result.outcome.seconds,
                "confidence": result.outcome.confidence,
                "values": result.values,
                "gold": [sorted(ids) for ids in result.gold],
            }
            for result in run.results
        ],
    }


def _result(item: dict[str, Any]) -> Result:
    return Result(
        question=Question.model_validate(item["question"]),
        outcome=Outcome(
            answer=item["answer"],
            retrieved=tuple(item["retrieved"]),
            seconds=float(item["seconds"]),
            confidence=item.get("confidence"),
        ),
        values=item["values"],
        gold=tuple(frozenset(ids) for ids in item["gold"]),
    )
