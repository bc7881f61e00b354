"""A library in one file: what cannot be made anew, copied while others read and write, checked when it is read.

The databases are copied by SQLite's own backup, a state that existed at one moment. Vectors are left out (they are
made anew from the register), and so is the key of the sessions, which is a secret of the place.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from errors import LibraryError
from ingest.salvage import faults

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1

_DERIVED = ("chroma", "chroma.damaged-", "register.damaged")
_LEFT_OUT = ("-wal", "-shm", "-journal", ".lock", ".key")
_WAIT = 0.05  # seconds between steps of the copy, in which a writer gets its turn
_STEP = 2_000  # pages copied in one step


def write(library: Path, file: Path) -> tuple[int, int]:
    """Copy a library into one file, put in place in one step.

    Returns:
        Number of files in the backup, and its size in bytes.

    Raises:
        LibraryError: there is no library, it is damaged, or the file cannot be written.
    """
    if not (library / "register.sqlite").exists():
        raise LibraryError(f"There is no library at {library}: name its folder with --library.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            copies = list(_copied(library, Path(folder) / "files"))
            manifest = {
                "format": FORMAT,
                "made": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
                "files": {name: _digest(path) for name, path in copies},
            }
            packed = Path(folder) / "packed"
            _pack(packed, manifest, copies)
            os.replace(packed, file)  # noqa: PTH105 - atomic, over what is there
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"The backup {file} cannot be written ({error}).") from error
    return len(copies), file.stat().st_size


def read(file: Path, library: Path) -> None:
    """Bring a backup back, whole or not at all.

    Raises:
        LibraryError: the folder holds something, or the backup is damaged or not one.
    """
    if library.exists() and any(library.iterdir()):
        raise LibraryError(f"{library} is not empty: restore into a new --library folder, then use that one.")
    library.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=library.parent, prefix=".restore-"))
    try:
        _unpack(file, folder)
        _check(file, folder)
        if library.exists():
            library.rmdir()
        folder.replace(library)
    except (OSError, tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise LibraryError(f"{file} cannot be brought back ({error}): use another backup.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(library: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(library.rglob("*")):
        relative = path.relative_to(library)
        if path.is_symlink() or not path.is_file() or relative.parts[0].startswith(_DERIVED):
            continue
        if path.name.endswith(_LEFT_OUT) or path.name.startswith("."):
            continue
        copy = folder / relative
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".sqlite":
            _copy_database(path, copy)
        else:
            shutil.copyfile(path, copy)
        yield relative.as_posix(), copy


def _copy_database(path: Path, copy: Path) -> None:
    with closing(sqlite3.connect(path, timeout=30)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target, pages=_STEP, sleep=_WAIT)
        target.execute("PRAGMA journal_mode = DELETE")
    found = faults(copy)
    if found:
        raise LibraryError(f"{path} is damaged ({found[0].splitlines()[0]}): run `rapporteur doctor`.")


def _pack(packed: Path, manifest: dict[str, Any], copies: list[tuple[str, Path]]) -> None:
    with tarfile.open(packed, "w:gz", compresslevel=5) as archive:
        listed = packed.with_name(MANIFEST)
        listed.write_text(json.dumps(manifest), encoding="utf-8")
        archive.add(listed, MANIFEST)
        for name, path in copies:
            archive.add(path, name)


def _unpack(file: Path, folder: Path) -> None:
    with tarfile.open(file, "r:gz") as archive:
        archive.extractall(folder, filter="data")  # refuses links and paths that lead out


def _check(file: Path, folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["format"] != FORMAT:
        raise ValueError("it was made by another release")
    expected: dict[str, str] = manifest["files"]
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found.pop(MANIFEST).unlink()
    if set(found) != set(expected) or "register.sqlite" not in found:
        raise ValueError("files are missing, or there are others")
    for name, path in found.items():
        if _digest(path) != expected[name]:
            raise ValueError(f"{name} is damaged")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
