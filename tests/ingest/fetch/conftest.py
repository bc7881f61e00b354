"""The server, the fetcher and the PDFs of the tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ingest.fetch.content_check import own_symbols
from ingest.fetch.download import Downloader, Limits
from ingest.fetch.fetcher import Fetcher
from ingest.fetch.hosts import Hosts
from tests.ingest.fetch.official import FakeClock, Official, serve


@pytest.fixture
def official() -> Iterator[Official]:
    with serve() as server:
        yield server


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def fetcher(official: Official, clock: FakeClock, tmp_path: Path) -> Iterator[Fetcher]:
    hosts = Hosts(frozenset({official.host}), plain_loopback=True)
    with httpx.Client(timeout=1.5, trust_env=False) as client:
        limits = Limits(size=50_000, attempts=3)
        downloader = Downloader(client=client, hosts=hosts, limits=limits, clock=clock)
        yield Fetcher(folder=tmp_path / "fetched", downloader=downloader, symbols=own_symbols)
