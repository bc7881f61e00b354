"""Sessions that were signed out of: a signed cookie holds by itself, so that its end has to be remembered."""

from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import time


class Ended:
    """The sessions that ended before their time, in memory and, where it can be written, in a file.

    Args:
        path: The file; it outlives the program and is shared by several.
        lasts: Seconds for which a session would have held.
    """

    def __init__(self, path: Path, lasts: float) -> None:
        self._path = path
        self._lasts = lasts
        self._lock = Lock()
        self._ids: dict[str, float] = {}
        self._read = 0

    def end(self, session: str) -> None:
        """Remember that a session ended."""
        until = time() + self._lasts
        with self._lock:
            self._ids[session] = until
            with suppress(OSError), self._path.open("a", encoding="ascii") as file:  # a full disk: in memory
                file.write(f"{until:.0f} {session}\n")

    def has(self, session: str) -> bool:
        """Whether a session ended."""
        with self._lock:
            self._read_on()
            return session in self._ids

    def _read_on(self) -> None:
        """Take over what was written since, by this program or another; a file of sessions long over is begun anew."""
        with suppress(OSError, UnicodeDecodeError):
            if self._path.stat().st_size == self._read:
                return
            with self._path.open(encoding="ascii") as file:
                file.seek(self._read if self._path.stat().st_size > self._read else 0)
                for line in file.read().splitlines():
                    until, _, session = line.partition(" ")
                    if session and until.isdecimal() and int(until) > time():
                        self._ids[session] = float(until)
                self._read = file.tell()
            self._ids = {session: until for session, until in self._ids.items() if until > time()}
