"""The body of a request to Gradio, read once and checked whole: what Gradio is given is what was looked at."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

LONGEST_STRING: Final = 200_000
"""Characters of one string in a body; the longest that the page sends is an answer it keeps."""

Found = Callable[[str], Path | None]


class BadBodyError(ValueError):
    """A body that Gradio is not given; the message is the sentence for whoever sent it."""


class ForeignFileError(BadBodyError):
    """A body names a file that this visitor did not upload."""


def read(body: bytes) -> dict[str, Any]:
    """The JSON object of a body.

    Raises:
        BadBodyError: it is none, or one of its strings is too long.
    """
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadBodyError("The request is not a JSON object.")
    for each in _all_of(found):
        if isinstance(each, str) and len(each) > LONGEST_STRING:
            raise BadBodyError(f"A text of the request is longer than {LONGEST_STRING:,} characters.")
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
