"""Chroma's database locked by another process: waited for, then said; nobody is told to rebuild for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from chromadb.errors import InternalError

from errors import LibraryError, UnusableVectorsError
from index.dense import chroma
from index.library import Library
from ingest.document import Reading
from tests.several_readers import opened

LOCKED = "Database error: error returned from database: (code: 5) database is locked"


@pytest.fixture
def library(tmp_path: Path, reading: Callable[..., Reading]) -> Library:
    library = opened(tmp_path / "library", "")
    library.register.record("/a", reading("Lamps", ["Lamps are lit at dusk."]), "1")
    library.sync()
    return library


class Busy:
    """Work that finds the database locked a few times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, _: object) -> str:
        self.left -= 1
        if self.left >= 0:
            raise InternalError(LOCKED)
        return "done"


def test_a_lock_is_waited_for(library: Library) -> None:
    assert library.indexes.chroma().patiently(Busy(3)) == "done"
    assert library.indexes.chroma().read(Busy(3)) == "done"
    library.close()


def test_a_lock_that_stays_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma, "_PATIENCE", 0.3)
    for work in (library.indexes.chroma().patiently, library.indexes.chroma().read):
        with pytest.raises(LibraryError, match=r"Another program .* wait until it has ended") as told:
            work(Busy(1000))
        assert not isinstance(told.value, UnusableVectorsError)
        assert "rebuild" not in str(told.value)
    library.close()
