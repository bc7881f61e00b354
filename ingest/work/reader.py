"""One file in, one reading out: the format is told from content and name, the text is made passages."""

import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from errors import UnreadableDocumentError
from ingest.document import Document, Reading, ReadingWarning
from ingest.manuscript import Block, Manuscript
from ingest.sidecar.sidecar import NOTHING, Sidecar
from ingest.structure.cut import cut
from ingest.structure.metadata import describe
from ingest.structure.structure import structure
from ingest.work.balance import balance, warning

SUFFIXES = frozenset(
    {".pdf", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".docx", ".srt", ".vtt"}
)
"""Endings of files that a folder is searched for."""

LONGEST_WORD: Final = 50_000
"""Characters without a space; no paragraph is as long, in Chinese either: it is data, not text."""


def read(path: Path, sidecar: Sidecar = NOTHING, ocr_seconds: int = 0) -> Reading:
    """Read one document.

    Args:
        path: Its file.
        sidecar: What a person says of it, which wins over what is recognised.
        ocr_seconds: Longest time OCR may take on pages without a usable text layer; 0 for no OCR.

    Raises:
        UnreadableDocumentError: it cannot be read; the message says why and what to do.
    """
    try:
        content_hash = hash_file(path)
        manuscript = _manuscript(path, sidecar, ocr_seconds)
    except OSError as error:
        raise UnreadableDocumentError(f"It cannot be opened ({error.strerror or error}).") from error
    metadata = sidecar.correct(describe(manuscript, path, sidecar.symbols))
    unbroken = [block for block in manuscript.blocks if _is_unbroken(block)]
    blocks = [block for block in manuscript.blocks if not _is_unbroken(block)]
    passages = cut(structure(blocks, metadata.title), content_hash[:16], metadata.language)
    if manuscript.ocr_pages:
        passages = tuple(replace(p, ocr=not manuscript.ocr_pages.isdisjoint(p.pages)) for p in passages)
    if not passages:
        raise UnreadableDocumentError("No text was found in it.")
    document = Document(
        id=content_hash[:16],
        content_hash=content_hash,
        symbols=metadata.symbols,
        title=metadata.title,
        date=metadata.date,
        body=metadata.body,
        language=metadata.language,
        url=metadata.url,
        kind=metadata.kind,
        format=manuscript.format,
        pages=manuscript.pages,
        author=metadata.author,
        original_language=metadata.original_language,
        session=metadata.session,
        agenda_item=metadata.agenda_item,
        job_number=metadata.job_number,
    )
    letters = balance(manuscript, passages, metadata.title)
    warnings = (
        *manuscript.warnings,
        *warning(letters),
        *(ReadingWarning(reason=fault) for fault in sidecar.faults),
        *(_left_out(block) for block in unbroken),
    )
    return Reading(document=document, passages=passages, warnings=warnings, balance=letters)


def _is_unbroken(block: Block) -> bool:
    return len(block.text) > LONGEST_WORD and max(map(len, block.text.split())) > LONGEST_WORD


def _left_out(block: Block) -> ReadingWarning:
    reason = f"A stretch of {len(block.text)} characters without a break is no text and was left out."
    return ReadingWarning(reason=reason, page=block.pages[0][1] if block.pages else None)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _manuscript(path: Path, sidecar: Sidecar, ocr_seconds: int) -> Manuscript:
    from ingest.readers.pdf.ocr import read_pdf_by_ocr
    from ingest.readers.pdf.reader import read_pdf

    reader = _reader(path)
    if ocr_seconds and reader is read_pdf:
        return read_pdf_by_ocr(path, str(sidecar.values.get("language", "")) or None, ocr_seconds)
    return reader(path)


def _reader(path: Path) -> Callable[[Path], Manuscript]:
    """The reader of the file's format; its first bytes say it, its name only decides between texts."""
    from ingest.readers.docx import read_docx
    from ingest.readers.html import read_html
    from ingest.readers.markdown import read_markdown
    from ingest.readers.pdf.reader import read_pdf
    from ingest.readers.text import read_text
    from ingest.readers.word.package import is_word

    with path.open("rb") as file:
        head = file.read(2048)
    if not head:
        raise UnreadableDocumentError("It is empty.")
    if b"%PDF-" in head[:1024]:
        return read_pdf
    if head.startswith(b"PK"):
        if is_word(path):
            return read_docx
        raise UnreadableDocumentError(
            "It is an archive or an office file of another kind: save it as DOCX or PDF."
        )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocumentError(
            "It is an old Office file or a protected one: save it as DOCX without a password."
        )
    if path.suffix.lower() in {".pdf", ".docx"}:
        raise UnreadableDocumentError(
            f"It is damaged: its bytes are not those of a {path.suffix[1:].upper()} file."
        )
    if path.suffix.lower() in {".md", ".markdown"}:
        return read_markdown
    if path.suffix.lower() in {".html", ".htm", ".xhtml", ".xml"} or re.match(
        rb"\s*(?:<!doctype html|<html)", head, re.I
    ):
        return read_html
    if path.suffix.lower() in SUFFIXES or not path.suffix:
        return read_text
    raise UnreadableDocumentError(f"“{path.suffix}” is not a kind of file this program reads.")
