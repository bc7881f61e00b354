"""The Markdown dialect of the starter sources, and what one source says once it is parsed.

A source is plain Markdown: front matter, ``##`` headings, ``1.`` paragraphs numbered through the whole
document, bullets under a paragraph, ``**China:**`` lead-ins, tables, and ``[^1]`` footnotes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from errors import RapporteurError

Format = Literal["pdf", "docx", "html"]

FIELDS = {"number", "title", "date", "language", "kind", "author", "format"}
FORMATS: tuple[Format, ...] = ("pdf", "docx", "html")


class SourceError(RapporteurError):
    """A starter source that is not written in the dialect."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style; ``note`` is the footnote number it marks, 0 for none."""

    text: str
    bold: bool = False
    note: int = 0


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 2 for a section and 3 for a part of one."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its printed number, "" where it has none, and its bullets."""

    number: str
    spans: Spans
    items: tuple[Spans, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first row is its header."""

    rows: tuple[tuple[Spans, ...], ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One starter source, parsed.

    Attributes:
        path: The Markdown file.
        hash: SHA-256 of the file's bytes, in hexadecimal; every built document carries it.
        number: Series number ("RL-05").
        title: Title.
        date: Day of issue.
        language: BCP 47 code.
        kind: What sort of document it is ("paper", "note", "chronology" …).
        author: Who wrote it.
        format: The format it is built in.
        blocks: Headings, paragraphs and tables, in order.
        notes: Footnote bodies; the note marked 1 comes first.
    """

    path: Path
    hash: str
    number: str
    title: str
    date: date
    language: str
    kind: str
    author: str
    format: Format
    blocks: tuple[Block, ...]
    notes: tuple[Spans, ...]

    @property
    def document_name(self) -> str:
        """Name of the built file."""
        return f"{self.path.stem}.{self.format}"


def load(path: Path) -> Source:
    """Parse one source.

    Raises:
        SourceError: the front matter lacks a field, or the text leaves the dialect.
    """
    content = path.read_bytes()
    markdown = MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin)
    tree = SyntaxTreeNode(markdown.parse(content.decode()))
    nodes = list(tree.children)
    if not nodes or nodes[0].type != "front_matter":
        raise SourceError(f"{path.name} has no front matter.")
    fields = _fields(nodes[0].content, path)
    notes = nodes.pop() if nodes[-1].type == "footnote_block" else None
    return Source(
        path=path,
        hash=hashlib.sha256(content).hexdigest(),
        number=fields["number"],
        title=fields["title"],
        date=date.fromisoformat(fields["date"]),
        language=fields["language"],
        kind=fields["kind"],
        author=fields["author"],
        format=next(name for name in FORMATS if name == fields["format"]),
        blocks=tuple(block for node in nodes[1:] for block in _blocks(node, path)),
        notes=tuple(_spans(note) for note in notes.children) if notes else (),
    )


def load_all(folder: Path) -> list[Source]:
    """Every source of a folder, in the order of their names."""
    return [load(path) for path in sorted(folder.glob("*.md"))]


def plain(spans: Spans) -> str:
    """The text of some spans, without footnote marks."""
    return "".join(span.text for span in spans if not span.note)


def _fields(front_matter: str, path: Path) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in front_matter.splitlines():
        key, _, value = line.partition(":")
        fields[key.strip()] = value.strip()
    if missing := FIELDS - fields.keys():
        raise SourceError(f"The front matter of {path.name} lacks {', '.join(sorted(missing))}.")
    if fields["format"] not in FORMATS:
        raise SourceError(f"{path.name} asks for the format {fields['format']!r}; use pdf, docx or html.")
    return fields


def _blocks(node: SyntaxTreeNode, path: Path) -> Iterator[Block]:
    if node.type == "heading":
        yield Heading(int(node.tag[1:]), plain(_spans(node)))
    elif node.type == "paragraph":
        yield Paragraph("", _spans(node))
    elif node.type == "ordered_list":
        first = int(node.attrs.get("start", 1))
        for number, item in enumerate(node.children, first):
            yield _numbered(str(number), item, path)
    elif node.type == "table":
        rows = [row for part in node.children for row in part.children]
        yield Table(tuple(tuple(_spans(cell) for cell in row.children) for row in rows))
    else:
        raise SourceError(f"{path.name} holds a {node.type}, which the dialect does not know.")


def _numbered(number: str, item: SyntaxTreeNode, path: Path) -> Paragraph:
    text, *rest = item.children
    if text.type != "paragraph" or any(node.type != "bullet_list" for node in rest):
        raise SourceError(f"Paragraph {number} of {path.name} holds more than text and bullets.")
    return Paragraph(number, _spans(text), tuple(_spans(point) for node in rest for point in node.children))


def _spans(node: SyntaxTreeNode, bold: bool = False) -> Spans:
    """The text below a node, flattened into spans."""
    if node.type == "text":
        return (Span(node.content, bold),)
    if node.type == "softbreak":
        return (Span(" ", bold),)
    if node.type == "footnote_ref":
        number = int(node.meta["id"]) + 1
        return (Span(str(number), note=number),)
    if node.type == "footnote_anchor":
        return ()
    return tuple(span for child in node.children for span in _spans(child, bold or node.type == "strong"))
