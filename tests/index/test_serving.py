"""Chroma in a folder and on a server: what one process writes another one sees, and errors say what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from errors import LibraryError, RapporteurError
from index.library import Library
from ingest.document import Reading
from settings import load_settings
from tests.several_readers import Hashed, Reader, chroma_server, free_port, opened, seen

Make = Callable[..., Reading]
TEXTS = [f"Ships of the harbour, number {n}." for n in range(300)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.mark.parametrize("where", ["folder", "server"])
def test_two_processes_read_while_a_third_writes(
    where: str, tmp_path: Path, reading: Make, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue("server") if where == "server" else ""
    library = opened(tmp_path / "library", address)
    library.register.record("a", reading("One", TEXTS[:20]), "1")
    library.sync()
    readers = [Reader(library.settings.library, address, tmp_path / f"reader-{n}") for n in range(2)]
    for reader in readers:
        reader.wait()
    for n in range(4):
        library.register.record(f"b{n}", reading(f"Two {n}", TEXTS), "1")
        library.sync()
    library.register.remove("b0")
    library.sync()
    for reader in readers:
        searches, vectors, passages, titles = reader.last()
        assert searches >= 2
        assert vectors == passages == 20 + 3 * len(TEXTS)
        assert titles == ["One", "Two 1", "Two 2", "Two 3"]  # what is new is found, what has gone is not
    library.close()


@pytest.mark.parametrize("where", ["folder", "server"])
def test_a_process_reads_on_while_another_rebuilds(
    where: str, tmp_path: Path, reading: Make, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue("server") if where == "server" else ""
    library = opened(tmp_path / "library", address)
    library.register.record("a", reading("One", TEXTS), "1")
    library.sync()
    reader = Reader(library.settings.library, address, tmp_path / "reader")
    reader.wait()
    for _ in range(3):
        library.rebuild()
    searches, vectors, passages, _ = reader.last()
    assert searches >= 2
    assert vectors == passages == len(TEXTS)
    library.close()


def test_libraries_on_one_server_do_not_mix(tmp_path: Path, reading: Make, server: str) -> None:
    one, two = opened(tmp_path / "one", server), opened(tmp_path / "two", server)
    one.register.record("a", reading("One", TEXTS[:3]), "1")
    two.register.record("b", reading("Two", TEXTS[:5]), "1")
    one.sync()
    two.sync()
    assert (seen(one), seen(two)) == ((3, 3), (5, 5))
    one.rebuild()
    assert (seen(one), seen(two)) == ((3, 3), (5, 5))
    one.close()
    two.close()


def test_a_server_started_again_is_used_again(tmp_path: Path, reading: Make) -> None:
    port = free_port()
    many = [f"Ship {n}." for n in range(1500)]  # more than a thousand were lost by some releases of Chroma
    with chroma_server(tmp_path / "server", port) as address:
        library = opened(tmp_path / "library", address)
        library.register.record("a", reading("One", many), "1")
        library.sync()
        assert seen(library) == (1500, 1500)
    with pytest.raises(LibraryError, match="see that it runs"):
        seen(library)
    with chroma_server(tmp_path / "server", port):
        assert seen(library) == (1500, 1500)
        assert library.search("Ship 7")[0].dense is not None
    library.close()


def test_moving_to_a_server_asks_for_a_rebuild(tmp_path: Path, reading: Make, server: str) -> None:
    library = opened(tmp_path / "library", "")
    library.register.record("a", reading("One", TEXTS[:3]), "1")
    library.sync()
    library.close()
    moved = opened(tmp_path / "library", server)
    with pytest.raises(LibraryError, match="rapporteur rebuild"):
        moved.search("ships")
    moved.rebuild()
    assert seen(moved) == (3, 3)
    moved.close()


def test_no_server_is_one_clear_sentence(tmp_path: Path, reading: Make) -> None:
    library = opened(tmp_path / "library", f"http://127.0.0.1:{free_port()}")
    library.register.record("a", reading("One", TEXTS[:3]), "1")
    with pytest.raises(LibraryError, match="The Chroma server at http"):
        library.sync()
    library.close()


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://host", "http://host/path?x"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(RapporteurError, match="chroma"):
        load_settings(chroma=address)


def test_the_cloud_is_asked_with_key_tenant_and_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: Make
) -> None:
    asked: dict[str, object] = {}

    def client(**arguments: object) -> object:
        asked.update(arguments)
        raise ValueError("no network")

    monkeypatch.setattr("chromadb.CloudClient", client)
    settings = load_settings(
        library=tmp_path, chroma="cloud", chroma_key="secret", chroma_tenant="t", chroma_database="d"
    )
    library = Library(settings, Hashed())
    library.register.record("a", reading("One", TEXTS[:3]), "1")
    with pytest.raises(LibraryError, match="Chroma Cloud cannot be used") as raised:
        library.sync()
    assert (asked["api_key"], asked["tenant"], asked["database"]) == ("secret", "t", "d")
    assert "secret" not in str(raised.value)
    library.close()
