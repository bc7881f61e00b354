"""The body of a request to Gradio, read once and checked whole: what Gradio is given is what was looked at."""

import json
from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any

Found = Callable[[str], Path | None]


class BadBodyError(ValueError):
    """A body that Gradio is not given; the message is the sentence for whoever sent it."""


class ForeignFileError(BadBodyError):
    """A body names a file that this visitor did not upload."""


def read(body: bytes, longest: int) -> dict[str, Any]:
    """The JSON object of a body.

    Args:
        body: Its bytes.
        longest: Characters that one string in it may have.

    Raises:
        BadBodyError: it is none, or one of its strings is too long.
    """
    try:
        found: object = json.loads(body, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadBodyError("The request is not a JSON object.")
    if b"\\ud" in body.lower():
        found = _without_halves(found)
    for each in _all_of(found):
        if isinstance(each, str) and len(each) > longest:
            raise BadBodyError(f"A text of the request is longer than {longest:,} characters.")
    return found


def _finite(number: str) -> float:
    """A number that JSON can write again.

    Raises:
        ValueError: it is none.
    """
    found = float(number)
    if not isfinite(found):
        raise ValueError("no finite number")
    return found


def _without_halves(body: dict[str, Any]) -> dict[str, Any]:
    """A body without the halves of characters that JSON can write, and no database and no file."""
    found: dict[str, Any] = json.loads(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
    return found


def written(body: dict[str, Any]) -> bytes:
    """A body as bytes again.

    Raises:
        BadBodyError: it is nested too deeply.
    """
    try:
        return json.dumps(body).encode()
    except RecursionError:
        raise BadBodyError("The request is nested too deeply.") from None


def place_files(body: dict[str, Any], found: Found) -> None:
    """Put in place of each handle in a body the file it stands for.

    Args:
        body: The body; it is changed.
        found: The file of a handle; None where it is none of this visitor's.

    Raises:
        ForeignFileError: a file is named otherwise: by a path, an address, another visitor's handle.
    """
    for each in list(_all_of(body)):
        if not isinstance(each, dict) or not isinstance(each.get("path"), str):
            continue
        path = found(each["path"])
        if path is None:
            raise ForeignFileError("This file is not one that you uploaded, or it has been read already.")
        each.clear()
        meta = {"_type": "gradio.FileData"}
        each |= {"path": str(path), "orig_name": path.name, "size": path.stat().st_size, "meta": meta}


def _all_of(value: object) -> Iterator[object]:
    """A value and everything in it, keys too, whatever the depth."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        yield each
        if isinstance(each, dict):
            waiting += [*each, *each.values()]
        elif isinstance(each, list):
            waiting += each
