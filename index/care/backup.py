"""Backups: one file that holds the register, the vectors and what was brought in, taken while it is in use.

The register is copied by SQLite's own online backup, which gives one moment of it whatever is written
meanwhile. Vectors are copied under the lock that writers of vectors hold, so that both fit together.
"""

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from errors import LibraryError
from ingest.register import SCHEMA_VERSION, LockedError
from ingest.register.opening import FILE as REGISTER
from ingest.register.schema import refuse_later
from ingest.register.sqlite import SqliteDatabase
from ingest.register.sqlite_connection import FAULTS
from settings import Settings

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"

_WAIT = 30.0  # seconds for a writer of vectors to end
_BROUGHT: Final = ("added", "fetched")  # folders with documents that the program itself put there
_NAME = re.compile(r"\w+\.sqlite|chroma/[\w.-]+(?:/[\w.-]+)?|(?:added|fetched)(?:/[^/\\\x00]+){1,8}")
_BLOCK = 1 << 20
_ATTEMPTS = 3  # to take something away
_UNPACKED: Final = "restoring"  # folder of what is not yet in its place


def back_up(library: Path, target: Path) -> int:
    """Write a backup of a library.

    Args:
        library: The library's folder.
        target: The file to write; it must not be there yet.

    Returns:
        The size of the backup, in bytes.

    Raises:
        LibraryError: there is no library, an ingest is going on, or the file cannot be written.
    """
    if not (library / REGISTER).is_file():
        raise LibraryError(f"There is no library at {library}: name it with --library.")
    if target.exists():
        raise LibraryError(f"{target} is there already: name another file.")
    partial = target.with_name(f"{target.name}.partial")
    try:
        vectors = SqliteDatabase(library / REGISTER).lock("vectors", _WAIT)
        with vectors, tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / REGISTER
            _copy_database(library / REGISTER, copy)
            refuse_later(str(library), _version(copy))
            beside = _beside(library, Path(scratch))
            _pack(partial, {REGISTER: copy, **beside, **_vectors(library, Path(scratch))})
        partial.replace(target)
    except LockedError as error:
        raise LibraryError("Vectors are being written: wait until the ingest ends, and try again.") from error
    except (OSError, *FAULTS) as error:
        partial.unlink(missing_ok=True)
        raise LibraryError(f"The backup cannot be written to {target} ({error}).") from error
    return target.stat().st_size


def restore(source: Path, library: Path) -> None:
    """Put a backup's library into a new folder; every file is checked before it is put there.

    A restoration that was stopped is begun anew: until the register is in its place there is no library, and
    what is there beside the folder of unpacked files came from that restoration.

    Raises:
        LibraryError: the folder holds a library, or the backup is damaged or of a later release.
    """
    unpacked = library / _UNPACKED
    if (library / REGISTER).exists() or (_parts(library) and not unpacked.exists()):
        raise LibraryError(f"{library} holds a library already: name a new folder with --library.")
    try:
        library.mkdir(parents=True, exist_ok=True)
        _clear(library)
        unpacked.mkdir()
        try:
            with ZipFile(source) as archive:
                _unpack(archive, _manifest(archive), unpacked)
            for part in _parts(unpacked):  # the register last: with it the library begins to exist
                part.rename(library / part.name)
        except BaseException:
            _clear(library)
            raise
        unpacked.rmdir()
    except (BadZipFile, EOFError, OSError, KeyError, ValueError) as error:
        raise LibraryError(f"{source} is no whole backup ({error}): use another one.") from error


def require_folder(settings: Settings) -> Path:
    """The library's folder, where everything is in it.

    Raises:
        LibraryError: the register is on a server, which has its own way of backing up.
    """
    if settings.register_url.get_secret_value():
        raise LibraryError(
            "The register is on a PostgreSQL server: back it up there with pg_dump and bring it back with "
            "pg_restore; then `rapporteur doctor --repair` makes anew what is derived from it."
        )
    return settings.library


def _parts(folder: Path) -> list[Path]:
    """What a backup may have put into a folder, the register last."""
    found = [*folder.glob("*.sqlite"), *(folder / name for name in ("chroma", *_BROUGHT))]
    return sorted(
        (path for path in found if path.exists()), key=lambda path: (path.name == REGISTER, path.name)
    )


def _clear(library: Path) -> None:
    """Take away what a restoration that was stopped left; its folder of unpacked files last."""
    for path in (*reversed(_parts(library)), library / _UNPACKED):
        clear(path)


def clear(path: Path) -> None:
    """Take a folder or a file away, whichever it is; a link, not what it leads to.

    Raises:
        LibraryError: it cannot be taken away.
    """
    for attempt in range(_ATTEMPTS):
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue  # Chroma, while it closes, takes files away itself
        except OSError as error:
            if attempt == _ATTEMPTS - 1:
                raise LibraryError(
                    f"{path} cannot be removed ({error}): remove it by hand, and try again."
                ) from error
        else:
            return


def _version(register: Path) -> int:
    with closing(sqlite3.connect(register)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def _copy_database(source: Path, target: Path) -> None:
    reading, writing = sqlite3.connect(source), sqlite3.connect(target)
    try:
        reading.backup(writing, pages=-1)
    finally:
        reading.close()
        writing.close()


def _beside(library: Path, scratch: Path) -> dict[str, Path]:
    """Other databases of the library (what readers said of answers), and documents kept in it."""
    files: dict[str, Path] = {}
    for database in library.glob("*.sqlite"):
        if database.name != REGISTER and _NAME.fullmatch(database.name):
            files[database.name] = scratch / database.name
            _copy_database(database, files[database.name])
    for folder in _BROUGHT:
        found = {path.relative_to(library).as_posix(): path for path in _files(library / folder)}
        files |= {name: path for name, path in found.items() if _NAME.fullmatch(name)}
    return files


def _vectors(library: Path, scratch: Path) -> dict[str, Path]:
    """Chroma's files by their names in the backup; its database is copied as the register is."""
    folder = library / "chroma"
    files = {f"chroma/{path.relative_to(folder).as_posix()}": path for path in _files(folder)}
    database = files.get("chroma/chroma.sqlite3")
    if database is not None:
        copy = scratch / "chroma.sqlite3"
        _copy_database(database, copy)
        files["chroma/chroma.sqlite3"] = copy
    return files


def _files(folder: Path) -> Iterator[Path]:
    ending = ("-wal", "-shm", "-journal")  # what they hold is in the copy of the database
    return (
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.name.endswith(ending)
    )


def _pack(target: Path, files: dict[str, Path]) -> None:
    hashes = {}
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in files.items():
            with path.open("rb") as file:
                hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
            archive.write(path, name)
        about = {"format": FORMAT, "register": SCHEMA_VERSION, "files": hashes}
        archive.writestr(MANIFEST, json.dumps(about, indent=1))


def _manifest(archive: ZipFile) -> dict[str, str]:
    """The files of a backup with their hashes."""
    about = json.loads(archive.read(MANIFEST))
    if about["format"] > FORMAT or about["register"] > SCHEMA_VERSION:
        raise LibraryError(
            "The backup was made by a later release: install that release of rapporteur, or a newer one."
        )
    files = about["files"]
    if set(archive.namelist()) != {MANIFEST, *files} or REGISTER not in files:
        raise ValueError("its list of files is wrong")
    if not all(_NAME.fullmatch(name) and ".." not in name.split("/") for name in files):
        raise ValueError("it names files that no backup has")
    return dict(files)


def _unpack(archive: ZipFile, files: dict[str, str], folder: Path) -> None:
    for name, expected in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(name) as packed, path.open("wb") as file:
            while block := packed.read(_BLOCK):
                digest.update(block)
                file.write(block)
        if digest.hexdigest() != expected:
            raise ValueError(f"{name} is not as it was written")
