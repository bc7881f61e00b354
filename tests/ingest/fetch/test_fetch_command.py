"""The fetch command and ingest with an address, over a transport that is no network."""

import json
import sys
from pathlib import Path

import httpx
import pytest

import cli
import ingest.fetch.fetcher
from tests.ingest.fetch.papers import resolution


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address asked; one document is published, in English."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if "A/RES/99/123" in str(request.url) and "l=en" in str(request.url):
            return httpx.Response(200, stream=httpx.ByteStream(resolution("A/RES/99/123")))
        if "A/RES/99/666" in str(request.url):
            return httpx.Response(403)
        return httpx.Response(200, stream=httpx.ByteStream(b""))

    monkeypatch.setattr(
        ingest.fetch.fetcher, "make_client", lambda *_: httpx.Client(transport=httpx.MockTransport(answer))
    )
    monkeypatch.setattr(ingest.fetch.clock.time, "sleep", lambda _: None)
    return asked


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rapporteur", *arguments, "--library", str(folder / "library")])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


def test_fetched_and_ingested(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path, "fetch", "a/res/99/123", "--lang", "en,fr", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["fetched"], report["not_published"], report["failed"]) == (1, 1, 0)
    assert report["ingested"]["added"] == 1
    assert (tmp_path / "library/fetched/en/A_RES_99_123.pdf").is_file()
    assert run(monkeypatch, tmp_path, "ingest", "https://docs.un.org/en/A/RES/99/123", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == 1


def test_exit_statuses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, network: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    into = ("--into", str(tmp_path / "down"), "--no-ingest")
    assert run(monkeypatch, tmp_path, "fetch", "A/RES/99/123", "A/RES/99/666", *into) == 1
    assert "1 fetched, 0 unchanged, 0 not published, 1 failed" in capsys.readouterr().out
    asked = len(network)
    for bad in (["trees"], [], ["--track", "trees"], ["A/1/2", "--lang", "xx"]):
        assert run(monkeypatch, tmp_path, "fetch", *bad) == 2
        assert len(capsys.readouterr().err.splitlines()) >= 1
    assert run(monkeypatch, tmp_path, "ingest", "https://evil.invalid/x.pdf") == 2
    assert "not one of the official hosts" in " ".join(capsys.readouterr().err.split())
    assert run(monkeypatch, tmp_path, "ingest", "https://docs.un.org/en/A/RES/99/777") == 2
    assert len(network) == asked + 1
