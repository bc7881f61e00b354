import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from errors import LibraryError
from index.library import Library
from ingest.document import Reading

Make = Callable[..., Reading]
both = pytest.mark.parametrize("back_end", ["sqlite", "postgresql"], indirect=True)
NOTE = (
    "Notes\n\n1. The harbour master keeps a register of all ships.\n\n2. The lighthouse was built in 1911.\n"
)


@both
def test_files_in_and_passages_out(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    steps: list[str] = []
    report = library.ingest([path], lambda step, done, total: steps.append(step))
    assert report.added == 1
    assert {"reading", "embedding"} <= set(steps)
    assert "1911" in library.search("When was the lighthouse built?")[0].passage.text
    assert library.ingest([path]).unchanged == 1


@pytest.mark.parametrize("name", ["A/AC.999/1", "folder/a.txt", "folder"])
@both
def test_a_document_is_removed_by_path_folder_or_symbol(library: Library, reading: Make, name: str) -> None:
    library.register.record("folder/a.txt", reading("One", ["Words."], symbols=["A/AC.999/1"]), "1")
    library.sync()
    assert library.remove(name) == 1
    assert library.status()["documents"] == 0
    assert library.search("words") == []
    assert library.remove(name) == 0


@both
def test_a_rebuild_gives_the_same_answers(library: Library, reading: Make) -> None:
    library.register.record("a", reading("One", [f"Item {n} of the list." for n in range(30)]), "1")
    library.sync()
    before = [hit.passage.id for hit in library.search("item 7")]
    library.rebuild()
    assert [hit.passage.id for hit in library.search("item 7")] == before
    library.register.record("b", reading("Two", ["Something new."]), "1")
    library.sync()
    assert library.search("something new")[0].document.title == "Two"


@both
def test_a_rebuild_serves_until_it_is_done_and_goes_on_after_a_stop(
    library: Library, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.register.record("a", reading("One", ["Ships are counted."]), "1")
    library.sync()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("index.dense.vectors.VectorIndex.add", _interrupt)
        library.rebuild()
    assert library.search("ships")[0].passage.text == "Ships are counted."
    library.rebuild()
    assert library.search("ships")[0].dense is not None


@both
def test_an_index_of_another_make_is_refused_until_rebuilt(library: Library, reading: Make) -> None:
    library.register.record("a", reading("One", ["Ships are counted."]), "1")
    library.sync()
    library.register.set_meta("vectors.stamp", "another model")
    with pytest.raises(LibraryError, match="rapporteur rebuild"):
        library.search("ships")
    assert library.status()["documents"] == 1
    library.rebuild()
    assert library.search("ships")


def test_vectors_that_vanished_are_noticed(open_library: Callable[[], Library], reading: Make) -> None:
    library = open_library()
    library.register.record("a", reading("One", ["Ships are counted."]), "1")
    library.sync()
    library.close()
    folder = library.settings.library / "chroma"
    folder.rename(folder.with_name("elsewhere"))
    again = open_library()
    with pytest.raises(LibraryError, match="rapporteur rebuild"):
        again.search("ships")
    again.rebuild()
    assert again.search("ships")


@both
def test_looking_things_up_loads_no_model(library: Library) -> None:
    code = (
        "import sys; from pathlib import Path; from index.library import Library; from settings import Settings; "
        "Library(Settings(library=Path(sys.argv[1]))).status(); "
        "sys.exit(any(name in sys.modules for name in ('chromadb', 'llama_index', 'onnxruntime')))"
    )
    subprocess.run([sys.executable, "-c", code, str(library.settings.library)], check=True, timeout=30)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
