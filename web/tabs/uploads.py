"""What may be uploaded: by kind, size and number of pages, looked at before anything else reads it."""

import multiprocessing
import re
import sys
from collections.abc import Collection
from concurrent.futures import TimeoutError as TooSlowError
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from pebble import ProcessExpired, ProcessPool

from errors import RapporteurError
from settings import Settings

_SECONDS: Final = 30.0  # longest time that counting pages may take
_UNPACKED: Final = 20  # times its size that a .docx may unpack to, beyond which it is a bomb
_TEXTS: Final = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml"))
_CONTEXT = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")


def accept(path: Path, settings: Settings, kinds: Collection[str]) -> None:
    """Refuse an uploaded file that is of another kind than its name says, too large, or too long.

    Args:
        path: Where the upload lies.
        settings: The limits.
        kinds: Endings allowed here, such as ".pdf".

    Raises:
        RapporteurError: it is refused; the sentence says why.
    """
    kind = path.suffix.lower()
    if kind not in kinds:
        listed = ", ".join(sorted(kinds))
        raise RapporteurError(f"{path.name} is not of a kind that is taken here: give one of {listed}.")
    size = path.stat().st_size
    if size > settings.upload_mb * 1024 * 1024:
        raise RapporteurError(f"{path.name} is larger than {settings.upload_mb} MB: give a smaller file.")
    if not _is(path, kind, size):
        raise RapporteurError(f"{path.name} is not what its ending says: its bytes are of another kind.")
    pages = _pages(path) if kind == ".pdf" else 0
    if pages > settings.upload_pages:
        raise RapporteurError(
            f"{path.name} has {pages:,} pages, more than the {settings.upload_pages:,} allowed: split it."
        )


def _is(path: Path, kind: str, size: int) -> bool:
    with path.open("rb") as file:
        start = file.read(4_096)
    if kind == ".pdf":
        return b"%PDF-" in start[:1_024]
    if kind == ".docx":
        return start.startswith(b"PK\x03\x04") and _unpacks(path, size)
    if kind == ".zip":
        return start.startswith(b"PK")
    return kind not in _TEXTS or not re.search(rb"\x00", start) or start[:2] in (b"\xff\xfe", b"\xfe\xff")


def _unpacks(path: Path, size: int) -> bool:
    try:
        with ZipFile(path) as archive:
            whole = sum(member.file_size for member in archive.infolist())
            return "word/document.xml" in archive.namelist() and whole <= max(_UNPACKED * size, 10_000_000)
    except (BadZipFile, OSError, ValueError):
        return False


def _pages(path: Path) -> int:
    """The pages of a PDF, counted in a process of its own: a hostile one costs that process."""
    pool = ProcessPool(max_workers=1, context=_CONTEXT)
    try:
        found = pool.schedule(_counted, args=[str(path)], timeout=_SECONDS).result()
    except (TooSlowError, ProcessExpired):
        raise RapporteurError(
            f"{path.name} takes too long to open: it is damaged, or made to harm."
        ) from None
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
    if isinstance(found, str):
        raise RapporteurError(f"{path.name} cannot be opened: {found}.")
    return int(found)


def _counted(path: str) -> int | str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        return (
            "it is protected by a password"
            if reader.is_encrypted and not reader.decrypt("")
            else len(reader.pages)
        )
    except (PyPdfError, OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        return f"it is damaged ({type(error).__name__})"
