"""The baseline: what the accepted system scored, question by question, in one committed file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from errors import RapporteurError
from eval.cases.questions import Question
from eval.gate.run import Run
from eval.gate.run_comparison import Values

PATH: Final = Path(__file__).with_name("baseline.json")
KEPT: Final = ("engine", "settings", "library", "commit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The accepted figures of one mode ("fast": the starter library alone; "full": the library in use).

    Attributes:
        accepted: Day of acceptance.
        reason: Why it was accepted.
        about: The system that scored them.
        digests: Fingerprint of each question, by id; one reworded since is not compared.
        values: Each question's metrics.
    """

    accepted: str
    reason: str
    about: Mapping[str, Any]
    digests: Mapping[str, str]
    values: Values

    def comparable(self, run: Run) -> dict[str, Mapping[str, float]]:
        """The accepted values of the questions that the run asked in the same words with the same gold."""
        digests = {result.id: digest(result.question) for result in run.results}
        return {i: values for i, values in self.values.items() if digests.get(i) == self.digests[i]}


def read(mode: str, path: Path = PATH) -> Baseline | None:
    """The baseline of a mode; None where none was accepted yet.

    Raises:
        RapporteurError: the file is damaged.
    """
    stored = _stored(path).get(mode)
    try:
        return None if stored is None else Baseline(**stored)
    except TypeError as error:
        raise RapporteurError(f"{path} is damaged ({error}): restore it, or accept a run anew.") from error


def accept(run: Run, mode: str, reason: str, path: Path = PATH) -> None:
    """Make a run the baseline of its mode.

    Raises:
        RapporteurError: no reason is given, or the file cannot be written.
    """
    if len(reason.split()) < 3:
        raise RapporteurError("Say in a sentence why these figures are accepted: --reason “…”.")
    stored = _stored(path)
    stored[mode] = asdict(of(run, reason))
    try:
        path.write_text(_pretty(stored), encoding="utf-8")
    except OSError as error:
        raise RapporteurError(f"The baseline cannot be written to {path} ({error}).") from error


def of(run: Run, reason: str) -> Baseline:
    """A run as a baseline."""
    return Baseline(
        accepted=f"{datetime.now(UTC):%Y-%m-%d}",
        reason=reason,
        about={name: run.about[name] for name in KEPT if name in run.about},
        digests={result.id: digest(result.question) for result in run.results},
        values={
            result.id: {name: round(value, 4) for name, value in result.values.items()}
            for result in run.results
        },
    )


def digest(question: Question) -> str:
    """Fingerprint of what decides a question's score; its split and note are free to change.

    Fields left at their defaults are not in it, so that a new one in the schema leaves the baseline valid.
    """
    decisive = question.model_dump_json(exclude={"split", "note", "category"}, exclude_defaults=True)
    return sha256(decisive.encode()).hexdigest()[:12]


def _stored(path: Path) -> dict[str, Any]:
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise RapporteurError(
            f"{path} cannot be read ({error}): restore it, or accept a run anew."
        ) from error
    return stored


def _pretty(stored: Mapping[str, Any]) -> str:
    """JSON with one question a line, so that a change shows question by question in a review."""
    modes = [f"{json.dumps(mode)}: {_pretty_mode(kept)}" for mode, kept in sorted(stored.items())]
    return "{\n" + ",\n".join(modes) + "\n}\n"


def _pretty_mode(kept: Mapping[str, Any]) -> str:
    lines = ",\n".join(f"{json.dumps(i)}: {json.dumps(values)}" for i, values in kept["values"].items())
    head = {name: kept[name] for name in ("accepted", "reason", "about", "digests")}
    fields = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    return "{" + ",\n".join(fields) + ',\n"values": {\n' + lines + "\n}}"
