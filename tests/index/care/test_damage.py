"""Damage done on purpose: pages of the register, single letters, a full disk, a folder that is read-only."""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from filelock import FileLock

import cli
from errors import LibraryError
from index.care import doctor
from index.care.backup import back_up
from index.care.doctor import Finding, examine, repair
from index.hit import Hit
from index.library import Library
from index.models import chosen
from index.models.e5_file import weights_path
from ingest.document import Reading
from ingest.register import Register, sqlite
from settings import Settings
from tests.programs import need
from tests.several_readers import Hashed
from web.serve.health import readiness

Make = Callable[..., Reading]

TEXT = "# Charter of lamp {n}\n\n" + "\n\n".join(
    f"Paragraph {i} of charter {{n}} says that every lamp needs a keeper, and that oil is bought in month {i}."
    for i in range(1, 12)
)


@pytest.fixture(scope="module", autouse=True)
def quick_vectors() -> Iterator[None]:
    """Vectors that cost nothing; this is not about meaning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chosen, "chosen_embedder", lambda _: Hashed())
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library with both indexes."""
    folder = tmp_path_factory.mktemp("damage")
    papers = folder / "papers"
    papers.mkdir()
    for n in range(1, 6):
        (papers / f"{n}.md").write_text(TEXT.format(n=n), encoding="utf-8")
    library = Library(Settings(library=folder / "library", workers=0, threads=2))
    library.ingest([papers])
    library.close()
    with closing(sqlite3.connect(folder / "library" / "register.sqlite")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "library"


@pytest.fixture
def kept(sound: Path, tmp_path: Path) -> Settings:
    """A copy that may be broken."""
    shutil.copytree(sound, tmp_path / "library")
    return Settings(library=tmp_path / "library", workers=0, threads=2)


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


@pytest.mark.parametrize("seed", range(8))
def test_many_spoilt_pages_are_mended_or_refused_and_never_made_up(kept: Settings, seed: int) -> None:
    """Up to a third of all pages; what is mended has every text, what is not stays as it was."""
    register, chance = kept.library / "register.sqlite", random.Random(seed)
    before = whole(kept)
    with closing(sqlite3.connect(register)) as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
    for page in chance.sample(range(2, pages + 1), chance.randint(2, pages // 3)):
        spoil(register, page)
    found, damaged = faults(kept), register.read_bytes()
    assert "damaged" in found["register"]
    assert "\n" not in found["register"]
    try:
        repair(kept, examine(kept))
    except LibraryError as error:
        assert "rapporteur restore" in str(error)
        assert register.read_bytes() == damaged
        return
    assert (faults(kept), whole(kept)) == ({}, before)


def test_random_bytes_anywhere_in_the_register_are_told_where_they_change_a_text(kept: Settings) -> None:
    """Thirty times a few flipped bytes: whatever the doctor calls well has every document as it was read."""
    register, chance = kept.library / "register.sqlite", random.Random(9)
    sound, before, told = register.read_bytes(), whole(kept), 0
    for _ in range(30):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
        register.write_bytes(data)
        for suffix in ("-wal", "-shm"):
            Path(f"{register}{suffix}").unlink(missing_ok=True)
        found = {finding.part: finding.fault for finding in examine_register(kept)}
        told += any(found.values())
        assert any(found.values()) or whole(kept) == before
    assert told


def whole(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Every document's texts."""
    register = Register(settings.library / "register.sqlite")
    try:
        return {
            document.id: tuple(passage.text for passage in register.document_passages(document.id))
            for document in register.documents()
        }
    finally:
        register.close()


def examine_register(settings: Settings) -> list[Finding]:
    """What the doctor says of the register alone, which is most of the time it takes."""
    found = doctor._register_file(settings.library / "register.sqlite")
    if found.fault:
        return [found]
    library = Library(settings)
    try:
        return [found, doctor._texts(library), doctor._lexical(library)]
    finally:
        library.close()


def test_a_search_in_a_damaged_register_ends_in_one_sentence(kept: Settings) -> None:
    register = kept.library / "register.sqlite"
    for page in pages_of(register, "passages")[1:]:
        spoil(register, page)
    library = Library(kept)
    with pytest.raises(LibraryError, match="run `rapporteur doctor`"):
        library.search("Who looks after lamps in charter 3?")
    library.close()


def test_a_command_on_a_damaged_register_ends_in_one_sentence(
    kept: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    register = kept.library / "register.sqlite"
    for page in pages_of(register, "passages")[1:]:
        spoil(register, page)
    monkeypatch.setattr("sys.argv", ["rapporteur", "search", "lamps", "--library", str(kept.library)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert "Traceback" not in said.err
    assert "rapporteur doctor" in " ".join(said.err.split())


@pytest.mark.parametrize(
    ("damage", "told"),
    [("pages", "rapporteur doctor"), ("no database", "rapporteur doctor"), ("JSON", "rapporteur doctor"),
     ("locked", "another program is writing to it")],
)  # fmt: skip
@pytest.mark.parametrize("command", ["search", "cite", "show", "status", "check", "remove", "ingest", "ask"])
def test_every_command_says_in_one_sentence_what_sqlite_says(
    kept: Settings,
    damage: str,
    told: str,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Either it does what it was asked, where that is not damaged, or it says what to do; never a traceback."""
    register = kept.library / "register.sqlite"
    words = {"check": ["--quote", "every lamp needs a keeper, and oil is bought"], "status": [],
             "ingest": [str(kept.library.parent)], "cite": ["Charter of lamp 3, para. 2"]}  # fmt: skip
    monkeypatch.setattr("sys.argv", ["rapporteur", command, *words.get(command, ["Charter of lamp 3"]),
                                     "--library", str(kept.library)])  # fmt: skip
    holder = closing(sqlite3.connect(register, timeout=0, isolation_level=None))
    if damage == "pages":
        for page in [*pages_of(register, "passages")[1:], *pages_of(register, "documents")[1:]]:
            spoil(register, page)
    elif damage == "no database":
        register.write_bytes(b"no database" * 1000)
    elif damage == "JSON":
        with holder as db:
            db.execute("UPDATE passages SET pages = '[1,' || pages")
            db.execute("UPDATE documents SET symbols = '{' || symbols")
    with holder as db:
        if damage == "locked":
            monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(SystemExit) as ended:
            cli.main()
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    if ended.value.code == 2:
        assert told in " ".join(said.err.split()) or "is called" in said.err
    if damage in {"no database", "JSON"} and command not in {"status", "remove", "ingest"}:
        assert ended.value.code == 2


def test_a_deleted_log_of_writings_loses_what_was_not_copied_and_is_mended(
    kept: Settings, tmp_path: Path
) -> None:
    """What was committed but lay in the WAL alone is gone; register and indexes agree again after a repair."""
    papers = tmp_path / "more"
    papers.mkdir()
    (papers / "9.md").write_text(TEXT.format(n=9), encoding="utf-8")
    library = Library(kept)
    library.register.connection.execute("PRAGMA wal_autocheckpoint = 0")
    library.ingest([papers])
    before_it = library.register.counts()["documents"]
    copy = tmp_path / "copy"
    shutil.copytree(kept.library, copy, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    library.close()
    lost = Settings(library=copy, workers=0, threads=2)
    found = faults(lost)
    assert "should not" in found["vectors"]
    assert repair(lost, examine(lost))
    assert faults(lost) == {}
    opened = Library(lost)
    assert opened.register.counts()["documents"] == before_it - 1
    assert opened.ingest([papers]).added == 1
    opened.close()


def test_an_empty_register_is_told_and_not_taken_for_a_new_one(kept: Settings) -> None:
    (kept.library / "register.sqlite").write_bytes(b"")
    assert "is empty: restore" in faults(kept)["register"]
    with pytest.raises(LibraryError, match="rapporteur restore"):
        repair(kept, examine(kept))
    assert (kept.library / "register.sqlite").stat().st_size == 0


def test_vectors_of_a_register_that_is_gone_are_told(kept: Settings) -> None:
    (kept.library / "register.sqlite").unlink()
    Library(kept).close()  # whoever asked something began a new one
    assert "no longer here" in faults(kept)["vectors"]
    assert repair(kept, examine(kept))
    assert faults(kept) == {}


def run_on_chroma(settings: Settings, *statements: str) -> None:
    with closing(sqlite3.connect(settings.library / "chroma" / "chroma.sqlite3")) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


@pytest.mark.parametrize(
    "how", ["earlier format", "earlier migrations", "a file", "no rights", "older copy", "segments gone"]
)
def test_chroma_s_folder_in_any_state_is_told_and_made_anew(
    kept: Settings, how: str, tmp_path: Path, reading: Make
) -> None:
    folder = kept.library / "chroma"
    if how == "earlier format":
        run_on_chroma(kept, "DROP TABLE migrations")
    elif how == "earlier migrations":
        run_on_chroma(kept, "DELETE FROM migrations WHERE version > 3")
    elif how == "a file":
        shutil.rmtree(folder)
        folder.write_text("x")
    elif how == "no rights":
        if os.geteuid() == 0:
            pytest.skip("root may read everything")
        (folder / "chroma.sqlite3").chmod(0)
    elif how == "older copy":
        shutil.copytree(folder, tmp_path / "older")
        (tmp_path / "9.md").write_text(TEXT.format(n=9), encoding="utf-8")
        library = Library(kept)
        library.ingest([tmp_path / "9.md"])
        library.close()
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "older", folder)
    else:
        many(kept, reading)
        for segment in folder.iterdir():
            if segment.is_dir():
                shutil.rmtree(segment)
    fault = faults(kept).get("vectors", "")
    assert fault
    assert "\n" not in fault
    assert repair(kept, examine(kept))
    assert faults(kept) == {}
    found = opened_search(kept)
    assert found[0].dense is not None


def opened_search(settings: Settings) -> list[Hit]:
    library = Library(settings)
    try:
        return library.search("Who looks after lamps in charter 3?", top=5)
    finally:
        library.close()


def many(settings: Settings, reading: Make) -> None:
    """Enough vectors for Chroma to write its index files."""
    library = Library(settings)
    texts = [f"Ship {n} of the harbour carries lamp {n}." for n in range(1500)]
    library.register.record("many", reading("Many", texts), "1")
    library.sync()
    library.close()


def test_index_files_that_end_the_program_are_found_in_a_process_apart_and_made_anew(
    kept: Settings, reading: Make
) -> None:
    many(kept, reading)
    (data,) = (kept.library / "chroma").glob("*/data_level0.bin")
    data.write_bytes(os.urandom(data.stat().st_size))
    found = faults(kept)["vectors"]
    assert "made anew" in found or "makes them anew" in found or "rapporteur rebuild" in found
    assert repair(kept, examine(kept))
    assert faults(kept) == {}


def spoilt_link(library: Path) -> Path:
    """Let a link of the lowest layer lead nowhere: hnswlib would follow it outside its memory."""
    (data,) = (library / "chroma").glob("*/data_level0.bin")
    with data.open("r+b") as file:
        file.seek(4)
        file.write(b"\xff\xff\xff\x7f" * 4)
    return data


def test_spoilt_index_files_leave_a_search_by_words_that_says_so(
    kept: Settings, reading: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """They are never loaded: not when the library is opened, nor when another process has written to it."""
    many(kept, reading)
    library, other = Library(kept), Library(kept)
    assert any(hit.dense is not None for hit in other.search("Which ship carries lamp 7?"))
    data = spoilt_link(kept.library)
    sound = data.read_bytes()
    for opened in (library, library, other):
        if opened is other:
            other.indexes.chroma().announce()
            other.indexes.chroma().close()  # as when it sees what another has announced
        found = opened.find("Which ship carries lamp 7?")
        hits = found.hits
        assert any("lamp 7." in hit.passage.text for hit in hits)
        assert all(hit.dense is None for hit in hits)
        assert "rapporteur doctor --repair" in found.words_only
    assert caplog.text.count("Searched by words alone") == 2
    assert "rapporteur doctor --repair" in readiness(library)()
    assert "rapporteur doctor --repair" in library.indexes.vectors_fault()
    library.close()
    other.close()
    assert "a link leads nowhere" in faults(kept)["vectors"]
    assert repair(kept, examine(kept))
    assert data.exists() is False or data.read_bytes() != sound
    again = Library(kept)
    found = again.find("Which ship carries lamp 7?")
    assert any(hit.dense is not None for hit in found.hits)
    assert not found.words_only
    assert again.indexes.vectors_fault() == ""
    again.close()


def test_index_files_that_another_process_is_just_writing_are_waited_for(
    kept: Settings, reading: Make
) -> None:
    many(kept, reading)
    (data,) = (kept.library / "chroma").glob("*/data_level0.bin")
    whole_file = data.read_bytes()
    data.write_bytes(whole_file[:1000])
    writer = threading.Timer(0.5, lambda: data.write_bytes(whole_file))
    writer.start()
    assert any(hit.dense is not None for hit in opened_search(kept))
    writer.join()


def test_a_changed_model_file_is_told(
    kept: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = weights_path()
    changed = tmp_path / real.name
    data = bytearray(real.read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    monkeypatch.setattr(doctor, "weights_path", lambda: changed)
    assert "model" in faults(kept)
    with pytest.raises(LibraryError, match=r"pip install|again"):
        repair(kept, examine(kept))


@pytest.mark.parametrize("damaged", [False, True])
def test_a_register_of_a_later_release_is_told_and_left_as_it_is(
    kept: Settings, tmp_path: Path, damaged: bool
) -> None:
    register = kept.library / "register.sqlite"
    with closing(sqlite3.connect(register)) as db:
        db.execute("PRAGMA user_version = 99")
        db.commit()
    if damaged:  # what this release carried over would lack what the later one keeps
        spoil(register, pages_of(register, "passages_speaker")[-1])
    before = {path.name: path.read_bytes() for path in kept.library.rglob("*") if path.is_file()}
    told = "later release.*install that release of rapporteur, or a newer one; nothing was changed"
    assert re.search(told, faults(kept)["register"])
    for work in (
        lambda: repair(kept, examine(kept)),
        lambda: Library(kept),
        lambda: back_up(kept.library, tmp_path / "b.zip"),
    ):
        with pytest.raises(LibraryError, match=told):
            work()
    after = {path.name: path.read_bytes() for path in kept.library.rglob("*") if path.is_file()}
    assert {name: data for name, data in after.items() if not name.endswith(("-wal", "-shm", ".lock"))} == {
        name: data for name, data in before.items() if not name.endswith(("-wal", "-shm", ".lock"))
    }
    assert not (tmp_path / "b.zip").exists()


def test_a_library_that_another_process_ingests_into_is_left_alone(kept: Settings, tmp_path: Path) -> None:
    with FileLock(kept.library / "ingest.lock"):
        library = Library(kept)
        with pytest.raises(LibraryError, match="Another ingest is running"):
            library.ingest([tmp_path])
        assert library.search("Who looks after lamps in charter 3?")
        library.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, where this may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    need("mount", "umount")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    settings = Settings(library=small_disk / "library", workers=0, threads=1)
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
    settings = Settings(library=small_disk / "library", workers=0, threads=1)
    library = Library(settings)
    library.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "cannot be written to" in faults(settings)["folder"]
    library = Library(settings)
    assert re.search("for reading only.*mount it writable", library.unwritable)
    with pytest.raises(LibraryError, match=r"rights|writable"):
        library.ingest([small_disk])
    library.close()


def fill(folder: Path) -> Path:
    """Leave no room on the disk of a folder."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    return filler


@pytest.mark.parametrize("work", ["vectors", "rebuild"])
def test_a_disk_that_fills_while_vectors_are_made_is_said_and_loses_nothing(
    small_disk: Path, work: str, reading: Make
) -> None:
    settings = Settings(library=small_disk / "library", workers=0, threads=1)
    library = Library(settings)
    texts = [f"Lamp {n} is lit at dusk." for n in range(40)]
    library.register.record("a", reading("One", texts), "1")
    library.sync()
    if work == "vectors":
        library.register.record("b", reading("Two", [f"Oil {n} is bought." for n in range(600)]), "1")
    before = library.register.counts()
    filler = fill(small_disk)
    with pytest.raises(LibraryError) as told:
        library.sync() if work == "vectors" else library.rebuild()
    assert "\n" not in str(told.value)
    assert re.search(r"full|free some space|cannot be written|rapporteur (rebuild|doctor)", str(told.value))
    library.close()
    filler.unlink()
    again = Library(settings)
    again.sync() if work == "vectors" else again.rebuild()
    assert again.register.counts() == before
    assert again.indexes.vector_gaps() == (0, 0, 0)
    again.close()


def test_a_backup_onto_a_full_disk_is_said_and_leaves_nothing(kept: Settings, small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(LibraryError, match="cannot be written"):
        back_up(kept.library, small_disk / "b.zip")
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
