"""What other systems and ours answered, one line of JSON an answer, so that a long measurement can go on later."""

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.answers.replies import KeptReplies
from eval.cases.case import Outcome
from eval.cases.goldmarks import Goldmarks
from eval.cases.questions import Question
from eval.gate.baseline import digest
from eval.gate.run import Asks, Recorder, Result, make_case, run
from eval.metrics import measure


class Kept:
    """Outcomes by system and question; those of an earlier run are judged by the metrics as they now are.

    Args:
        folder: Where to write them; None keeps nothing.
        recorder: The library that was asked.
        forget: Systems to ask again.
    """

    def __init__(self, folder: Path | None, recorder: Recorder, forget: list[str]) -> None:
        self._folder = folder
        self._recorder = recorder
        self._marks = Goldmarks(recorder.register)
        self._outcomes: dict[tuple[str, str], dict[str, Any]] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for line in self._lines():
                self._outcomes[line["system"], line["question"]] = line["outcome"]
        for system, question in list(self._outcomes):
            if system in forget:
                del self._outcomes[system, question]

    @property
    def replies(self) -> Path | None:
        """Where a model's replies are kept."""
        return self._folder / "replies.jsonl" if self._folder else None

    def result(self, system: str, question: Question) -> Result | None:
        """What a system answered before; None where it was not asked."""
        found = self._outcomes.get((system, digest(question)))
        if found is None:
            return None
        outcome = Outcome(**{**found, "retrieved": tuple(found["retrieved"])})
        case = make_case(question, outcome, self._marks, self._recorder.register)
        return Result(question=question, outcome=outcome, values=measure(case), gold=case.gold)

    def ask(self, system: str, question: Question, peer: Asks, llm: KeptReplies | None) -> Result | None:
        """Ask, and write the outcome down; None where the library lacks the question's documents."""
        done = run([question], self._recorder, peer, {})
        if not done.results:
            return None
        (result,) = done.results
        saved = llm.saved() if llm is not None else 0.0
        outcome = replace(result.outcome, seconds=round(result.outcome.seconds + saved, 3))
        if self._folder is not None:
            row = {
                "system": system,
                "id": question.id,
                "question": digest(question),
                "outcome": asdict(outcome),
            }
            with (self._folder / "outcomes.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            sys.stderr.write(
                f"{question.id}: {system}, {outcome.answer['status']}, {outcome.seconds:.1f} s\n"
            )
        return replace(result, outcome=outcome)

    def _lines(self) -> list[dict[str, Any]]:
        path = (self._folder or Path()) / "outcomes.jsonl"
        return (
            [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            if path.exists()
            else []
        )
