"""Documents made from real ones for measuring: one of many pages, and a thousand that all differ."""

import re
from collections.abc import Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path
from typing import Final

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

_WORD = re.compile(r"\b\w{5,}\b")
_LARGEST_SOURCE: Final = 2_000_000
_RANGE: Final = 2  # pages


def many_pages(sources: Sequence[Path], pages: int, target: Path) -> Path:
    """One PDF of so many pages, joined from real ones, read from the first again where they do not suffice."""
    writer = PdfWriter()
    for source in cycle(sources):
        left = pages - len(writer.pages)
        if left <= 0:
            break
        reader = PdfReader(source)
        writer.append(reader, pages=(0, min(left, len(reader.pages))), import_outline=False)
    writer.write(target)
    return target


def thousand(pdfs: Sequence[Path], texts: Sequence[Path], folder: Path, wanted: int = 1000) -> None:
    """Fill a folder: up to half PDF files, each other pages of a real one, and texts with other words each."""
    made = 0
    for writer in islice(_ranges(pdfs), wanted // 2):
        writer.write(folder / f"pages-{made:04}.pdf")
        made += 1
    for number, source in zip(range(made, wanted), cycle(texts), strict=False):
        text = source.read_text(encoding="utf-8", errors="replace")
        (folder / f"words-{number:04}.txt").write_text(_changed(text, number), encoding="utf-8")


def _ranges(pdfs: Sequence[Path]) -> Iterator[PdfWriter]:
    """A few pages of each file, then the next few of each file that has more."""
    readers = [PdfReader(path) for path in pdfs if path.stat().st_size < _LARGEST_SOURCE]
    longest = max((len(reader.pages) for reader in readers), default=0)
    for start in range(0, longest, _RANGE):
        for reader in readers:
            if start >= len(reader.pages):
                continue
            writer = PdfWriter()
            try:
                writer.append(
                    reader, pages=(start, min(start + _RANGE, len(reader.pages))), import_outline=False
                )
            except PyPdfError:
                continue
            yield writer


def _changed(text: str, number: int) -> str:
    """The text with every fiftieth long word made another."""
    places = count(number)
    return _WORD.sub(lambda word: f"{word[0]}{number}" if next(places) % 50 == 0 else word[0], text)
