"""HTML and XML through Beautiful Soup and lxml; scripts, styles and navigation are dropped, nothing runs."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString

from errors import UnreadableDocumentError
from ingest.manuscript import Block, Manuscript
from ingest.names.dates import find_dates

MAX_BYTES = 50_000_000

_DROPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "iframe",
    "object",
    "svg",
    "form",
    "button",
    "head",
)
_WHOLE = {"p", "li", "dt", "dd", "blockquote", "pre", "figcaption", "para", "caption", "address"}
_HEADING = re.compile(r"h([1-6])")


def read_html(path: Path) -> Manuscript:
    """The manuscript of an HTML or simple XML file.

    Raises:
        UnreadableDocumentError: empty, too large, or without text.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableDocumentError(f"It is larger than {MAX_BYTES // 1_000_000} MB: split it first.")
    try:
        return _read(path.read_bytes())
    except RecursionError as error:
        raise UnreadableDocumentError("Its elements are nested too deeply for a document.") from error
    except ValueError as error:  # what it declares as its encoding is handed to libxml2 as it stands
        raise UnreadableDocumentError(
            "Its declared character encoding is damaged: save it again as UTF-8."
        ) from error


def _read(raw: bytes) -> Manuscript:
    xml = raw.lstrip()[:5] == b"<?xml" and b"<html" not in raw[:2000].lower()
    soup = BeautifulSoup(raw, "lxml-xml" if xml else "lxml")
    title, date, language = _declared(soup)
    root = soup if xml else soup.find("main") or soup.find("article") or soup.find("body") or soup
    blocks = tuple(_blocks(root)) if isinstance(root, Tag) else ()
    if not blocks:
        raise UnreadableDocumentError("It holds no text.")
    first = next((block.text for block in blocks[:5] if block.kind == "heading" and block.level == 1), "")
    return Manuscript(
        format="xml" if xml else "html",
        blocks=blocks,
        front="\n".join(block.text for block in blocks[:20]),
        title=first or title,
        date=date,
        language=language,
    )


def html_blocks(markup: str) -> list[Block]:
    """The blocks of a piece of HTML."""
    return list(_blocks(BeautifulSoup(markup, "lxml")))


def _declared(soup: BeautifulSoup) -> tuple[str, str | None, str | None]:
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    root = soup.find(True)
    language = str(root.get("lang") or root.get("xml:lang") or "") if isinstance(root, Tag) else ""
    meta = soup.find("meta", attrs={"name": re.compile(r"^(?:dc\.)?date|published", re.IGNORECASE)})
    dates = find_dates(str(meta.get("content") or "")) if isinstance(meta, Tag) else []
    return title, dates[0] if dates else None, language.split("-")[0].lower() or None


def _blocks(root: Tag) -> Iterator[Block]:
    for dropped in root.find_all(_DROPPED):
        dropped.decompose()
    notes = _footnotes(root)
    yield from _walk(root, 0)
    yield from notes


def _footnotes(root: Tag) -> list[Block]:
    """Take footnotes and their marks out: a raised link to a note on the page, and that note."""
    named: dict[str, Tag] = {}
    for tag in root.find_all(id=True):
        named.setdefault(str(tag["id"]), tag)
    numbers: dict[str, str] = {}
    for mark in root.find_all("sup"):
        if mark.decomposed:
            continue
        link = mark.find("a", href=re.compile(r"^#.+"))
        number = mark.get_text(strip=True).strip("[]()")
        if not isinstance(link, Tag) or not number.isalnum():
            continue
        numbers.setdefault(str(link["href"])[1:], number)
        mark.decompose()
    texts: dict[str, str] = {}
    for target, note in reversed(named.items()):  # of notes within notes, which are broken, the inner first
        if target in numbers and not note.decomposed:
            texts[target] = _tidy(note.get_text())
            note.decompose()
    return [
        Block(kind="footnote", text=texts[target], number=number)
        for target, number in numbers.items()
        if texts.get(target)
    ]


def _walk(node: Tag, depth: int) -> Iterator[Block]:
    """Blocks of a node; loose text between block elements is a paragraph of its own."""
    loose: list[str] = []
    for child in node.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:
                loose.append(str(child))
        elif isinstance(child, Tag):
            inline = not _is_block(child)
            if inline:
                loose.append(child.get_text())
                continue
            yield from _loose(loose)
            loose = []
            yield from _element(child, depth)
    yield from _loose(loose)


def _loose(parts: list[str]) -> Iterator[Block]:
    text = _tidy("".join(parts))
    if text:
        yield Block(kind="paragraph", text=text)


def _is_block(tag: Tag) -> bool:
    names = _WHOLE | {
        "div",
        "section",
        "article",
        "ul",
        "ol",
        "dl",
        "table",
        "hr",
        "title",
        "preamble",
        "header",
        "footer",
        "main",
        "aside",
        "figure",
        "details",
    }
    return (
        tag.name in names
        or bool(_HEADING.fullmatch(tag.name))
        or tag.find(names | {"h1", "h2", "h3"}) is not None
    )


def _element(tag: Tag, depth: int) -> Iterator[Block]:
    heading = _HEADING.fullmatch(tag.name)
    if heading or tag.name == "title":
        text = _tidy(tag.get_text(" "))
        if text:
            level = int(heading[1]) if heading else min(depth + 1, 6)
            yield Block(kind="heading", text=text, level=level)
    elif tag.name == "hr":
        yield Block(kind="break", text="***")
    elif tag.name == "table":
        yield from _table(tag)
    elif tag.name in _WHOLE and not any(_is_block(child) for child in tag.find_all(True, recursive=False)):
        yield from _whole(tag)
    else:
        yield from _walk(tag, depth + 1)


def _table(table: Tag) -> Iterator[Block]:
    """A table, row by row, and after it the tables in its cells, so that no text comes twice.

    Where a row or a cell was never closed, those that the parser put into it are part of its text.
    """
    inner: list[Tag] = []
    rows = [
        " | ".join(_tidy(" ".join(_strings(cell, inner))) for cell in _own(row, {"td", "th"}, inner))
        for row in _own(table, {"tr"}, inner)
    ]
    text = "\n".join(row for row in rows if row.strip(" |"))
    if text:
        yield Block(kind="table", text=text)
    for each in inner:
        yield from _table(each)


def _own(node: Tag, names: set[str], inner: list[Tag]) -> Iterator[Tag]:
    """The outermost elements of some names; tables on the way are put aside."""
    for child in node.children:
        if not isinstance(child, Tag):
            continue
        if child.name in names:
            yield child
        elif child.name == "table":
            inner.append(child)
        else:
            yield from _own(child, names, inner)


def _strings(node: Tag, inner: list[Tag]) -> Iterator[str]:
    """The text of a cell in its order; tables in it are put aside."""
    for child in node.children:
        if isinstance(child, Tag):
            if child.name == "table":
                inner.append(child)
            else:
                yield from _strings(child, inner)
        elif type(child) in {NavigableString, CData}:
            yield str(child)


def _whole(tag: Tag) -> Iterator[Block]:
    text = _tidy(tag.get_text())
    if not text:
        return
    if tag.name == "li" and tag.parent is not None:
        text = f"{_number(tag)} {text}"
    yield Block(kind="paragraph", text=text)


def _number(item: Tag) -> str:
    """The mark a browser would print before a list item: "3." in an ordered list, a bullet otherwise."""
    if item.parent is None or item.parent.name != "ol":
        return "•"
    before = len(item.find_previous_siblings("li"))
    start = str(item.parent.get("start") or "1")
    value = str(item.get("value") or "")
    first = int(start) if start.lstrip("-").isdigit() else 1
    return f"{value if value.isdigit() else first + before}."


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
