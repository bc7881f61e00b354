"""A brief as a file: Word, a page, Markdown, JSON, a table for spreadsheets, a feed."""

import json
from typing import Final

from brief.export.as_docx import as_docx
from brief.export.as_html import as_html
from brief.export.as_markdown import as_markdown
from brief.export.matrix import as_csv
from brief.model import Brief
from errors import RapporteurError

SUFFIXES: Final = (".docx", ".html", ".md", ".json", ".csv")


def exported(brief: Brief, suffix: str) -> bytes:
    """The file of a format, named by its suffix.

    Raises:
        RapporteurError: no such format.
    """
    if suffix == ".docx":
        return as_docx(brief)
    if suffix == ".html":
        return as_html(brief).encode()
    if suffix == ".md":
        return as_markdown(brief).encode()
    if suffix == ".csv":
        return as_csv(brief).encode()
    if suffix == ".json":
        return (json.dumps(brief.as_dict(), ensure_ascii=False, indent=2) + "\n").encode()
    raise RapporteurError(f"A brief can be written as {', '.join(SUFFIXES)}, not as “{suffix}”.")
