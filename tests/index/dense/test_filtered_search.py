"""Filtered searches find what an exact search finds, whichever way they are asked."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.dense.filtered_search import deeper, first_depth
from index.dense.meaning import query_vector
from index.hit import Filters
from index.library import Library
from ingest.document import Reading
from tests.index.sifting import sifted
from tests.several_readers import Hashed, opened

Make = Callable[..., Reading]
TOP = 10

NARROW = Filters(speakers=("Ruritania",))
FILTERS = [
    Filters(),
    NARROW,
    Filters(languages=("en",)),
    Filters(languages=("fr",)),
    Filters(since="2021"),
    Filters(until="2020", kinds=("report",)),
    Filters(symbols=("A/AC.999/3",)),
    Filters(symbols=("A/AC.999/3", "A/AC.999/4"), languages=("en",), speakers=("Ruritania", "Borduria")),
    Filters(symbols=("A/AC.999/99",)),
]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, reading: Make) -> Library:
    library = opened(tmp_path_factory.mktemp("narrowing") / "library", "")
    for n in range(8):
        speaker = "Ruritania" if n == 3 else "Borduria" if n % 2 else ""
        made = reading(
            f"Paper {n}",
            [(speaker, f"Ship {n} {m} of the harbour.") for m in range(40)],
            symbols=[f"A/AC.999/{n}"],
            date=f"20{18 + n}-05-01",
            language="fr" if n == 7 else "en",
        )
        library.register.record(f"{n}", made, "1")
    library.sync()
    return library


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize(("few", "many"), [(0, 0), (60, 0), (3000, 0), (0, 60), (0, 3000)])
def test_a_filtered_search_is_an_exact_search(
    held: Library, filters: Filters, few: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.dense.vectors.FEW", few)
    monkeypatch.setattr("index.dense.vectors.MANY", many)
    monkeypatch.setattr("index.dense.filtered_search._MOST", 2)
    vector = query_vector(Hashed(), "ships", "en")
    found = held.vectors().search(vector, TOP, filters)
    assert list(found) == exact(held, vector, filters)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_as_many_neighbours_are_asked_for_as_the_share_that_passed_calls_for() -> None:
    assert first_depth(50) == 100
    assert deeper(50, 100, 45) == 200
    assert deeper(50, 100, 5) == 1500
    assert deeper(50, 100, 0) == 5000
    assert deeper(50, 5000, 0) is None


def test_vectors_kept_for_a_filter_are_fetched_anew_when_the_library_has_changed(
    tmp_path: Path, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.dense.vectors.FEW", 0)
    monkeypatch.setattr("index.dense.filtered_search._FIRST", 1)
    monkeypatch.setattr("index.dense.filtered_search._MOST", 1)
    library = opened(tmp_path / "library", "")
    library.register.record("en", reading("English", [f"Ship {n}." for n in range(40)]), "1")
    vector = query_vector(Hashed(), "ships", "en")
    for count in (3, 6):
        french = reading("French", [f"Navire {n}." for n in range(count)], language="fr")
        library.register.record("fr", french, "1")
        library.sync()
        for _ in range(2):
            assert len(library.vectors().search(vector, TOP, Filters(languages=("fr",)))) == count
    library.close()


def exact(library: Library, vector: list[float], filters: Filters) -> list[str]:
    vectors = library.vectors().embeddings(sifted(library, filters))
    return sorted(vectors, key=lambda name: -float(vectors[name] @ np.asarray(vector)))[:TOP]


def test_an_older_library_is_tuned_at_its_next_writing(tmp_path: Path, reading: Make) -> None:
    import chromadb

    library = opened(tmp_path / "library", "")
    library.register.record("a", reading("One", ["A ship."]), "1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.dense.vectors._EF_SEARCH", 100)
        library.sync()
    library.register.record("b", reading("Two", ["A second ship."]), "1")
    library.sync()
    assert library.vectors().count() == 2
    library.close()
    client = chromadb.PersistentClient(str(tmp_path / "library" / "chroma"))
    assert (
        client.get_collection("passages-1", embedding_function=None).configuration["hnsw"]["ef_search"] == 400
    )
