"""Pictures of cited pages, drawn in a process of their own from the files the register knows."""

import atexit
import multiprocessing
import sys
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from pebble import ProcessExpired, ProcessPool

from errors import RapporteurError
from ingest.document import Document, Passage
from ingest.register import Register
from web.viewer.picture import Picture

SECONDS: Final = 20.0  # longest time one passage's pages may take to draw
LARGEST: Final = 100_000_000  # bytes of a file that is drawn from
KEPT: Final = 32_000_000  # bytes of pictures kept in memory
MEMORY: Final = 2 * 1024**3  # address space of the drawing process


class NoPictureError(RapporteurError):
    """A page cannot be shown; the message is a key of the page's words."""


class Pictures:
    """Draws pages, and keeps the latest pictures.

    Args:
        register: Knows where each document's file is, and its hash.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._kept: OrderedDict[tuple[str, str], tuple[Picture, ...]] = OrderedDict()
        self._lock = Lock()
        self._pool: ProcessPool | None = None

    def of(self, document: Document, passage: Passage, quote: str) -> tuple[Picture, ...]:
        """The pages a quotation stands on, its words marked.

        Raises:
            NoPictureError: the document is no PDF, its file is gone or changed, or drawing failed.
        """
        key = (passage.id, quote)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if document.format != "pdf" or not passage.pages:
            raise NoPictureError("picture_no_pdf")
        content = self._content(document)
        drawn = self._drawn(content, passage.pages, passage.text, quote)
        with self._lock:
            self._kept[key] = drawn
            while sum(len(p.image) for each in self._kept.values() for p in each) > KEPT:
                self._kept.popitem(last=False)
        return drawn

    def _content(self, document: Document) -> bytes:
        """The file as it was read; another version of it would show other pages."""
        for path, _ in self._register.sources(document.id):
            content = _read(path)
            if content is not None and sha256(content).hexdigest() == document.content_hash:
                return content
        raise NoPictureError("picture_gone")

    def _drawn(self, content: bytes, pages: Sequence[int], passage: str, quote: str) -> tuple[Picture, ...]:
        try:
            future = self._drawers().schedule(_draw, args=[content, pages, passage, quote], timeout=SECONDS)
            drawn: tuple[Picture, ...] = future.result()
        except (TimeoutError, ProcessExpired, OSError, ValueError, RuntimeError) as error:
            raise NoPictureError("picture_failed") from error
        if not drawn:
            raise NoPictureError("picture_failed")
        return drawn

    def _drawers(self) -> ProcessPool:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
                self._pool = ProcessPool(
                    max_workers=1, max_tasks=500, context=context, initializer=_bound_memory
                )
                atexit.register(self._pool.stop)
            return self._pool


def _draw(*arguments: Any) -> tuple[Picture, ...]:  # noqa: ANN401 - passed on as they are
    """Runs in the drawing process, so that only it loads pdfium."""
    from web.viewer.page_picture import pictures

    return pictures(*arguments)


def _read(path: str) -> bytes | None:
    """The bytes of a file, or of a member of an archive; None where there is no such file of a sane size."""
    whole, inside, member = path.partition("!/")
    try:
        if not inside:
            file = Path(path)
            return file.read_bytes() if file.stat().st_size <= LARGEST else None
        with ZipFile(whole) as archive, archive.open(member) as opened:
            content = opened.read(LARGEST + 1)
    except (OSError, KeyError, BadZipFile, RuntimeError, NotImplementedError):
        return None
    return content if len(content) <= LARGEST else None


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
