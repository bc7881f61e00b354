"""A saved brief, and what has come since: a topic followed week by week."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brief.model import Brief, Entry
from errors import RapporteurError
from index.hit import Filters


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved brief asked for, and what it had."""

    topic: str
    scope: Filters
    known: frozenset[tuple[str, str]]


def load(path: Path) -> Saved:
    """A brief saved as JSON.

    Raises:
        RapporteurError: it cannot be read, or is no brief.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return saved(found)
    except (OSError, ValueError) as error:
        raise RapporteurError(f"{path} cannot be read as a saved brief: {error}.") from error


def saved(found: Mapping[str, Any]) -> Saved:
    """A brief as its JSON has it.

    Raises:
        ValueError: it is no brief.
    """
    try:
        rows = [*found["entries"], *found["passing"]]
        known = frozenset(_key(str(row["speaker"]), str(row["quote"])) for row in rows)
        known |= {_key(str(row["speaker"]), str(row["reference"])) for row in rows}
        return Saved(str(found["topic"]), Filters.of(found["scope"]), known)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it lacks the fields of a brief") from error


def new_in(brief: Brief, before: Saved) -> tuple[Entry, ...]:
    """The entries that the saved brief had neither by their words nor by their place."""
    return tuple(
        entry
        for entry in brief.quoted
        if _key(entry.owner.name, entry.quote) not in before.known
        and _key(entry.owner.name, entry.match.reference) not in before.known
    )


def _key(speaker: str, words: str) -> tuple[str, str]:
    return speaker, " ".join(words.split()).casefold()
