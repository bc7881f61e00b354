"""What is wrong with a library, each fault in one sentence with the way out, and what can be mended."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from errors import LibraryError, RapporteurError
from index.chroma import FAILURES
from index.e5_file import WeightsFile, weights_path
from index.library import Library
from index.progress import Reports
from ingest.salvage import altered, faults, salvage
from settings import Settings

LEAST_FREE: Final = 200 * 1024 * 1024
"""Bytes that should be free: a rebuild writes an index beside the one in use."""

Repair = Callable[[Reports | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One fault.

    Attributes:
        words: What is wrong and what to do, in one sentence.
        repair: Mends it; None where only a person can.
    """

    words: str
    repair: Repair | None = None


def examine(settings: Settings) -> Iterator[Trouble]:
    """Every fault found; what rests on something faulty is not looked at."""
    yield from _model()
    folder = settings.library
    register = folder / "register.sqlite"
    if not register.exists():
        yield Trouble(
            words=f"There is no library at {folder}: name its folder with --library, or begin one with `rapporteur ingest`."
        )
        return
    place = list(_folder(folder))
    yield from place
    if place:
        return
    damage = list(_register(register))
    yield from damage
    if damage:
        return
    try:
        library = Library(settings)
    except LibraryError as error:
        yield Trouble(words=str(error))
        return
    try:
        yield from _texts(library)
        yield from _words(library)
        yield from _vectors(library)
    finally:
        library.close()


def mend(settings: Settings, progress: Reports | None = None) -> tuple[list[str], list[str]]:
    """Repair what can be repaired, until nothing more can.

    Returns:
        The faults that were mended, and those that remain.
    """
    mended: list[str] = []
    while True:
        troubles = list(examine(settings))
        curable = next((each for each in troubles if each.repair and each.words not in mended), None)
        if curable is None or curable.repair is None:
            return mended, [each.words for each in troubles]
        curable.repair(progress)
        mended.append(curable.words)


def _model() -> Iterator[Trouble]:
    try:
        WeightsFile(weights_path())
    except RapporteurError as error:
        yield Trouble(words=str(error))


def _folder(folder: Path) -> Iterator[Trouble]:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
            file.flush()
    except OSError as error:
        yield Trouble(
            words=f"The library's folder {folder} cannot be written to ({error.strerror}): {_way_out(error)}."
        )
        return
    free = shutil.disk_usage(folder).free
    needed = max(LEAST_FREE, 2 * (folder / "register.sqlite").stat().st_size)
    if free < needed:
        yield Trouble(
            words=f"The disk of {folder} has {free // 1024**2} MB left, less than the {needed // 1024**2} MB that an "
            "update may need: free some space, or move the library."
        )


def _way_out(error: OSError) -> str:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "free some space, or move the library"
    return "give this user the right to write there, or mount it writable"


def _register(path: Path) -> Iterator[Trouble]:
    try:
        found = faults(path)
    except LibraryError as error:
        yield Trouble(words=f"{str(error).rstrip('.')}: bring a backup back with `rapporteur restore`.")
        return
    if found:
        yield Trouble(
            words=f"The register at {path} is damaged ({found[0].splitlines()[0]}): `rapporteur doctor --repair` puts "
            "together what can be read, if the documents are whole.",
            repair=lambda _: _salvage(path),
        )


def _salvage(path: Path) -> None:
    try:
        with FileLock(path.with_name("ingest.lock"), timeout=0):
            salvage(path)
    except Timeout as error:
        raise LibraryError("An ingest is running on this library: stop it, and the page, first.") from error


def _texts(library: Library) -> Iterator[Trouble]:
    lost = altered(library.register)
    if lost:
        yield Trouble(
            words=f"The text of {len(lost)} documents is not what was read (first: {lost[0]}): bring a backup back "
            "with `rapporteur restore`, or remove them and ingest them again."
        )


def _words(library: Library) -> Iterator[Trouble]:
    try:
        waiting = library.words().queue.waiting()
    except (LibraryError, sqlite3.DatabaseError) as error:
        yield Trouble(
            words=f"{_reason(error)}: `rapporteur doctor --repair` makes the lexical index anew.",
            repair=_step(library.settings, Library.rebuild_words),
        )
        return
    if waiting:
        yield Trouble(
            words=f"{waiting:,} passages cannot be found by their words yet: `rapporteur doctor --repair` takes them in.",
            repair=_step(library.settings, Library.sync),
        )


def _vectors(library: Library) -> Iterator[Trouble]:
    anew = _step(library.settings, _renew)
    try:
        lacking, waiting = library.vectors_lacking(), library.status()
    except RapporteurError as error:
        yield Trouble(
            words=f"{_reason(error)}: `rapporteur doctor --repair` makes the vectors anew.", repair=anew
        )
        return
    if lacking:
        yield Trouble(
            words=f"The vector index lacks {lacking:,} passages that it should have, as an older copy of its folder "
            "would: `rapporteur doctor --repair` makes the vectors anew.",
            repair=anew,
        )
    elif waiting["indexed_vectors"] < waiting["passages"]:
        count = waiting["passages"] - waiting["indexed_vectors"]
        yield Trouble(
            words=f"{count:,} passages cannot be found by meaning yet: `rapporteur doctor --repair` takes them in.",
            repair=_step(library.settings, Library.sync),
        )


def _renew(library: Library, progress: Reports | None) -> None:
    """Make the vectors anew; in a new folder, where the old one cannot be used at all."""
    try:
        library.rebuild_vectors(progress)
    except (LibraryError, *FAILURES):
        if library.settings.chroma_url:
            raise
    else:
        return
    library.close()
    folder = library.settings.library / "chroma"
    shutil.move(folder, tempfile.mkdtemp(prefix="chroma.damaged-", dir=folder.parent))
    library.rebuild_vectors(progress)


def _reason(error: Exception) -> str:
    """What is wrong, without what another place would advise."""
    return str(error).partition(": run `rapporteur")[0].partition(": check the folder")[0].rstrip(".")


def _step(settings: Settings, step: Callable[[Library, Reports | None], None]) -> Repair:
    """A repair that works on the library opened afresh."""

    def repair(progress: Reports | None) -> None:
        library = Library(settings)
        try:
            step(library, progress)
        finally:
            library.close()

    return repair
