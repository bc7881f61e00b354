"""Whether what came is a document, and the one that was asked for."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pebble import ProcessPool

from ingest.names.symbols import find_symbols

_HEAD_LINES = 14
_RUNNING_LINES = 3
_LARGEST_PART = 20_000_000


def format_of(path: Path) -> str | None:
    """Tell "pdf" or "docx" by the file's own bytes; None for anything else."""
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK"):
        try:
            with ZipFile(path) as archive:
                return "docx" if "word/document.xml" in archive.namelist() else None
        except BadZipFile:
            return None
    return None


def own_symbols(path: Path) -> tuple[str, ...]:
    """Symbols on the masthead and in the running heads of a PDF or DOCX: those that name it.

    Symbols in the text proper only name what it speaks of, and do not count.
    """
    lines = _head_of_docx(path) if format_of(path) == "docx" else _head_of_pdf(path)
    return tuple(dict.fromkeys(_naming(lines)))


def own_symbols_apart(path: Path) -> tuple[str, ...]:
    """``own_symbols`` in a process of its own, ended after a minute: the file is not trusted yet."""
    with ProcessPool(max_workers=1) as pool:
        try:
            found: tuple[str, ...] = pool.schedule(own_symbols, args=(path,), timeout=60).result()
        except Exception:  # noqa: BLE001 - whatever an untrusted file does to its reader, it names nothing
            return ()
        return found


def doubt(path: Path, symbol: str, symbols: Callable[[Path], tuple[str, ...]]) -> str | None:
    """Why the file is not (or not surely) the document ``symbol``; None when it is.

    Args:
        path: The file that came.
        symbol: The document asked for, as ``ingest.names.symbols`` normalises it.
        symbols: Reads the symbols at the head of a file, the first printed first.
    """
    found = symbols(path)
    if symbol in found:
        return None
    if found:
        return f"it is {found[0]}, not {symbol}"
    return f"it does not show that it is {symbol}: no symbol can be read at its head"


def _naming(lines: Sequence[str]) -> Iterator[str]:
    """Symbols of the first line that begins or ends with one, and of later lines that hold nothing else.

    Those inside a sentence, in brackets or in words ("resolution 1 (1946)") name other documents.
    """
    first = True
    for line in lines:
        matches = [match for match in find_symbols(line) if "/" in line[match.start : match.end]]
        if not matches:
            continue
        before, after = line[: matches[0].start].strip(" *"), line[matches[-1].end :].strip(" *")
        bare = not before and not after
        if bare or (first and not (before and after)):
            first = False
            joined = matches[-1].end - matches[0].start <= sum(m.end - m.start + 3 for m in matches)
            yield from (match.symbol for match in (matches if joined else matches[:1]))


def _head_of_pdf(path: Path) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in PdfReader(path).pages[:3]]
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return []  # what cannot be opened names nothing
    heads = [_lines(page)[:_HEAD_LINES] for page in pages[:1]]
    for page in pages[1:]:
        lines = _lines(page)
        heads += [lines[:_RUNNING_LINES], lines[-_RUNNING_LINES:]]
    return [line for head in heads for line in head]


def _head_of_docx(path: Path) -> list[str]:
    texts: list[str] = []
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/header\d*\.xml", name)]
        for name in [*names, "word/document.xml"]:
            if archive.getinfo(name).file_size > _LARGEST_PART:
                continue
            texts += _paragraphs(archive.read(name))[:_HEAD_LINES]
    return texts


def _paragraphs(content: bytes) -> list[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(content, parser)
    if root is None:
        return []
    found = ("".join(node.itertext("{*}t")) for node in root.iter("{*}p"))
    return [text for text in found if text.strip()]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
