"""An answer's Markdown taken apart, for formats that are not Markdown."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cite.plain import visible

_MARK: Final = re.compile(r"\[(\d{1,3})\]")
# Brackets that were escaped are words of a document, never a citation mark.
_HELD: Final = {"[": "\ue000", "]": "\ue001"}
_RELEASED: Final = {ord(held): sign for sign, held in _HELD.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one look, or a citation mark (``mark`` is its number and ``text`` is empty)."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or a bullet."""

    pieces: tuple[Piece, ...]
    bullet: bool = False


def blocks(text: str, numbers: Iterable[int]) -> tuple[Block, ...]:
    """The paragraphs and bullets of an answer; ``numbers`` are the citations it has.

    Whatever else Markdown knows (links, pictures, HTML) comes out as its words.
    """
    known = frozenset(numbers)
    reader = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "text_join"])
    found: list[Block] = []
    depth = 0
    for token in reader.parse(text):
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
        elif token.type == "inline":
            found.append(Block(pieces=tuple(_pieces(token.children or [], known)), bullet=depth > 0))
        elif token.type in ("fence", "code_block"):
            found.append(Block(pieces=(Piece(text=visible(token.content)),), bullet=depth > 0))
    return tuple(found)


def _pieces(tokens: Iterable[Token], known: frozenset[int]) -> Iterator[Piece]:
    bold = italic = 0
    for words, strong, emphasis in _joined(tokens):
        bold, italic = bold + strong, italic + emphasis
        last = 0
        for mark in _MARK.finditer(words):
            if int(mark[1]) in known:
                yield from _words(words[last : mark.start()], bold, italic)
                yield Piece(text="", mark=int(mark[1]))
                last = mark.end()
        yield from _words(words[last:], bold, italic)


def _joined(tokens: Iterable[Token]) -> Iterator[tuple[str, int, int]]:
    """Neighbouring words as one, and changes of emphasis: words, change of bold, change of italic."""
    words: list[str] = []
    for token in tokens:
        if token.type.startswith(("strong_", "em_")):
            yield "".join(words), 0, 0
            words = []
            yield ("", token.nesting, 0) if token.type.startswith("strong") else ("", 0, token.nesting)
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "text_special":
            words.append(_HELD.get(token.content, token.content))
        else:
            words.append(token.content)
    yield "".join(words), 0, 0


def _words(text: str, bold: int, italic: int) -> Iterator[Piece]:
    if text:
        yield Piece(text=visible(text).translate(_RELEASED), bold=bold > 0, italic=italic > 0)
