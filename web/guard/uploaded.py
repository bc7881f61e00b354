"""What visitors uploaded: each file in a folder of its own, known by a handle that only its visitor can use.

A browser never names a path. It is given a handle, and a request that names a file names it so; what is no
handle of this visitor's is no file at all.
"""

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from secrets import token_urlsafe
from threading import Lock
from time import monotonic
from typing import IO, Final

from errors import RapporteurError
from settings import Settings

LEFT: Final = 900.0  # seconds after which a file that no event asked for is deleted
LONGEST: Final = 6 * 3_600.0  # seconds after which one is that an event asked for and did not delete
LEAST: Final = 4_096  # bytes that a file counts at least: an empty one takes a place, too

_LONGEST_NAME = 100
_NOT_IN_A_NAME = re.compile(r"[^\w .,()+-]")
_MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class _File:
    visitor: str
    payer: str
    path: Path
    size: int
    at: float
    asked_for: bool = False


class TooMuchError(RapporteurError):
    """Uploads that wait to be read take all the room there is, for this visitor or in all."""


class Uploads:
    """The files that visitors uploaded and that are still to be read.

    Args:
        folder: Where they lie, each in a folder of its own.
        settings: How much one visitor, and all of them, may leave there.
        clock: Seconds, for tests.
    """

    def __init__(self, folder: Path, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self._folder = folder
        self._by_visitor = settings.upload_visitor_mb * _MEGABYTE
        self._in_all = settings.upload_all_mb * _MEGABYTE
        self._clock = clock
        self._lock = Lock()
        self._files: dict[str, _File] = {}
        self._coming: dict[str, int] = {}

    def announce(self, payer: str, size: int) -> None:
        """Keep room for so many bytes; ``arrived`` gives it back.

        Args:
            payer: Whose room it is: whoever signed in, or an address.
            size: Bytes.

        Raises:
            TooMuchError: there is no such room.
        """
        with self._lock:
            self._forget()
            own = sum(each.size for each in self._files.values() if each.payer == payer)
            whole = sum(each.size for each in self._files.values()) + sum(self._coming.values())
            if own + self._coming.get(payer, 0) + size > self._by_visitor:
                raise TooMuchError("Your uploads wait to be read: upload more when they are done.")
            if whole + size > self._in_all:
                raise TooMuchError("There is no room for more uploads now: try again in a few minutes.")
            self._coming[payer] = self._coming.get(payer, 0) + size

    def arrived(self, payer: str, size: int) -> None:
        """Give back the room that ``announce`` kept."""
        with self._lock:
            left = self._coming.get(payer, 0) - size
            if left > 0:
                self._coming[payer] = left
            else:
                self._coming.pop(payer, None)

    def keep(self, visitor: str, payer: str, name: str, content: IO[bytes]) -> str:
        """Keep a file; the handle by which this visitor's requests may name it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = Path(tempfile.mkdtemp(prefix="upload-", dir=self._folder)) / safe_name(name)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)
        handle = f"{token_urlsafe(24)}/{path.name}"
        held = _File(visitor, payer, path, max(LEAST, path.stat().st_size), self._clock())
        with self._lock:
            self._files[handle] = held
        return handle

    def asked_for(self, handle: str, visitor: str) -> Path | None:
        """The file of a handle, for an event that will delete it; None where it is not this visitor's.

        A file is read by one event: a handle that was used is used up.
        """
        with self._lock:
            held = self._files.get(handle)
            if held is None or held.visitor != visitor or held.asked_for or not held.path.is_file():
                return None
            held.asked_for = True
            return held.path

    def _forget(self) -> None:
        """Let go of what was deleted by the event that read it, or was never asked for."""
        for handle, held in list(self._files.items()):
            if self._clock() - held.at > (LONGEST if held.asked_for else LEFT):
                held.path.unlink(missing_ok=True)
            if not held.path.exists():
                shutil.rmtree(held.path.parent, ignore_errors=True)
                del self._files[handle]


def safe_name(name: str) -> str:
    """The name of a file without folders, and without signs that hide, turn or end it."""
    last = PurePath(name.replace("\\", "/")).name
    plain = _NOT_IN_A_NAME.sub("_", last).strip(" .") or "upload"
    stem, dot, ending = plain.rpartition(".")
    return (
        f"{stem[: _LONGEST_NAME - len(ending)]}.{ending}"
        if dot and len(ending) < 10
        else plain[:_LONGEST_NAME]
    )
