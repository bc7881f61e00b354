"""Looking a library over: whether register, indexes and model are whole and agree, and what can be mended.

The register is the truth. What is derived from it can be made anew; what is wrong with the register itself
cannot be mended here, and the way out is a backup.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from errors import LibraryError, ModelError, UnusableFolderError
from index.care.apart import ends_its_process
from index.care.backup import clear
from index.library import Library
from index.models.e5_file import WeightsFile, weights_path
from ingest.register.opening import FILE as REGISTER
from ingest.register.schema import refuse_later
from ingest.register.sqlite_connection import FAULTS
from ingest.work.salvage import altered, salvage
from settings import Settings

LEAST_FREE: Final = 200_000_000  # bytes; a rebuild writes a second generation beside the first

_FOREIGN: Final = (
    "The vectors belong to a register that is no longer here: if documents are missing, restore the latest backup "
    "with `rapporteur restore`; `rapporteur doctor --repair` makes the vectors anew."
)

_BACK: Final = "restore the latest backup with `rapporteur restore`, or ingest the documents into a new --library folder."

_ENDS: Final = (
    "The files of the vector index are damaged so that reading them ends the program: `rapporteur doctor --repair` "
    "makes them anew."
)

Remedy = Literal["none", "sync", "rebuild", "replace", "salvage", "by hand"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        part: What was looked at ("register", "vectors" …).
        fault: What is wrong, in one sentence with the way out; empty where all is well.
        remedy: What ``repair`` can do about it.
    """

    part: str
    fault: str = ""
    remedy: Remedy = "none"


def examine(settings: Settings) -> list[Finding]:
    """Look a library over; nothing is changed, and nothing is raised for what is found."""
    shared = bool(settings.register_url.get_secret_value())
    found = [] if shared else _in_folder(settings.library)
    if any(finding.remedy in {"salvage", "by hand"} for finding in found):
        return found
    try:
        library = Library(settings)
    except LibraryError as error:
        return [*found, Finding("register", str(error), "by hand")]
    found = found or [Finding("register")]  # a server keeps its pages and references whole by itself
    try:
        return [*found, _texts(library), _lexical(library), _model(), _vectors(library)]
    finally:
        library.close()


def repair(settings: Settings, findings: list[Finding]) -> list[str]:
    """Mend what can be mended; what was done, in words.

    Raises:
        LibraryError: it cannot be mended.
        ModelError: the embedding model cannot be used.
    """
    remedies = {finding.remedy for finding in findings if finding.fault}
    if "by hand" in remedies:
        raise LibraryError(next(f.fault for f in findings if f.remedy == "by hand" and f.fault))
    if not remedies:
        return []
    done = []
    if "salvage" in remedies:
        kept = salvage(settings.library / REGISTER)
        done.append(f"Everything in the damaged register was carried over into a new one; the old is {kept}.")
        remedies = {finding.remedy for finding in examine(settings) if finding.fault}
        if "by hand" in remedies or not remedies:
            return done
    if "replace" in remedies:
        clear(settings.library / "chroma")  # derived: the rebuild makes it anew
    library = Library(settings)
    try:
        if remedies & {"rebuild", "replace"}:
            library.rebuild()
            return [*done, "Both indexes were made anew from the register."]
        library.sync()
        return [*done, "What was waiting has been indexed."]
    finally:
        library.close()


def _in_folder(folder: Path) -> list[Finding]:
    """The folder and the register's file in it."""
    file = folder / REGISTER
    if file.is_file():
        return [_folder(folder), _register_file(file)]
    missing = f"There is no library at {folder}: run `rapporteur ingest`, or restore a backup."
    return [Finding("folder", missing, "by hand")]


def _folder(folder: Path) -> Finding:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding("folder", f"The folder {folder} cannot be written to: change its rights.", "by hand")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return Finding(
            "folder",
            f"Only {free // 1_000_000} MB are free on the disk of {folder}: make room first.",
            "by hand",
        )
    return Finding("folder")


def _register_file(path: Path) -> Finding:
    """SQLite's own check of every page, and of the references between tables."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
                return Finding(
                    "register",
                    f"The register at {path} is empty: restore the latest backup with `rapporteur restore` into a "
                    "new folder, or delete it and ingest the documents again.",
                    "by hand",
                )
            refuse_later(str(path.parent), db.execute("PRAGMA user_version").fetchone()[0])
            problems = [row[0] for row in db.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            if db.execute("PRAGMA foreign_key_check").fetchone():
                problems.append("passages without a document")
    except LibraryError as error:
        return Finding("register", str(error), "by hand")
    except FAULTS as error:
        problems = [str(error)]
    if not problems:
        return Finding("register")
    return Finding(
        "register",
        f"The register is damaged ({' '.join(problems[0].split())}): `rapporteur doctor --repair` carries over what "
        "is whole, and if the documents are not, restore the latest backup with `rapporteur restore`.",
        "salvage",
    )


def _texts(library: Library) -> Finding:
    """SQLite cannot tell letters that a disk has changed; the hash of each text can."""
    try:
        lost = altered(library.register)
    except LibraryError as error:
        return Finding(
            "texts", f"The documents cannot be read ({error.__cause__ or error}): {_BACK}", "by hand"
        )
    if not lost:
        return Finding("texts")
    return Finding(
        "texts",
        f"The text of {len(lost)} documents is not what was read (first: {lost[0]}): {_BACK}",
        "by hand",
    )


def _lexical(library: Library) -> Finding:
    try:
        words = library.words()
    except LibraryError as error:
        return Finding("lexical index", str(error), "rebuild")
    fault = words.fault()
    if fault:
        return Finding("lexical index", fault, "rebuild")
    waiting = words.queue.waiting()
    if waiting:
        return Finding("lexical index", f"{waiting} passages wait to be indexed by their words.", "sync")
    return Finding("lexical index")


def _model() -> Finding:
    try:
        WeightsFile(weights_path())
    except ModelError as error:
        return Finding("model", str(error), "by hand")
    return Finding("model")


def _vectors(library: Library) -> Finding:
    """Whether Chroma holds the vectors that the register's books say it holds, id by id."""
    if not library.settings.chroma and ends_its_process(library.settings):
        return Finding("vectors", _ENDS, "replace")
    try:
        missing, stray, waiting = library.indexes.vector_gaps()
    except UnusableFolderError as error:
        return Finding("vectors", str(error), "replace")
    except LibraryError as error:
        if isinstance(error.__cause__, sqlite3.Error):
            fault = f"The books of the vector index are damaged ({error.__cause__}): make it anew."
            return Finding("vectors", fault, "rebuild")
        return Finding("vectors", str(error), "rebuild")
    if not waiting and library.indexes.vectors_without_register():
        return Finding("vectors", _FOREIGN, "replace")
    if missing or stray:
        fault = (
            f"The vector index lacks {missing} vectors and has {stray} it should not: it has to be made anew."
        )
        return Finding("vectors", fault, "rebuild")
    if waiting:
        return Finding("vectors", f"{waiting} passages wait for their vectors.", "sync")
    return Finding("vectors")
