"""Reading scans: pages without a usable text layer go through ocrmypdf and Tesseract, and only those.

Both are programs of the system (Debian: ``apt install ocrmypdf tesseract-ocr``), run on a copy of the file.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from errors import RapporteurError, UnreadableDocumentError
from ingest.document import ReadingWarning
from ingest.manuscript import Manuscript
from ingest.readers.pdf.reader import ScanError, read_pdf
from ingest.readers.programs import run
from language.pack import base

LANGUAGES: Final = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "chi_sim"}
"""Tesseract's names of the languages of the United Nations."""

_UNTOLD: Final = ("eng", "fra", "spa", "rus")  # tried together; more scripts at once cost accuracy


def require_ocr() -> None:
    """Make sure that OCR can be had.

    Raises:
        RapporteurError: a program is missing; says how to install it.
    """
    missing = [name for name in ("ocrmypdf", "tesseract") if shutil.which(name) is None]
    if missing:
        raise RapporteurError(
            f"OCR needs the programs ocrmypdf and tesseract, and {' and '.join(missing)} cannot be found: "
            "install them, on Debian with “apt install ocrmypdf tesseract-ocr”."
        )


def read_pdf_by_ocr(path: Path, language: str | None, seconds: int) -> Manuscript:
    """The manuscript of a PDF file, with the pages that need it read by OCR.

    Args:
        path: The file.
        language: BCP 47 code of its language, where it is known.
        seconds: Longest time OCR may take.

    Raises:
        UnreadableDocumentError: it cannot be read, by OCR neither.
    """
    try:
        plain = read_pdf(path)
    except ScanError as scan:
        read = _recognised(path, range(1, scan.pages + 1), language, seconds)
        return _marked(read, range(1, scan.pages + 1))
    pages = sorted({warning.page for warning in plain.warnings if warning.page})
    if not pages:
        return plain
    try:
        return _marked(_recognised(path, pages, language, seconds), pages)
    except UnreadableDocumentError as error:
        return replace(plain, warnings=(*plain.warnings, ReadingWarning(reason=str(error))))


def _marked(manuscript: Manuscript, pages: Iterable[int]) -> Manuscript:
    read = frozenset(pages) - {w.page for w in manuscript.warnings if w.page and "no text layer" in w.reason}
    warnings = [
        ReadingWarning(reason="This page was read by OCR: check quotations against the picture.", page=page)
        for page in sorted(read)
    ]
    return replace(manuscript, ocr_pages=read, warnings=(*manuscript.warnings, *warnings))


def _recognised(path: Path, pages: Iterable[int], language: str | None, seconds: int) -> Manuscript:
    with TemporaryDirectory(prefix="rapporteur-ocr-") as folder:
        result = Path(folder) / path.name
        command = [
            "ocrmypdf", "--quiet", "--force-ocr", "--pages", _ranges(pages), "--output-type", "pdf",
            "--optimize", "0", "--jobs", "1", "--language", "+".join(_languages(language)),
            "--", str(path), str(result),
        ]  # fmt: skip
        _run(command, seconds)
        return read_pdf(result)


def _run(command: list[str], seconds: int) -> None:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # the workers are the parallel part
    try:
        status, said = run(command, seconds, environment)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocumentError(f"OCR took longer than {seconds} seconds: it is set aside.") from error
    except OSError as error:
        raise UnreadableDocumentError(f"OCR cannot be run ({error.strerror or error}).") from error
    if status:
        words = " ".join(said.split())[-200:] or f"status {status}"
        raise UnreadableDocumentError(f"OCR failed on it ({words}).")


def _ranges(pages: Iterable[int]) -> str:
    """Page numbers as ocrmypdf takes them: "1-3,7"."""
    found: list[list[int]] = []
    for page in pages:
        if found and page == found[-1][1] + 1:
            found[-1][1] = page
        else:
            found.append([page, page])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in found)


def _languages(language: str | None) -> list[str]:
    """Tesseract's languages to read with, as far as they are installed."""
    wanted = LANGUAGES.get(base(language or ""))
    try:
        listed = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, timeout=30, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableDocumentError(f"OCR cannot be run ({error}).") from error
    installed = set(listed.stdout.split())
    if wanted in installed:
        return [str(wanted)]
    return [name for name in _UNTOLD if name in installed] or ["eng"]
