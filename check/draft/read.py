"""A draft read into paragraphs, each with its footnotes where they are marked, so that findings have a place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from check.draft.paragraph import Draft, Note, Paragraph
from errors import RapporteurError, UnreadableDocumentError

if TYPE_CHECKING:
    from ingest.manuscript import Manuscript

LARGEST: Final = 100_000_000
SUFFIXES: Final = (".docx", ".pdf", ".md", ".txt", ".html")

_MARK = re.compile(r"\[\^([\w-]{1,40})\](?!:)")
_NOTE = re.compile(r"\[\^([\w-]{1,40})\]:\s*(.*)", re.DOTALL)
_NOTE_LINE = re.compile(r"^\[\^([\w-]{1,40})\]:", re.MULTILINE)
_QUOTED_LINE = re.compile(r"^ {0,3}> ?", re.MULTILINE)


def read_draft(path: Path) -> Draft:
    """Read a draft.

    Raises:
        RapporteurError: there is no such file, it is too large, of another kind, protected or damaged.
    """
    if not path.is_file():
        raise RapporteurError(f"There is no file {path}: check its name.")
    if path.suffix.lower() not in SUFFIXES:
        raise RapporteurError(f"{path.name} cannot be checked: give one of {', '.join(SUFFIXES)}.")
    if path.stat().st_size > LARGEST:
        raise RapporteurError(f"{path.name} is larger than {LARGEST // 1_000_000} MB: split it first.")
    try:
        paragraphs = _paragraphs(path)
    except (UnreadableDocumentError, OSError) as error:
        raise RapporteurError(f"{path.name} cannot be checked. {error}") from error
    if not any(paragraph.text.strip() for paragraph in paragraphs):
        raise RapporteurError(f"{path.name} holds no text: a scanned draft needs text recognition first.")
    return Draft(path=path, format=path.suffix.lower()[1:], paragraphs=_numbered(paragraphs))


def _paragraphs(path: Path) -> list[Paragraph]:
    from ingest.readers.decoding import decode
    from ingest.readers.html import html_blocks, read_html
    from ingest.readers.markdown import markdown_manuscript
    from ingest.readers.pdf.reader import read_pdf
    from ingest.readers.text import read_text

    suffix = path.suffix.lower()
    if suffix == ".docx":
        from check.draft.word import docx_paragraphs

        return docx_paragraphs(path)
    if suffix == ".md":
        text, warnings = decode(path)
        quoted = "\n".join(
            _QUOTED_LINE.sub("", line) if _QUOTED_LINE.match(line) else "" for line in text.splitlines()
        )
        set_off = [block.text for block in markdown_manuscript(quoted, "md", ()).blocks]
        text = _NOTE_LINE.sub(r"\n[^\1]\\:", text)  # each note a paragraph, and never a link definition
        return _with_notes(_of_blocks(markdown_manuscript(text, "md", warnings), set_off))
    if suffix == ".html":
        from bs4 import BeautifulSoup

        manuscript = read_html(path)
        quotes = BeautifulSoup(path.read_bytes(), "lxml").find_all("blockquote")
        return _of_blocks(manuscript, [block.text for quote in quotes for block in html_blocks(str(quote))])
    if path.stat().st_size and suffix == ".pdf" and b"%PDF-" not in path.read_bytes()[:1024]:
        raise UnreadableDocumentError("It is damaged: its bytes are not those of a PDF file.")
    return _of_blocks(read_pdf(path) if suffix == ".pdf" else read_text(path), ())


def _of_blocks(manuscript: "Manuscript", set_off: Iterable[str]) -> list[Paragraph]:
    quoted = {text for text in set_off if text}
    found = []
    for block in manuscript.blocks:
        kind = {"heading": "heading", "footnote": "footnote"}.get(block.kind, "text")
        if block.kind != "break":
            found.append(
                Paragraph(
                    number=0,
                    text=block.text,
                    kind="block" if block.text in quoted and kind == "text" else kind,
                    page=block.pages[0][1] if block.pages else None,
                )
            )
    return found


def _with_notes(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Markdown's footnotes: their marks taken out of the text and tied to their words."""
    notes = {m[1]: m[2] for paragraph in paragraphs if (m := _NOTE.match(paragraph.text))}
    found = []
    for paragraph in paragraphs:
        note = _NOTE.match(paragraph.text)
        if note:
            found.append(replace(paragraph, text=note[2], kind="footnote"))
            continue
        marks, text, last = [], "", 0
        for mark in _MARK.finditer(paragraph.text):
            if mark[1] in notes:
                text += paragraph.text[last : mark.start()]
                marks.append(Note(at=len(text), text=notes[mark[1]]))
                last = mark.end()
        found.append(replace(paragraph, text=text + paragraph.text[last:], notes=tuple(marks)))
    return found


def _numbered(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(
        replace(paragraph, number=number)
        for number, paragraph in enumerate((p for p in paragraphs if p.text.strip()), 1)
    )
