"""DOCX: headings by style, automatic numbers counted, tables as rows, boxes and notes as blocks of their own."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from errors import UnreadableDocumentError
from ingest.layout.characters import composed
from ingest.layout.raised import leading_label, settle
from ingest.manuscript import Block, Manuscript
from ingest.readers.word.body import WordBody, WordItem, WordParagraph, WordPart, WordTable, paragraphs
from ingest.readers.word.package import BROKEN, Package, W
from ingest.readers.word.styles import is_on
from ingest.readers.word.witness import shown_text

DEEPEST: Final = 3  # parts inserted within inserted parts

_HEADING = re.compile(
    r"heading\s?(?P<word>\d)|_*\s?H[\s_]*(?P<un>Ch|1|2/?3|4|5/?6)_?$|(?P<title>title.*|.*_title_.*)",
    re.IGNORECASE,
)
_UN_LEVELS: Final = {"ch": 1, "1": 2, "2": 3, "4": 4, "5": 5}
_MASTHEAD_STYLE = re.compile(r"session|agenda_item|distr|masthead|header|footer", re.IGNORECASE)
_HEAD_ORDER: Final = {"first": 0, "default": 1, "even": 2}
_CONTENTS = re.compile(r"(?:table of )?contents|table des matières|índice", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_COUNTED = re.compile(r"(\d{1,4}(?:\.\d{1,3}){0,3})\.?")
"""A number that Word counts: it is no word of the text, and needs no proof from the numbers around it."""


def read_docx(path: Path, depth: int = 0) -> Manuscript:
    """The manuscript of a DOCX file.

    Args:
        path: The file.
        depth: How many files it was inserted in.

    Raises:
        UnreadableDocumentError: damaged, or far larger unpacked than any document is.
    """
    try:
        with Package(path) as package:
            return _manuscript(package, depth)
    except BROKEN as error:
        raise UnreadableDocumentError(
            f"It is damaged or not a DOCX file ({type(error).__name__})."
        ) from error


def _manuscript(package: Package, depth: int) -> Manuscript:
    body = WordBody(package)
    items = list(body.walk(package.body))
    aside: list[str] = []
    blocks = tuple(_blocks(items, aside, depth))
    heads = tuple(_heads(package, body))
    return Manuscript(
        format="docx",
        blocks=blocks,
        front="\n".join([*heads, *(block.text for block in blocks[:40])]),
        heads=heads,
        aside=(*body.aside, *aside),
        witness=shown_text(package),
        language=_language(package),
        warnings=body.warnings,
    )


def _heads(package: Package, body: WordBody) -> Iterator[str]:
    """The texts of the page heads that sections use, each once."""
    named = package.relationships(package.main)
    found: dict[str, None] = {}
    references = [
        sorted(
            section.iter(f"{W}headerReference"),
            key=lambda each: _HEAD_ORDER.get(str(each.get(f"{W}type")), 9),
        )
        for section in package.body.iter(f"{W}sectPr")
    ]
    for reference in chain.from_iterable(references):
        identifier = next(
            (str(value) for key, value in reference.attrib.items() if str(key).endswith("}id")), ""
        )
        _, target = named.get(identifier, ("", ""))
        if package.has(target):
            texts = (_tidy(each.text) for each in paragraphs(body.walk(package.read(target))))
            found.update((text, None) for text in texts if text)
    yield from found


def _language(package: Package) -> str | None:
    name = package.target("", "core-properties")
    if not name:
        return None
    declared = next(
        (str(each.text) for each in package.read(name) if str(each.tag).endswith("}language")), ""
    )
    return declared.split("-")[0].lower() or None


def _blocks(items: Iterable[WordItem], aside: list[str], depth: int) -> Iterator[Block]:
    """The blocks of what a body holds; each table's and paragraph's notes after it."""
    listed = list(items)
    typed = _typed_notes(listed)
    contents = False
    for item in listed:
        if isinstance(item, WordPart):
            yield from _inserted(item, aside, depth)
        elif isinstance(item, WordTable):
            tables = list(_tables(item))
            if contents:
                aside += tables
            else:
                yield from (Block(kind="table", text=text) for text in tables)
            contents = False
            yield from _note_blocks(paragraphs(iter([item])))
        else:
            block = _block(item, typed)
            if block.text:
                contents = bool(_CONTENTS.fullmatch(block.text))
            if block.text and _MASTHEAD_STYLE.match(item.style):
                aside.append(block.text)
            elif block.text:
                yield block
            yield from _note_blocks([item])


def _typed_notes(items: Iterable[WordItem]) -> frozenset[str]:
    """Labels of notes that are paragraphs typed below the text, each behind its raised mark."""
    found = (leading_label(each.words.raised_text) for each in paragraphs(iter(items)))
    return frozenset(label for label, words in filter(None, found) if words)


def _note_blocks(marked: Iterable[WordParagraph]) -> Iterator[Block]:
    for paragraph in marked:
        yield from (Block(kind="footnote", text=n.text, number=n.label) for _, n in paragraph.notes)


def _block(paragraph: WordParagraph, typed: frozenset[str]) -> Block:
    note = leading_label(paragraph.words.raised_text) if typed else None
    if note and note[1]:
        return Block(kind="footnote", text=_tidy(settle(note[1], ())), number=note[0])
    text = _tidy(settle(paragraph.words.raised_text, typed))
    level = _heading_level(paragraph) if text else 0
    if not level and text and (counted := _COUNTED.fullmatch(paragraph.label)):
        return Block(kind="paragraph", text=text, number=counted[1])
    if paragraph.label and text:
        mark = f"{paragraph.label}." if _BARE_NUMBER.fullmatch(paragraph.label) else paragraph.label
        text = f"{mark} {text}"
    return Block(kind="heading", text=text, level=level) if level else Block(kind="paragraph", text=text)


def _heading_level(paragraph: WordParagraph) -> int:
    match = _HEADING.match(paragraph.style)
    if match:
        un = match["un"]
        return (
            int(match["word"])
            if match["word"]
            else _UN_LEVELS[un[:2].lower() if un[0] in "cC" else un[0]]
            if un
            else 1
        )
    text = paragraph.text
    runs = [piece.run for piece in paragraph.words.pieces if piece.text.strip()]
    bold = bool(runs) and all(run is not None and is_on(run.find(f"{W}rPr/{W}b")) for run in runs)
    return 3 if bold and len(text) < 200 and not text.rstrip().endswith((".", ";", ",")) else 0


def _tables(table: WordTable) -> Iterator[str]:
    """The rows of a table as one text, then those of the tables in its cells."""
    rows: list[str] = []
    inner: list[WordTable] = []
    for row in table.rows:
        cells = []
        for cell in row:
            inner += [item for item in cell if isinstance(item, WordTable)]
            cells.append(
                _tidy(" ".join(_cell_text(item) for item in cell if isinstance(item, WordParagraph)))
            )
        if any(cells):
            rows.append(" | ".join(cells))
    if rows:
        yield "\n".join(rows)
    for each in inner:
        yield from _tables(each)


def _cell_text(paragraph: WordParagraph) -> str:
    text = settle(paragraph.words.raised_text, ())
    return f"{paragraph.label} {text}" if paragraph.label and text.strip() else text


def _inserted(part: WordPart, aside: list[str], depth: int) -> Iterator[Block]:
    """The blocks of a file inserted whole."""
    from ingest.readers.html import html_blocks
    from ingest.readers.text import read_text

    if part.suffix in {"html", "htm", "xhtml"}:
        yield from html_blocks(part.content)
        return
    if depth >= DEEPEST:
        return
    with TemporaryDirectory(prefix="rapporteur-") as folder:
        path = Path(folder) / f"part.{part.suffix}"
        path.write_bytes(part.content)
        inner = read_docx(path, depth + 1) if part.suffix == "docx" else read_text(path)
    aside += inner.aside
    yield from inner.blocks


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", composed(text)).strip()
