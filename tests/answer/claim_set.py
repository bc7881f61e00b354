"""The set of true and false claims about invented passages (data/claims.toml)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from index.hit import Hit
from tests.answer.making import document, hit


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))


def claim_groups(*, false: bool, half: str | None = None) -> list[dict[str, Any]]:
    """The groups of true or false claims, of one half or of all."""
    return [g for g in _data()["claim"] if ("lie" in g) == false and half in (None, g["half"])]


def claim_hits() -> dict[str, Hit]:
    """The passages by their names."""
    found: dict[str, Hit] = {}
    for given in _data()["passage"]:
        fields = {key: given[key] for key in ("language", "kind", "title") if key in given}
        of = document(
            given.get("symbol", f"XX/{given['id']}"), body=given.get("body"), date=given.get("date"), **fields
        )
        found[given["id"]] = hit(
            given["text"], of, speaker=given.get("speaker"), paragraph=given.get("paragraph")
        )
    return found
