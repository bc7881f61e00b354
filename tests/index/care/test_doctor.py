"""Every fault is told in one sentence with its way out, and what is derived can be made anew."""

import os
import shutil
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest

from errors import LibraryError
from index.care import backup, doctor
from index.care.backup import back_up, restore
from index.care.doctor import examine, repair
from index.library import Library
from settings import Settings

QUESTION = "When was the lighthouse built?"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, embedder):
    """The folder of a small library with thirty passages in it."""
    folder = tmp_path_factory.mktemp("doctor")
    path = folder / "note.txt"
    path.write_text("Notes\n\n1. The lighthouse was built in 1911.\n\n" + "".join(
        f"{n}. Ship number {n} of the register carries lamps, candles and oil to the harbour.\n\n"
        for n in range(2, 30)
    ))  # fmt: skip
    library = Library(Settings(library=folder / "library", workers=0, threads=1))
    library.ingest([path])
    library.close()
    return folder / "library"


@pytest.fixture
def kept(prepared, tmp_path):
    """Settings of a copy of it."""
    shutil.copytree(prepared, tmp_path / "library")
    return Settings(library=tmp_path / "library", workers=0, threads=1)


def faults(settings: Settings) -> dict[str, str]:
    return {finding.part: finding.fault for finding in examine(settings) if finding.fault}


def mended(settings: Settings) -> bool:
    """Repair, and see that nothing is wrong and that the question is answered."""
    assert repair(settings, examine(settings))
    library = Library(settings)
    try:
        return not faults(settings) and "1911" in library.search(QUESTION)[0].passage.text
    finally:
        library.close()


def test_a_whole_library_has_no_fault(kept):
    assert faults(kept) == {}
    assert [finding.part for finding in examine(kept)] == [
        "folder", "register", "texts", "lexical index", "model", "vectors"
    ]  # fmt: skip
    assert repair(kept, examine(kept)) == []


def test_no_library_is_said(tmp_path):
    assert "no library" in faults(Settings(library=tmp_path / "none"))["folder"]


def test_chroma_s_folder_deleted(kept):
    shutil.rmtree(kept.library / "chroma")
    assert "rebuild" in faults(kept)["vectors"]
    assert mended(kept)


def test_chroma_s_database_overwritten(kept):
    (kept.library / "chroma" / "chroma.sqlite3").write_bytes(b"not a database at all" * 1000)
    assert faults(kept)["vectors"]
    assert mended(kept)


def test_vectors_lost_and_strange(kept):
    library = Library(kept)
    ids = sorted(library.vectors().ids())
    library.vectors().remove(ids[:3])
    library.close()
    assert "lacks 3 vectors" in faults(kept)["vectors"]
    assert mended(kept)


def test_passages_that_wait_are_indexed(kept, reading):
    library = Library(kept)
    library.register.record("b", reading("Two", ["A ferry crosses the strait at dawn."]), "1")
    library.close()
    found = faults(kept)
    assert "wait" in found["vectors"]
    assert "wait" in found["lexical index"]
    assert mended(kept)


def test_words_lost_from_the_lexical_index(kept):
    with sqlite3.connect(kept.library / "register.sqlite") as db:
        db.execute("DELETE FROM lexical_1 WHERE rowid = 5")
    db.close()
    assert "lacks 1 passages" in faults(kept)["lexical index"]
    assert mended(kept)


def test_a_spoilt_page_of_the_register_is_told_with_the_way_out(kept):
    path = kept.library / "register.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, root = (
            db.execute("PRAGMA page_size").fetchone()[0],
            db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passages'").fetchone()[0],
        )
    db.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * page)
        file.write(os.urandom(page))
    fault = faults(kept)["register"]
    assert "rapporteur restore" in fault
    assert "\n" not in fault
    with pytest.raises(LibraryError, match="restore"):
        repair(kept, examine(kept))


def test_no_register_any_more(kept):
    (kept.library / "register.sqlite").write_bytes(b"x" * 5000)
    assert "rapporteur restore" in faults(kept)["register"]


def test_a_full_disk_is_told(kept, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_FREE", 10**18)
    assert "make room" in faults(kept)["folder"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(kept):
    kept.library.chmod(0o500)
    try:
        assert "rights" in faults(kept)["folder"]
    finally:
        kept.library.chmod(0o700)


# Backups


def test_a_backup_restores_the_library_with_its_vectors(kept, tmp_path):
    assert back_up(kept.library, tmp_path / "b.zip") > 1000
    other = kept.model_copy(update={"library": tmp_path / "other"})
    restore(tmp_path / "b.zip", other.library)
    assert faults(other) == {}
    library = Library(other)
    assert "1911" in library.search(QUESTION)[0].passage.text
    library.close()


def test_a_backup_holds_what_was_brought_in_and_said_and_no_secret(kept, tmp_path):
    folder = kept.library
    (folder / "added" / "ab").mkdir(parents=True)
    (folder / "added" / "ab" / "Note (2) – é.pdf").write_bytes(b"%PDF-")
    (folder / "session.key").write_text("secret")
    with sqlite3.connect(folder / "feedback.sqlite") as db:
        db.execute("CREATE TABLE said (n)")
    db.close()
    back_up(folder, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "other")
    assert (tmp_path / "other" / "added" / "ab" / "Note (2) – é.pdf").read_bytes() == b"%PDF-"
    assert (tmp_path / "other" / "feedback.sqlite").exists()
    assert not (tmp_path / "other" / "session.key").exists()
    assert faults(kept.model_copy(update={"library": tmp_path / "other"})) == {}


def test_a_backup_is_of_one_moment_while_documents_come_in(kept, tmp_path, reading):
    library = Library(kept)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            library.register.record(f"n{number}", reading(f"N{number}", [f"Word {number}."] * 3), "1")
        library.register.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        back_up(kept.library, tmp_path / "b.zip")
    finally:
        stop.set()
        writer.join()
        library.close()
    other = kept.model_copy(update={"library": tmp_path / "other"})
    restore(tmp_path / "b.zip", other.library)
    assert not any("lacks" in fault or "damaged" in fault for fault in faults(other).values())
    assert not faults(other) or mended(other)


def test_nothing_is_overwritten(kept, tmp_path):
    back_up(kept.library, tmp_path / "b.zip")
    with pytest.raises(LibraryError, match="already"):
        back_up(kept.library, tmp_path / "b.zip")
    with pytest.raises(LibraryError, match="already"):
        restore(tmp_path / "b.zip", kept.library)


@pytest.mark.parametrize("spoil", ["cut", "byte", "stranger", "climber", "later", "no zip"])
def test_a_backup_that_is_not_whole_is_refused_and_leaves_nothing(kept, tmp_path, spoil):
    whole = tmp_path / "b.zip"
    back_up(kept.library, whole)
    bad = tmp_path / "bad.zip"
    spoilt(whole, bad, spoil)
    told = "install that release" if spoil == "later" else "no whole backup"
    with pytest.raises(LibraryError, match=told):
        restore(bad, tmp_path / "other")
    assert not (tmp_path / "other" / "register.sqlite").exists()
    assert not list((tmp_path / "other").glob("*"))


def spoilt(whole: Path, bad: Path, how: str) -> None:
    data = whole.read_bytes()
    if how == "cut":
        bad.write_bytes(data[: len(data) // 2])
    elif how == "no zip":
        bad.write_bytes(b"no zip")
    else:
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bad, "w") as new:
            for member in old.namelist():
                name, content = member, old.read(member)
                if how == "byte" and name == "register.sqlite":
                    content = content[:-1] + bytes([content[-1] ^ 1])
                if how == "later" and name == "manifest.json":
                    content = content.replace(b'"format": 1', b'"format": 99')
                if how == "climber":
                    content = content.replace(b'"chroma/chroma.sqlite3"', b'"chroma/../../evil"')
                    name = name.replace("chroma/chroma.sqlite3", "chroma/../../evil")
                new.writestr(name, content)
            if how == "stranger":
                new.writestr("../evil", "x")


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_restoration_stopped_at_any_point_is_begun_anew(kept, tmp_path, monkeypatch, steps):
    (kept.library / "added").mkdir()
    (kept.library / "added" / "a.txt").write_text("words")
    back_up(kept.library, tmp_path / "b.zip")
    other = kept.model_copy(update={"library": tmp_path / "other"})
    with monkeypatch.context() as patch:
        stop_after(patch, steps)
        with pytest.raises(Killed):
            restore(tmp_path / "b.zip", other.library)
    assert (other.library / "restoring").exists()
    assert not (other.library / "register.sqlite").exists()
    restore(tmp_path / "b.zip", other.library)
    assert faults(other) == {}
    assert (other.library / "added" / "a.txt").read_text() == "words"
    assert not (other.library / "restoring").exists()


def test_a_restoration_takes_nothing_away_that_is_not_its_own(kept, tmp_path):
    back_up(kept.library, tmp_path / "b.zip")
    (tmp_path / "other" / "added").mkdir(parents=True)
    with pytest.raises(LibraryError, match="already"):
        restore(tmp_path / "b.zip", tmp_path / "other")
    assert (tmp_path / "other" / "added").exists()


class Killed(BaseException):
    """As if the process were gone: nothing is cleared up after it."""


def stop_after(patch, steps):
    """Let so many parts be put in their places, then stop without clearing up."""
    rename, done = Path.rename, []

    def renamed(path, target):
        if len(done) == steps:
            patch.setattr(backup, "_clear", lambda _: None)
            raise Killed
        done.append(path)
        return rename(path, target)

    patch.setattr(Path, "rename", renamed)
