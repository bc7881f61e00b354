"""What every test may use: the corpus, where it is, and a library in a temporary folder."""

import multiprocessing
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings as properties

from index.care import apart
from ingest.register import Register
from ingest.work import processes
from settings import Settings
from tests.postgres_server import postgres_server
from tests.programs import need

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
_NUMBERS = count(1)

properties.register_profile("busy", deadline=None)  # a busy machine takes now and then a second for nothing
properties.load_profile("busy")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are not installed, before anything is made ready for it."""
    for mark in item.iter_markers("needs_program"):
        need(*mark.args)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Share the tests out as ``tests.workers`` says."""
    from tests.workers import Together

    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def prepared_processes() -> None:
    """Let processes apart begin from one that has imported what they need; it starts when the first one is wanted."""
    processes.PRELOAD.extend(["index.library", "index.dense.vectors"])
    multiprocessing.set_forkserver_preload(processes.PRELOAD)
    apart._context = lambda: multiprocessing.get_context("forkserver")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; skips where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real documents is not beside this checkout (../shared/corpus)")
    return CORPUS


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that keep everything inside the test's own folder."""
    return Settings(library=tmp_path / "library", workers=0, threads=2)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server; skips where it or its driver is not installed."""
    pytest.importorskip("psycopg", reason="the extra “postgres” is not installed")
    (initdb,) = need("initdb")
    with postgres_server(initdb.resolve().parent) as address:
        yield address


@pytest.fixture
def register_url(postgres: str) -> str:
    """The address of an empty schema there, as one library has it."""
    import psycopg

    name = f"library_{next(_NUMBERS)}"
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute(f"CREATE SCHEMA {name}".encode())
    return f"{postgres}?options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Register]:
    """An empty register on each back end."""
    if request.param == "sqlite":
        opened = Register(settings.library / "register.sqlite")
    else:
        from ingest.register.postgres import PostgresDatabase

        opened = Register(PostgresDatabase(request.getfixturevalue("register_url")))
    yield opened
    opened.close()
