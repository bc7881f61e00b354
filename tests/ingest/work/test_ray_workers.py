"""Reading on a real local Ray cluster of two workers gives what the process pool gives."""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from errors import RapporteurError
from ingest.register import Register
from ingest.work.pipeline import ingest
from ingest.work.ray_cluster import connect

LAMPS = "# Lamps {0}\n\n1. Lamp {0} is lit.\n\n2. Lamp {0} is put out.\n"


@pytest.fixture(scope="module")
def ray():
    module = pytest.importorskip("ray", reason="Ray is not installed (extra “ray”)")
    yield module
    module.shutdown()


@pytest.fixture
def on_ray(settings, ray):
    return settings.model_copy(update={"ray": "local", "workers": 2})


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(8):
        (folder / f"lamps{number}.md").write_text(LAMPS.format(number), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "candles.md").write_text("# Candles\n\nCandles are free.\n", encoding="utf-8")
    (folder / "candles.md.toml").write_text('date = "1999"\nnonsense = 1\n', encoding="utf-8")
    return folder


def read_into(settings, folder, name):
    register = Register(settings.library / name)
    try:
        report = ingest([folder], register, settings)
        documents = {d.id: (d, register.document_passages(d.id)) for d in register.documents()}
    finally:
        register.close()
    return replace(report, seconds=0, warnings=sorted(report.warnings, key=str)), documents


def test_without_ray_the_way_to_it_is_named(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RapporteurError, match=r"rapporteur\[ray\]"):
        connect(settings.model_copy(update={"ray": "local"}))


@pytest.mark.slow
def test_ray_and_the_pool_read_alike(folder, settings, on_ray):
    assert read_into(on_ray, folder, "ray.db") == read_into(settings, folder, "pool.db")


@pytest.mark.slow
def test_a_document_that_takes_too_long_is_set_aside_and_stops_nothing(folder, on_ray):
    (folder / "slow.txt").write_text("(a) lamp and candle; " * 1_500_000, encoding="utf-8")
    report, documents = read_into(on_ray.model_copy(update={"document_seconds": 15}), folder, "slow.db")
    assert any("longer than 15 seconds" in failure.reason for failure in report.failed)
    assert len(documents) == 9


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Ray's workers are found through /proc")
def test_a_killed_worker_costs_at_most_its_document(folder, on_ray):
    killed = []

    def kill_one(_):
        for worker in [] if killed else workers():
            killed.append(worker)
            os.kill(worker, signal.SIGKILL)
            break

    for number in range(8, 40):
        (folder / f"lamps{number}.md").write_text(LAMPS.format(number), encoding="utf-8")
    register = Register(on_ray.library / "killed.db")
    report = ingest([folder], register, on_ray, on_recorded=kill_one)
    register.close()
    assert killed
    assert report.added == 41
    assert [Path(failure.path).name for failure in report.failed] == ["broken.pdf"]


def test_no_cluster_at_an_address_is_said(settings, monkeypatch):
    pytest.importorskip("ray", reason="Ray is not installed (extra “ray”)")
    monkeypatch.setattr("ray.is_initialized", lambda: False)
    with pytest.raises(RapporteurError, match="No Ray cluster"):
        connect(settings.model_copy(update={"ray": "127.0.0.1:1"}))


def workers():
    """Process ids of the Ray workers of this machine that are reading now."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cmdline").read_bytes().startswith(b"ray::read_remotely"):
                yield int(entry.name)
        except OSError:
            continue
