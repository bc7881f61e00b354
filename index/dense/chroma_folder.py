"""Chroma's folder in a library: looked at before it is opened, and copied where nothing can be written in it."""

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import cast

import chromadb
from chromadb.api.client import Client
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings as ChromaSettings

from errors import UnusableFolderError
from index.dense.hnsw_files import fault

_PAUSE = 0.1  # seconds
_WRITING = 5.0  # seconds in which another process has written its files


class Look:
    """What was last refused, so that a folder that stays spoilt is not waited for again."""

    def __init__(self) -> None:
        self._refused: tuple[tuple[str, int, int], ...] = ()

    def refuse_spoilt(self, folder: Path) -> None:
        """Raise where loading the index files could end this program; another may be writing them just now."""
        end = monotonic() + _WRITING
        while why := _spoilt(folder):
            stamps = _stamps(folder)
            if stamps == self._refused or monotonic() > end:
                self._refused = stamps
                raise UnusableFolderError(
                    f"The files of the vector index are damaged ({why}): `rapporteur doctor --repair` makes them anew."
                )
            sleep(_PAUSE)


def opened(folder: Path) -> Client:
    """A client of a folder; raises what Chroma raises."""
    try:
        return cast(Client, chromadb.PersistentClient(path=str(folder), settings=quiet()))
    except BaseException:
        # What it began stays in its list of open folders, and would fail again when all is mended. Where its
        # database is damaged, Chroma stumbles over its own clearing up (AttributeError).
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise


def copied(folder: Path, why: str) -> TemporaryDirectory[str]:
    """A copy of a folder in which nothing can be written, because Chroma writes even to read.

    Raises:
        UnusableFolderError: there is no room for it elsewhere.
    """
    try:
        copy = TemporaryDirectory(prefix="rapporteur-", ignore_cleanup_errors=True)
    except OSError as error:
        raise UnusableFolderError(f"{why} Without room elsewhere, the vectors cannot be read.") from error
    try:
        shutil.copytree(folder, copy.name, dirs_exist_ok=True)
    except OSError as error:
        copy.cleanup()
        raise UnusableFolderError(f"{why} Without room elsewhere, the vectors cannot be read.") from error
    return copy


def _spoilt(folder: Path) -> str:
    """What is wrong with any of the index files, or nothing."""
    return next((why for each in sorted(folder.glob("*/header.bin")) if (why := fault(each.parent))), "")


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells whether the index files were written since."""
    found = []
    for path in sorted(folder.glob("*/*.bin")):
        with suppress(FileNotFoundError):
            known = path.stat()
            found.append((path.name, known.st_size, known.st_mtime_ns))
    return tuple(found)


def quiet() -> ChromaSettings:
    """Settings with which Chroma tells nobody anything."""
    return ChromaSettings(anonymized_telemetry=False)
