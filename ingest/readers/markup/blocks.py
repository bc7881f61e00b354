"""The walk over a page: headings, paragraphs, items, tables and preformatted text as blocks, in their order."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from bs4 import Tag
from bs4.element import PageElement

from ingest.layout.raised import leading_label, settle
from ingest.manuscript import Block
from ingest.readers.markup.inline import BREAK, element, inline, is_text, tidy
from ingest.readers.markup.lists import mark
from ingest.readers.markup.notes import TOKEN, MarkupNote, take_notes
from ingest.readers.markup.tables import table
from ingest.readers.markup.tags import BLOCKS, HEADINGS

_LEVEL = re.compile(r"h([1-6])")
_OPENS = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•●▪–—])\s")
_ENDS = re.compile(r"[.:;!?。；：]\s*$")


def blocks(root: Tag) -> Iterator[Block]:
    """The blocks of an element; each note stands after the block that has its mark."""
    notes = take_notes(root)
    found = list(_walk(root, 0))
    typed = [leading_label(block.text) if block.kind == "paragraph" else None for block in found]
    labels = {note[0] for note in typed if note and note[1]}
    placed: set[int] = set()
    for block, note in zip(found, typed, strict=True):
        if note and note[1]:
            yield Block(kind="footnote", text=settle(note[1], ()), number=note[0])
            continue
        written = _marked(replace(block, text=settle(block.text, labels)), notes)
        if written.text:
            yield written
        for number in map(int, TOKEN.findall(block.text)):
            if number not in placed and number < len(notes):
                placed.add(number)
                yield Block(kind="footnote", text=notes[number].text, number=notes[number].label)
    for number, left in enumerate(notes):
        if number not in placed:
            yield Block(kind="footnote", text=left.text, number=left.label)


def _marked(block: Block, notes: list[MarkupNote]) -> Block:
    """A block without the tokens of its notes' marks, which are kept with their places."""
    text, marks, last = "", [], 0
    for token in TOKEN.finditer(block.text):
        text += block.text[last : token.start()]
        marks.append((len(text), notes[int(token[1])].label if int(token[1]) < len(notes) else ""))
        last = token.end()
    text += block.text[last:]
    return replace(block, text=text if block.kind == "table" else text.strip(), marks=tuple(marks))


def _walk(node: Tag, depth: int) -> Iterator[Block]:
    """Blocks of a node; loose text between block elements is a paragraph of its own."""
    loose: list[str] = []
    for child in node.children:
        if isinstance(child, Tag) and _is_block(child):
            yield from _paragraphs("".join(loose))
            loose = []
            yield from _element(child, depth)
        else:
            loose += _inline(child)
    yield from _paragraphs("".join(loose))


def _inline(child: PageElement) -> Iterator[str]:
    if isinstance(child, Tag):
        yield from element(child, lambda _: False)
    elif is_text(child):
        yield str(child)


def _is_block(tag: Tag) -> bool:
    """Whether an element stands apart: by its name, or because something in it does ("<a><div>…")."""
    return tag.name in BLOCKS or (
        tag.name not in {"sup", "math", "ruby"} and tag.find(list(BLOCKS)) is not None
    )


def _element(tag: Tag, depth: int) -> Iterator[Block]:
    if tag.name in HEADINGS:
        text = tidy(inline(tag)).replace("\n", " ")
        level = _LEVEL.fullmatch(tag.name)
        if text:
            yield Block(kind="heading", text=text, level=int(level[1]) if level else min(depth + 1, 6))
    elif tag.name == "hr":
        yield Block(kind="break", text="***")
    elif tag.name == "table":
        yield from chain.from_iterable(
            _walk(caption, depth + 1) for caption in tag.find_all("caption", recursive=False)
        )
        yield from table(tag)
    elif tag.name == "pre":
        yield from _preformatted(tag)
    elif tag.name == "li":
        yield from _item(tag, depth)
    else:
        yield from _walk(tag, depth + 1)


def _paragraphs(text: str) -> Iterator[Block]:
    """Running text as paragraphs: a double break parts them, a single one where a sentence ends or an item begins."""
    for part in re.split(rf"{BREAK}\s*{BREAK}", text):
        lines = tidy(part).split("\n")
        paragraph = lines[0]
        for line in lines[1:]:
            if _OPENS.match(line) or _ENDS.search(paragraph):
                yield from _paragraph(paragraph)
                paragraph = line
            else:
                paragraph = f"{paragraph}\n{line}"
        yield from _paragraph(paragraph)


def _paragraph(text: str) -> Iterator[Block]:
    if text.strip():
        yield Block(kind="paragraph", text=text.strip())


def _item(tag: Tag, depth: int) -> Iterator[Block]:
    """A list item: its mark before its first words, and what else stands in it."""
    marked = False
    for block in _walk(tag, depth + 1):
        if not marked and block.kind == "paragraph":
            block = replace(block, text=mark(tag, block.text) + block.text)  # noqa: PLW2901
        marked = True
        yield block


def _preformatted(tag: Tag) -> Iterator[Block]:
    """Text with its own line ends: printed pages as such, programs as one paragraph."""
    from ingest.readers.wrapped import wrapped_manuscript

    text = settle(inline(tag).replace(BREAK, "\n"), ())
    if tag.find("code") is None and "\n" in text.strip():
        yield from wrapped_manuscript(text, ()).blocks
    else:
        yield from _paragraph(tidy(text))
