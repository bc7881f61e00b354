import io
import json
import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from errors import LibraryError
from index.backup import MANIFEST, read, write
from index.library import Library
from ingest.register import Register
from settings import Settings

TEXT = "# Charter {n}\n\nEvery lamp of charter {n} needs a keeper.\n\nBoats are painted in spring.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library without vectors, and with things beside the register."""
    (tmp_path / "1.md").write_text(TEXT.format(n=1), encoding="utf-8")
    from ingest.pipeline import ingest

    settings = Settings(library=tmp_path / "library", workers=1)
    held = Library(settings)
    ingest([tmp_path / "1.md"], held.register, settings)
    held.close()
    folder = settings.library
    (folder / "fetched").mkdir()
    (folder / "fetched" / "a.pdf").write_bytes(b"%PDF-")
    (folder / "session.key").write_text("secret")
    (folder / "chroma").mkdir(exist_ok=True)
    (folder / "chroma" / "x").write_bytes(b"derived")
    with closing(sqlite3.connect(folder / "votes.sqlite")) as db:
        db.execute("CREATE TABLE votes (n)")
        db.execute("INSERT INTO votes VALUES (1)")
        db.commit()
    return folder


def test_what_cannot_be_made_anew_comes_back_and_secrets_stay(library: Path, tmp_path: Path) -> None:
    count, size = write(library, tmp_path / "b.tar.gz")
    assert (count, size > 0) == (3, True)
    read(tmp_path / "b.tar.gz", tmp_path / "new")
    names = {
        path.relative_to(tmp_path / "new").as_posix()
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }
    assert names == {"register.sqlite", "votes.sqlite", "fetched/a.pdf"}
    old, new = Register(library / "register.sqlite"), Register(tmp_path / "new" / "register.sqlite")
    assert new.documents() == old.documents()
    assert new.counts() == old.counts()
    assert not list(tmp_path.glob(".backup-*"))
    assert not list(tmp_path.glob(".restore-*"))


def test_a_restored_library_answers_by_words_and_by_meaning(library: Path, tmp_path: Path) -> None:
    write(library, tmp_path / "b.tar.gz")
    settings = Settings(library=tmp_path / "new", workers=1, threads=1)
    read(tmp_path / "b.tar.gz", settings.library)
    held = Library(settings)
    held.sync()
    held.rebuild_vectors()
    assert "keeper" in held.search("Who looks after the lights?", top=1)[0].passage.text
    held.close()


def test_a_backup_taken_while_documents_come_in_is_one_moment(library: Path, tmp_path: Path) -> None:
    stop, failed = threading.Event(), []

    def write_on() -> None:
        register, n = Register(library / "register.sqlite"), 0
        while not stop.is_set():
            n += 1
            with register.transaction() as db:  # two rows that belong together
                db.execute("INSERT OR REPLACE INTO meta VALUES ('one', ?)", (str(n),))
                db.execute("INSERT OR REPLACE INTO meta VALUES ('other', ?)", (str(n),))
        register.close()

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        for number in range(5):
            write(library, tmp_path / "b.tar.gz")
            read(tmp_path / "b.tar.gz", tmp_path / f"new-{number}")
            register = Register(tmp_path / f"new-{number}" / "register.sqlite")
            if register.meta("one") != register.meta("other"):
                failed.append(number)
            register.close()
    finally:
        stop.set()
        writer.join()
    assert failed == []


def test_a_folder_that_holds_something_is_left_alone(library: Path, tmp_path: Path) -> None:
    write(library, tmp_path / "b.tar.gz")
    with pytest.raises(LibraryError, match="not empty"):
        read(tmp_path / "b.tar.gz", library)
    with pytest.raises(LibraryError, match="no library"):
        write(tmp_path / "none", tmp_path / "c.tar.gz")


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9, 0.99])
def test_a_damaged_or_cut_backup_is_refused_whole(library: Path, tmp_path: Path, at: float) -> None:
    write(library, tmp_path / "b.tar.gz")
    data = bytearray((tmp_path / "b.tar.gz").read_bytes())
    place = int(len(data) * at)
    (tmp_path / "cut.tar.gz").write_bytes(data[:place])
    data[place] ^= 0xFF
    (tmp_path / "bad.tar.gz").write_bytes(data)
    for name in ("cut.tar.gz", "bad.tar.gz"):
        with pytest.raises(LibraryError, match="cannot be brought back"):
            read(tmp_path / name, tmp_path / "new")
        assert not (tmp_path / "new").exists()


def _archive(path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def test_an_archive_that_reaches_out_is_refused(tmp_path: Path) -> None:
    manifest = json.dumps({"format": 1, "files": {}}).encode()
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    for extra in (tarfile.TarInfo("../../escape"), tarfile.TarInfo("/etc/escape"), link):
        path = _archive(tmp_path / "evil.tar.gz", (tarfile.TarInfo(MANIFEST), manifest), (extra, b""))
        with pytest.raises(LibraryError, match="cannot be brought back"):
            read(path, tmp_path / "new")
    assert not (tmp_path.parent / "escape").exists()
    path = _archive(tmp_path / "old.tar.gz", (tarfile.TarInfo(MANIFEST), b'{"format": 2, "files": {}}'))
    with pytest.raises(LibraryError, match="another release"):
        read(path, tmp_path / "new")
