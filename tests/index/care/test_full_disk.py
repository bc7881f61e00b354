"""A sound library on a full disk, or in a folder that cannot be written to, still answers, and says why it only reads."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from errors import LibraryError
from index.library import Library
from index.models import chosen
from ingest.register import unwritable
from settings import Settings
from tests.programs import need
from tests.several_readers import Hashed

QUESTION = "Who looks after lamps?"


@pytest.fixture(scope="module", autouse=True)
def quick_vectors() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chosen, "chosen_embedder", lambda _: Hashed())
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    paper = folder / "paper.md"
    paper.write_text("\n\n".join(f"Lamp {n} needs keeper {n}." for n in range(40)), encoding="utf-8")
    library = Library(Settings(library=folder / "library", workers=0, threads=1))
    library.ingest([paper])
    library.close()
    return folder / "library"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, where this may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    need("mount", "umount")
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a copy of the vectors may be put."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    return filler


def settings(library: Path) -> Settings:
    return Settings(library=library, workers=0, threads=1)


def found(library: Library) -> list[str]:
    hits = library.find(QUESTION, 5)
    assert not hits.words_only
    return [hit.passage.id for hit in hits.hits]


def test_it_answers_as_before_and_writes_again_when_there_is_room(
    sound: Path, disk: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unwritable, "_AGAIN", 0.0)
    before = Library(settings(sound))
    expected = found(before)
    before.close()
    shutil.copytree(sound, disk / "library")
    filler = fill(disk)
    library = Library(settings(disk / "library"))
    assert library.unwritable.endswith("is open for reading only: its disk is full; free some space.")
    assert found(library) == expected
    assert library.status()["documents"] == 1
    with pytest.raises(LibraryError, match="for reading only: its disk is full"):
        library.ingest([disk])
    filler.unlink()
    (disk / "more.md").write_text("Oil is bought in May.", encoding="utf-8")
    assert not library.unwritable
    assert library.ingest([disk / "more.md"]).as_dict()["added"] == 1
    library.close()
    assert not list(elsewhere.iterdir())  # the copy of the vectors went


def test_what_was_written_before_the_disk_was_full_is_read(sound: Path, disk: Path, elsewhere: Path) -> None:
    """A program that the full disk stops leaves a log of writings that there is no room to take in."""
    copy = elsewhere / "library"
    shutil.copytree(sound, copy)
    with closing(sqlite3.connect(copy / "register.sqlite", isolation_level=None)) as db:
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.executemany("INSERT INTO meta VALUES (?, ?)", ((f"note.{n}", "x" * 900) for n in range(400)))
        shutil.copytree(copy, disk / "library")  # while the log is not yet taken in
    (disk / "library" / "register.sqlite-shm").unlink()
    fill(disk)
    library = Library(settings(disk / "library"))
    assert "its disk is full" in library.unwritable
    assert library.register.meta("note.399") == "x" * 900
    assert found(library)
    library.close()


def test_where_there_is_no_room_for_the_vectors_it_answers_by_words_and_says_so(
    sound: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sound, disk / "library")
    fill(disk)
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    library = Library(settings(disk / "library"))
    hits = library.find(QUESTION, 5)
    assert hits.hits
    assert "its disk is full; free some space. Without room elsewhere" in hits.words_only
    library.close()


def test_one_that_is_open_when_the_disk_fills_goes_on(sound: Path, disk: Path) -> None:
    shutil.copytree(sound, disk / "library")
    library = Library(settings(disk / "library"))
    expected = found(library)
    fill(disk)
    assert found(library) == expected
    library.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="nobody takes rights from the superuser")
def test_a_folder_without_the_right_to_write_is_read(sound: Path, tmp_path: Path, elsewhere: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(sound, folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    library = Library(settings(folder))
    assert "see to its rights" in library.unwritable
    assert found(library)
    library.close()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
