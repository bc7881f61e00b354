"""An answer or a conversation to keep or to send: Markdown, HTML, or Word with footnotes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from answer.export.entry import Entry
from errors import RapporteurError

FORMATS: Final = (".md", ".docx", ".html")

__all__ = ["FORMATS", "Entry", "check_format", "save"]


def check_format(path: Path) -> str:
    """The format a file's name asks for.

    Raises:
        RapporteurError: it is none of ``FORMATS``.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise RapporteurError(f"{path} cannot be exported to: give a name ending in {', '.join(FORMATS)}.")
    return suffix


def save(path: Path, entries: Sequence[Entry]) -> None:
    """Write questions, answers and sources to a file, in the format of its name.

    Raises:
        RapporteurError: the name has another ending, or the file cannot be written.
    """
    suffix = check_format(path)
    try:
        path.write_bytes(_written(suffix, entries))
    except OSError as error:
        raise RapporteurError(f"{path} cannot be written ({error}).") from error


def _written(suffix: str, entries: Sequence[Entry]) -> bytes:
    if suffix == ".docx":
        from answer.export.as_docx import as_docx

        return as_docx(entries)
    if suffix == ".html":
        from answer.export.as_html import as_html

        return as_html(entries).encode()
    from answer.export.as_markdown import as_markdown

    return as_markdown(entries).encode()
