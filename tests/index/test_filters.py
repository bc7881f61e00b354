"""What passes a filter is found by the shortest way, and is what an exact look finds."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.filters import few, passing
from index.hit import Filters
from index.library import Library
from ingest.document import Reading
from settings import Settings
from tests.index.sifting import sifted

Make = Callable[..., Reading]

CHOICES: list[Filters] = [
    Filters(speakers=("Ruritania",), languages=("en",)),
    Filters(languages=("fr",), kinds=("report",)),
    Filters(languages=("en",), since="2021"),
    Filters(languages=("fr",), until="2019"),
    Filters(kinds=("report",), since="2020", until="2021"),
    Filters(symbols=("A/AC.999/3",), languages=("en",), speakers=("Ruritania",)),
    Filters(bodies=("Nobody",)),
    Filters(languages=("en",)),
]


@pytest.fixture
def library(tmp_path: Path, reading: Make) -> Iterator[Library]:
    held = Library(Settings(library=tmp_path))
    for n in range(6):
        made = reading(
            f"Paper {n}",
            [("Ruritania" if m % 2 else "Borduria", f"Ship {n} {m} of the harbour.") for m in range(6)],
            symbols=[f"A/AC.999/{n}"],
            date=f"20{18 + n}-05-01",
            language="fr" if n in (1, 4) else "en",
        )
        held.register.record(f"{n}", made, "1")
    yield held
    held.close()


@pytest.mark.parametrize("filters", CHOICES)
@pytest.mark.parametrize("rare", [0, 60_000])
def test_what_passes(library: Library, filters: Filters, rare: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.filters._RARE", rare)
    right = set(sifted(library, filters))
    found = few(library.register, filters, 1000)
    assert found is not None
    assert set(found.values()) == right
    assert few(library.register, filters, len(right) - 1) is None or not right
    every = sifted(library, Filters())
    assert passing(library.register, sorted(every), filters) == right


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(documents=("x",), languages=("en",)), "passages_place"),
        (Filters(symbols=("A/AC.999/3",), languages=("en",)), "passages_place"),
        (Filters(speakers=("Ruritania",), languages=("en",)), "passages_speaker"),
        (Filters(documents=("x",), speakers=("Ruritania",)), "passages_place"),
        (Filters(kinds=("report",)), "passages_place"),
        (Filters(languages=("en",)), "passages_language"),
    ],
)
def test_a_languages_passages_are_not_listed_to_find_a_few(
    library: Library, filters: Filters, index: str
) -> None:
    """In a million passages that took most of a second."""
    db = library.register.connection
    plans: list[str] = []
    statements: list[str] = []
    traced: sqlite3.Connection = db._db  # type: ignore[attr-defined]
    traced.set_trace_callback(statements.append)
    few(library.register, filters, 100)
    traced.set_trace_callback(None)
    for statement in statements:
        rows: list[Any] = db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        plans += [row[3] for row in rows if "passages" in row[3]]
    assert plans
    assert all(index in plan for plan in plans)
