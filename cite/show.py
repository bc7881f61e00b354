"""A look-up as a program or a person reads it."""

from collections.abc import Iterator
from typing import Any

from cite.lookup import neighbours
from cite.match import Lookup, Match
from ingest.register import Register

_MOST_SHOWN = 20


def as_json(register: Register, found: Lookup, around: int) -> dict[str, Any]:
    """The JSON contract; with ``around`` above 0, every match also has "before" and "after".

    Args:
        register: The register.
        found: What the look-up gave.
        around: How many passages before and after each match.
    """
    shown = found.as_dict()
    if around:
        for match, item in zip(found.matches, shown["matches"], strict=True):
            before, after = neighbours(register, match, around)
            item["before"] = [each.as_dict() for each in before]
            item["after"] = [each.as_dict() for each in after]
    return shown


def as_lines(register: Register, found: Lookup, around: int) -> Iterator[tuple[str, str]]:
    """Lines with their style, for the terminal.

    Args:
        register: The register.
        found: What the look-up gave.
        around: How many passages before and after each match.
    """
    if found.message:
        yield found.message, "" if found.status == "found" else "yellow"
    for match in found.matches[:_MOST_SHOWN]:
        before, after = neighbours(register, match, around)
        for each in before:
            yield _text(each), "dim"
        yield from _match_lines(match)
        for each in after:
            yield _text(each), "dim"
    if len(found.matches) > _MOST_SHOWN:
        yield f"… and {len(found.matches) - _MOST_SHOWN} more (--json gives all).", "dim"
    if found.near:
        label = "Other versions here" if found.status == "found" else "Near it"
        yield f"{label}: {'; '.join(found.near)}", "dim"


def _match_lines(match: Match) -> Iterator[tuple[str, str]]:
    facts = match.as_dict()
    speaker = f" · {facts['speaker']}" if facts["speaker"] else ""
    yield f"{facts['reference']}{speaker}", "bold"
    where = " › ".join([facts["title"], *facts["section"]])
    yield f"{where} ({facts['date']})" if facts["date"] else where, "dim"
    if facts["text"]:
        yield facts["text"], ""
    if facts["url"]:
        yield facts["url"], "dim"
    yield "", ""


def _text(match: Match) -> str:
    return match.passage.text if match.passage else ""
