"""Markdown through markdown-it: headings, paragraphs, lists, tables, front matter; markup never runs."""

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.document import ReadingWarning
from ingest.manuscript import Block, Manuscript
from ingest.names.dates import find_dates
from ingest.readers.decoding import decode

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_FIELD = re.compile(r"^(\w+):\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)


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
    body = text[front.end() :] if front else text
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(body))
    blocks = [block for node in tree.children for block in _blocks(node)]
    dates = find_dates(fields.get("date", ""))
    return Manuscript(
        format=name,
        blocks=tuple(block for block in blocks if block.text),
        front=text[:4000],
        title=fields.get("title", "")
        or next((b.text for b in blocks[:3] if b.kind == "heading" and b.level == 1), ""),
        date=dates[0] if dates else None,
        warnings=warnings,
    )


def _blocks(node: SyntaxTreeNode) -> list[Block]:
    if node.type == "heading":
        return [Block(kind="heading", text=_text(node), level=int(node.tag[1:]))]
    if node.type == "paragraph":
        return [Block(kind="paragraph", text=_text(node))]
    if node.type == "hr":
        return [Block(kind="break", text="***")]
    if node.type in {"fence", "code_block"}:
        return [Block(kind="paragraph", text=re.sub(r"\s+", " ", node.content).strip())]
    if node.type == "table":
        return [
            Block(kind="table", text="\n".join(_row(row) for part in node.children for row in part.children))
        ]
    if node.type == "list_item":
        return _item(node)
    if node.type == "html_block":
        from ingest.readers.html import html_blocks

        return html_blocks(node.content)
    return [block for child in node.children for block in _blocks(child)]


def _item(node: SyntaxTreeNode) -> list[Block]:
    """A list item; an ordered one keeps its printed number, a bullet its mark."""
    blocks = [block for child in node.children for block in _blocks(child)]
    if blocks and blocks[0].kind == "paragraph":
        mark = f"{node.info}." if node.info else "•"
        blocks[0] = Block(kind="paragraph", text=f"{mark} {blocks[0].text}")
    return blocks


def _row(row: SyntaxTreeNode) -> str:
    return " | ".join(_text(cell) for cell in row.children)


def _text(node: SyntaxTreeNode) -> str:
    """The words of a node's inline content; line ends become spaces, markup goes."""
    parts = []
    for part in node.walk():
        if part.type in {"text", "code_inline"}:
            parts.append(part.content)
        elif part.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return re.sub(r"\s+", " ", "".join(parts)).strip()
