"""Damage done on purpose: pages of the register, single letters, a full disk, a folder that is read-only."""

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
from index.doctor import examine, repair
from index.library import Library
from settings import Settings

TEXT = "# Charter of lamp {n}\n\n" + "\n\n".join(
    f"Paragraph {i} of charter {{n}} says that every lamp needs a keeper, and that oil is bought in month {i}."
    for i in range(1, 12)
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library with both indexes."""
    folder = tmp_path_factory.mktemp("damage")
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
def kept(sound: Path, tmp_path: Path) -> Settings:
    """A copy that may be broken."""
    shutil.copytree(sound, tmp_path / "library")
    return Settings(library=tmp_path / "library", workers=1, threads=2)


def faults(settings: Settings) -> dict[str, str]:
    return {finding.part: finding.fault for finding in examine(settings) if finding.fault}


def pages_of(register: Path, owner: str) -> list[int]:
    """The pages of a table or an index."""
    with closing(sqlite3.connect(register)) as db:
        try:
            rows = db.execute("SELECT pageno FROM dbstat WHERE name = ?", (owner,)).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite cannot tell whose a page is (dbstat)")
    if not rows:
        pytest.skip(f"this release keeps no {owner}")
    return [row[0] for row in rows]


def spoil(register: Path, page: int) -> None:
    """Overwrite a page of a database."""
    with register.open("r+b") as file:
        file.seek(16)
        size = int.from_bytes(file.read(2), "big")
        file.seek((page - 1) * (65536 if size == 1 else size))
        file.write(os.urandom(size))


@pytest.mark.parametrize(
    "owner",
    [
        "lexical_1_data",
        "lexical_1_content",
        "passages_speaker",
        "passages_place",
        "vectors_1_kept",
        "journal",
    ],
)
def test_a_spoilt_page_outside_the_documents_is_mended(kept: Settings, owner: str) -> None:
    register = kept.library / "register.sqlite"
    before = Library(kept)
    documents, passages = before.register.documents(), before.status()["passages"]
    before.close()
    spoil(register, pages_of(register, owner)[-1])
    found = faults(kept)
    assert list(found) == ["register"]
    assert "damaged" in found["register"]
    if owner == "journal":  # it belongs to the truth: what was done is not made up
        with pytest.raises(LibraryError, match="rapporteur restore"):
            repair(kept, examine(kept))
        return
    assert repair(kept, examine(kept))
    assert faults(kept) == {}
    after = Library(kept)
    assert (after.register.documents(), after.status()["passages"]) == (documents, passages)
    assert after.search("Who looks after lamps in charter 3?", top=5)
    after.close()


def test_a_spoilt_page_of_the_passages_is_not_papered_over(kept: Settings) -> None:
    register = kept.library / "register.sqlite"
    spoil(register, pages_of(register, "passages")[1])
    damaged = register.read_bytes()
    with pytest.raises(LibraryError, match="rapporteur restore"):
        repair(kept, examine(kept))
    assert register.read_bytes() == damaged
    assert not list(kept.library.glob("register.new*"))


def test_letters_that_changed_on_the_disk_are_told(kept: Settings) -> None:
    register = kept.library / "register.sqlite"
    data = register.read_bytes()
    assert data.count(b"every lamp needs a keeper") > 5
    register.write_bytes(
        data.replace(
            b"of charter 2 says that every lamp needs", b"of charter 2 says that every lamp heeds", 1
        )
    )
    found = faults(kept)
    assert "The text of 1 documents" in found["texts"]
    assert "Charter of lamp 2" in found["texts"]


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
    assert re.search(r"Only \d MB are free", faults(settings)["folder"])
    with (small_disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    with pytest.raises(LibraryError, match=r"full.*free some space"):
        library.ingest([papers])
    (small_disk / "filler").unlink()
    assert library.ingest([papers]).as_dict()["failed"] == []
    assert library.register.counts()["documents"] == 1
    assert library.status()["indexed_vectors"] == library.status()["passages"] > 0
    library.close()


def test_a_disk_mounted_read_only_is_said(small_disk: Path) -> None:
    settings = Settings(library=small_disk / "library", workers=1, threads=1)
    library = Library(settings)
    library.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "cannot be written to" in faults(settings)["folder"]
    with pytest.raises(LibraryError, match=r"rights|writable"):
        Library(settings)
