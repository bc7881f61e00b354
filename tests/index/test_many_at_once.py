"""Two ingests at once, an ingest and ten readers, two programs on one library: nothing stale, torn or missing."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from errors import LibraryError
from index.library import Library
from ingest.document import Reading
from tests.several_readers import opened
from tests.waiting import wait_until

Make = Callable[..., Reading]

READERS = 10
SEARCHES, VERSIONS = 20 * READERS, 4
PATIENCE = 300.0  # seconds: half a minute of work, on a machine that does ten other things
SAYS = re.compile(r"Rule (\d+) of house (\d+) in version (\d+)")

INGEST = """
import sys
from pathlib import Path
from typing import Any
from several_readers import opened

if __name__ == "__main__":
    library = opened(Path(sys.argv[1]), "")
    try:
        print("added", library.ingest([Path(sys.argv[2])]).added)
    except Exception as error:
        print(type(error).__name__, error)
    library.close()
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return opened(tmp_path / "library", "")


def house(reading: Make, number: int, version: int) -> Reading:
    """A document that says in every paragraph which version it is."""
    rules = [f"Rule {n} of house {number} in version {version}: lamps are lit at dusk." for n in range(8)]
    return reading(f"House {number}", rules)


def test_ten_readers_never_see_what_is_stale_torn_or_missing(  # noqa: PLR0915 - two threads' work in one place
    library: Library, reading: Make
) -> None:
    """While documents are replaced, each hit is of a version that was current during the search."""
    houses, faults, searches = 6, list[str](), [0]
    begun, done = dict.fromkeys(range(houses), 1), dict.fromkeys(range(houses), 1)
    for number in range(houses):
        library.register.record(f"/h{number}", house(reading, number, 1), "1")
    library.sync()
    stop = threading.Event()

    def write() -> None:
        version = 1
        while not stop.is_set():
            version += 1
            for number in range(houses):
                begun[number] = version
                with library.register.transaction():  # as an ingest takes each document in
                    library.register.record(f"/h{number}", house(reading, number, version), "1")
                    library.words().sync()
                done[number] = version
            library.sync()
        library.register.close()

    def read() -> None:
        while not stop.is_set():
            least = dict(done)
            try:
                hits = library.search("when are lamps lit by the rules of house 3", top=20)
            except Exception as error:  # noqa: BLE001 - told below, with all others
                faults.append(f"{type(error).__name__}: {error}")
                return
            most = dict(begun)
            searches[0] += 1
            if not hits:
                faults.append("nothing was found")
            for hit in hits:
                said = SAYS.match(hit.passage.text)
                assert said
                number, version = int(said[2]), int(said[3])
                if not least[number] <= version <= most[number]:
                    faults.append(f"stale: version {version}, not {least[number]} to {most[number]}")
        library.register.close()

    threads = [threading.Thread(target=write), *(threading.Thread(target=read) for _ in range(READERS))]
    for thread in threads:
        thread.start()
    wait_until(lambda: faults or (searches[0] >= SEARCHES and min(done.values()) >= VERSIONS), PATIENCE)
    stop.set()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert faults == []
    library.close()


def test_a_search_during_which_all_is_replaced_finds_what_was_there_when_it_began(
    library: Library, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is replaced by another thread between the reading of a question and the search for it."""
    library.register.record("/h", house(reading, 1, 1), "1")
    library.sync()
    embed = type(library.embedder).get_query_embedding

    def replace_all() -> None:
        library.register.record("/h", house(reading, 1, 2), "1")
        library.sync()
        library.register.close()

    def embed_meanwhile(self: Any, query: str) -> Any:
        monkeypatch.setattr(type(library.embedder), "get_query_embedding", embed)
        writer = threading.Thread(target=replace_all)
        writer.start()
        writer.join()
        return embed(self, query)

    monkeypatch.setattr(type(library.embedder), "get_query_embedding", embed_meanwhile)
    for version in ("1", "2"):
        found = library.search("when are lamps lit by the rules of house 1", top=20)
        assert {SAYS.match(hit.passage.text)[3] for hit in found} == {version}  # type: ignore[index]
    library.close()


def test_words_measured_by_a_later_search_hide_none_from_an_earlier_one(
    library: Library, reading: Make
) -> None:
    """The arrays of frequent words are shared by threads that read different moments."""
    library.register.record("/a", house(reading, 1, 1), "1")
    library.words().sync()
    table, postings = library.words().table, library.words().postings
    lit, rules = (library.words().read(word, "en").parts for word in ("lit", "rule"))

    def later() -> None:
        library.register.record("/b", house(reading, 2, 1), "1")
        library.words().sync()
        assert len(postings.best(lit, table.totals(), 100)) == 16
        library.register.close()

    with library.register.moment():
        assert table.totals().rows == 8
        writer = threading.Thread(target=later)
        writer.start()
        writer.join()
        assert len(postings.best(rules, table.totals(), 100)) == 8
    assert len(postings.best(rules, table.totals(), 100)) == 16
    library.close()


def started(library: Path, papers: Path) -> subprocess.Popen[str]:
    """An ingest in a process of its own."""
    here = Path(__file__)
    script = library.parent / "ingest_apart.py"
    script.write_text(INGEST)
    return subprocess.Popen(
        [sys.executable, str(script), str(library), str(papers)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (here.parents[2], here.parents[1])))},
    )


def test_of_two_ingests_one_works_and_the_other_says_so_and_nothing_is_read_twice(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    for folder in ("one", "two"):
        (papers / folder).mkdir(parents=True)
        for number in range(12):
            (papers / folder / f"{number}.md").write_text(
                f"# {folder} {number}\n\n1. Lamp {number} of {folder} is lit.\n", encoding="utf-8"
            )
    library = tmp_path / "library"
    both = [started(library, papers / folder) for folder in ("one", "two")]
    said = sorted(process.communicate(timeout=120)[0].strip() for process in both)
    refused = [words for words in said if words.startswith("LibraryError")]
    assert all("Another ingest is running on this library: wait" in words for words in refused), said
    assert len(refused) <= 1
    assert started(library, papers).wait(120) == 0
    whole = opened(library, "")
    assert whole.register.counts()["documents"] == 24
    assert whole.status()["indexed_vectors"] == whole.status()["indexed_words"] == whole.status()["passages"]
    assert whole.indexes.vector_gaps() == (0, 0, 0)
    whole.close()


def test_another_program_sees_at_once_what_one_changed(tmp_path: Path, reading: Make) -> None:
    """Two open libraries on one folder, as two pages have them: added, replaced and removed both ways."""
    one, two = opened(tmp_path / "library", ""), opened(tmp_path / "library", "")
    for turn, (writer, other) in enumerate([(one, two), (two, one)] * 2):
        writer.register.record("/h", house(reading, 1, turn + 1), "1")
        writer.sync()
        found = other.search("when are lamps lit in house 1", top=20)
        assert {SAYS.match(hit.passage.text)[3] for hit in found} == {str(turn + 1)}  # type: ignore[index]
        assert any(hit.dense is not None for hit in found)
    one.register.remove("/h")
    one.sync()
    assert two.search("when are lamps lit in house 1") == []
    one.close()
    two.close()


def test_a_writer_that_waits_for_another_ends_with_words(
    library: Library, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.register.connection.execute("PRAGMA busy_timeout = 100")
    other = opened(library.settings.library, "")
    with other.register.transaction():
        began = time.monotonic()
        with pytest.raises(LibraryError, match="another program is writing to it"):
            library.register.record("/h", house(reading, 1, 1), "1")
        assert time.monotonic() - began < 10
    library.register.record("/h", house(reading, 1, 1), "1")
    other.close()
    library.close()
