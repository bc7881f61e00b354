"""True statements in other words than their passages' (data/truths.toml)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from index.hit import Hit
from tests.answer.making import document, hit

_FIELDS = ("language", "kind", "title", "body", "date")


@cache
def truths(half: str) -> tuple[tuple[str, str], ...]:
    """Each statement of a half with the id of the passage that bears it out."""
    hits = truth_hits()
    return tuple(
        (text, hits[p["id"]].passage.id) for p in _passages() if p["half"] == half for text in p["true"]
    )


@cache
def truth_hits() -> dict[str, Hit]:
    """The passages by their names."""
    found: dict[str, Hit] = {}
    for given in _passages():
        of = document(
            given.get("symbol", f"YY/{given['id']}"), **{k: given[k] for k in _FIELDS if k in given}
        )
        found[given["id"]] = hit(
            given["text"], of, speaker=given.get("speaker"), paragraph=given.get("paragraph")
        )
    return found


def _passages() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / "truths.toml"
    passages: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
    return passages
