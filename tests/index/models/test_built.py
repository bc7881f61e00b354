"""Graphs kept in the user's cache: found again, never taken when damaged, foreign or of another release."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from index.models import built as cache

GRAPH = b"a graph" * 100


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache" / "models"


@pytest.fixture
def build() -> Callable[[], bytes]:
    """Builds a graph, and counts how often."""

    class Building:
        times = 0

        def __call__(self) -> bytes:
            self.times += 1
            return GRAPH

    return Building()


def test_it_is_built_once_and_is_its_owners_alone(folder: Path, build) -> None:
    assert [cache.built("lower", build) for _ in range(3)] == [GRAPH] * 3
    assert build.times == 1
    (path,) = folder.iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_that_is_damaged_is_built_anew(folder: Path, build) -> None:
    cache.built("lower", build)
    (path,) = folder.iterdir()
    path.write_bytes(GRAPH[:-1] + b"!")
    assert cache.built("lower", build) == GRAPH
    assert build.times == 2
    assert [each.read_bytes() for each in folder.iterdir()] == [GRAPH]


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_one_that_others_may_write_is_not_taken(folder: Path, build) -> None:
    cache.built("lower", build)
    (path,) = folder.iterdir()
    path.chmod(0o666)
    cache.built("lower", build)
    assert build.times == 2


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_is_not_followed(folder: Path, build, tmp_path: Path) -> None:
    cache.built("lower", build)
    (path,) = folder.iterdir()
    (tmp_path / "elsewhere").write_bytes(GRAPH)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    cache.built("lower", build)
    assert build.times == 2


def test_another_release_builds_its_own_and_only_the_latest_of_a_kind_is_kept(
    folder: Path, build, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.built("lower", build)
    cache.built("upper", build)
    monkeypatch.setattr(cache, "_source", lambda: "f" * 16)
    cache.built("lower", build)
    assert build.times == 3
    kinds = sorted(path.name.split("-")[0] for path in folder.iterdir())
    assert kinds == ["lower", "upper"]


def test_without_a_cache_it_is_built_each_time(folder: Path, build) -> None:
    folder.parent.write_text("a file where the folder would be")
    assert [cache.built("lower", build) for _ in range(2)] == [GRAPH] * 2
    assert build.times == 2
