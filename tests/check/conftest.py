"""A library of starter documents, without vectors: checking needs none."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from check.quote.quotation import Checker
from cite.lookup import look_up
from cite.match import Lookup
from index.library import Library
from ingest.work.reader import read
from settings import Settings
from starter import documents

NUMBERS = ("RL-06", "RL-08", "RL-09", "RL-15", "RL-21")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Five starter documents with their lexical index."""
    opened = Library(Settings(library=tmp_path_factory.mktemp("checked") / "library", workers=0, threads=2))
    for path in documents():
        if path.name.startswith(NUMBERS):
            opened.register.record(str(path), read(path), "test")
    opened.words().sync()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def checker(library: Library) -> Checker:
    """The checker over them."""
    return Checker(library)


@pytest.fixture(scope="session")
def looked_up(library: Library) -> Callable[[str], Lookup]:
    """Looks a reference up in them."""
    return lambda reference: look_up(library.register, reference)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where drafts and reports go."""
    return tmp_path
