"""Markdown through markdown-it, rendered and read as a page: one rule for both; markup never runs."""

import re
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from ingest.document import ReadingWarning
from ingest.manuscript import Manuscript
from ingest.names.dates import find_dates
from ingest.readers.decoding import decode
from ingest.readers.html import html_blocks
from ingest.readers.markup.tags import without_unknown_tags
from ingest.readers.markup.witness import shown_text

_FRONT: Final = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_FIELD: Final = re.compile(r"^(\w+):\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_NOTES_RULE: Final = '<hr class="footnotes-sep" />'
_TEMPLATE: Final = re.compile(r"\{%-?\s*\w[^%\n]{0,200}%\}")  # left over from a site generator
_TIGHT_HEADING: Final = re.compile(r"^(#{2,6})(?=[^#\s])", re.MULTILINE)
_TIGHT_TITLE: Final = re.compile(r"^#(?=[^#\s])(?=[^\n]{1,120}(?<![.;:,])\n\s*\n)", re.MULTILINE)
_NEXT_NUMBER: Final = re.compile(r"(?<=[.;:])[ \t]*\n(?=\d{1,3}\. \S)")


def read_markdown(path: Path) -> Manuscript:
    """The manuscript of a Markdown file.

    Raises:
        UnreadableDocumentError: empty, too large, or not text.
    """
    text, warnings = decode(path)
    return markdown_manuscript(text, "md", warnings)


def markdown_manuscript(text: str, name: str, warnings: tuple[ReadingWarning, ...]) -> Manuscript:
    """The manuscript of Markdown text.

    Args:
        text: The text, with or without front matter.
        name: The format to note in the document.
        warnings: What was noticed before.
    """
    front = _FRONT.match(text)
    fields = dict(_FIELD.findall(front[1])) if front else {}
    markup = rendered(text[front.end() :] if front else text)
    blocks = html_blocks(markup)
    dates = find_dates(fields.get("date", ""))
    return Manuscript(
        format=name,
        blocks=tuple(block for block in blocks if block.text),
        front=text[:4000],
        title=fields.get("title", "")
        or next((b.text for b in blocks[:3] if b.kind == "heading" and b.level == 1), ""),
        date=dates[0] if dates else None,
        warnings=warnings,
        witness=shown_text(markup),
    )


def rendered(text: str) -> str:
    """Markdown as HTML: tables, struck words and notes known, "##Title" a heading, a number at a line's start an item."""
    text = _TEMPLATE.sub("", text)
    text = _TIGHT_HEADING.sub(r"\1 ", _TIGHT_TITLE.sub("# ", text))
    text = _NEXT_NUMBER.sub("\n\n", text)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    return str(parser.render(without_unknown_tags(text))).replace(_NOTES_RULE, "")
