"""What is asked of a fetch and what comes of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class State(StrEnum):
    """How one fetch ended."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    NOT_PUBLISHED = "not_published"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One document to fetch.

    Attributes:
        name: What to call it in reports: its symbol, or its address.
        symbol: The symbol that the document must carry; None where only the address is known.
        language: Language asked for, as a two-letter code; empty where the address decides.
        address: Where to get it.
        file: Where to put it, relative to the folder of fetched documents.
    """

    name: str
    symbol: str | None
    language: str
    address: str
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the fetch of one document ended; ``path`` is the good file, or the one set aside."""

    name: str
    language: str
    state: State
    path: Path | None = None
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The outcome for JSON."""
        return {
            "name": self.name,
            "language": self.language,
            "state": self.state.value,
            "path": str(self.path) if self.path else None,
            "reason": self.reason,
        }


@dataclass(slots=True)
class FetchReport:
    """Every outcome of one run, in order."""

    outcomes: list[Outcome] = field(default_factory=list)

    def of(self, state: State) -> list[Outcome]:
        """The outcomes in one state."""
        return [outcome for outcome in self.outcomes if outcome.state is state]

    def files(self) -> list[Path]:
        """The good files, new and old: what may be ingested."""
        good = (State.FETCHED, State.UNCHANGED)
        return [item.path for item in self.outcomes if item.state in good and item.path]

    def as_dict(self) -> dict[str, Any]:
        """Counts and outcomes for JSON."""
        counts = {state.value: len(self.of(state)) for state in State}
        return {**counts, "documents": [outcome.as_dict() for outcome in self.outcomes]}
