"""Fetching from a server that plays the official one."""

import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from ingest.fetch.fetcher import Fetcher
from ingest.fetch.outcome import Outcome, State, Wanted
from tests.ingest.fetch.official import FakeClock, Official, body, broken, resumed, status
from tests.ingest.fetch.papers import pdf, resolution

GOOD = resolution("A/RES/99/123")
HTML = b"<!DOCTYPE html><html><body>There is no document matching your request.</body></html>"


def wanted(address: str, symbol: str | None = "A/RES/99/123") -> Wanted:
    file = Path("en/A_RES_99_123.pdf")
    return Wanted(name=symbol or address, symbol=symbol, language="en", address=address, file=file)


def parts(fetcher: Fetcher) -> list[Path]:
    return list((fetcher.folder / ".partial").glob("*"))


def fetched(fetcher: Fetcher, outcome: Outcome) -> None:
    assert outcome.state is State.FETCHED, outcome.reason
    assert outcome.path == fetcher.folder / "en/A_RES_99_123.pdf"
    assert outcome.path.read_bytes() == GOOD
    assert not parts(fetcher)


def test_an_ordinary_document_is_fetched_once(fetcher: Fetcher, official: Official) -> None:
    item = wanted(official.on("/doc", body(GOOD)))
    fetched(fetcher, fetcher.fetch(item))
    assert fetcher.fetch(item).state is State.UNCHANGED
    assert len(official.asked) == 1
    fetcher.again = True
    assert fetcher.fetch(item).state is State.UNCHANGED
    assert len(official.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [
        body(b""),
        body(b"", "text/html"),
        body(HTML, "text/html; charset=utf-8"),
        body(HTML),
        status(404),
        status(410),
    ],
    ids=["empty", "empty page", "page", "page called PDF", "404", "410"],
)
def test_what_is_not_published_is_told_from_failure(fetcher: Fetcher, official: Official, answer) -> None:
    outcome = fetcher.fetch(wanted(official.on("/doc", answer)))
    assert outcome.state is State.NOT_PUBLISHED
    assert "not published" in outcome.reason
    assert outcome.path is None
    assert not parts(fetcher)


def test_a_busy_server_is_granted_the_wait_it_asks_for(
    fetcher: Fetcher, official: Official, clock: FakeClock
) -> None:
    address = official.on("/doc", status(429, Retry_After="7"), status(503), body(GOOD))
    fetched(fetcher, fetcher.fetch(wanted(address)))
    assert clock.slept == [7.0, 4.0]


def test_a_retry_date_counts_from_now(fetcher: Fetcher, official: Official, clock: FakeClock) -> None:
    address = official.on("/doc", status(503, Retry_After="Thu, 01 Jan 2026 00:00:09 GMT"), body(GOOD))
    fetched(fetcher, fetcher.fetch(wanted(address)))
    assert clock.slept == [9.0]


def test_an_overlong_wait_is_not_granted(fetcher: Fetcher, official: Official, clock: FakeClock) -> None:
    outcome = fetcher.fetch(wanted(official.on("/doc", status(429, Retry_After="3600"))))
    assert outcome.state is State.FAILED
    assert "3600 s" in outcome.reason
    assert clock.slept == []


def test_attempts_end(fetcher: Fetcher, official: Official) -> None:
    outcome = fetcher.fetch(wanted(official.on("/doc", status(500))))
    assert outcome.state is State.FAILED
    assert len(official.asked) == 3


def test_a_slow_server_is_given_up(fetcher: Fetcher, official: Official) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        body(GOOD[:10], Content_Length=str(len(GOOD)))(handler)
        time.sleep(2.0)

    outcome = fetcher.fetch(wanted(official.on("/doc", slow)))
    assert outcome.state is State.FAILED
    assert "too slow" in outcome.reason


def test_a_dropped_connection_is_resumed(fetcher: Fetcher, official: Official) -> None:
    address = official.on("/doc", broken(GOOD, 500), resumed(GOOD))
    fetched(fetcher, fetcher.fetch(wanted(address)))
    assert official.asked[1][1]["Range"] == "bytes=500-"


def test_a_later_run_resumes(fetcher: Fetcher, official: Official) -> None:
    item = wanted(official.on("/doc", broken(GOOD, 500), status(403)))
    assert fetcher.fetch(item).state is State.FAILED
    official.on("/doc", resumed(GOOD))
    fetched(fetcher, fetcher.fetch(item))


def test_a_document_that_changed_meanwhile_is_begun_anew(fetcher: Fetcher, official: Official) -> None:
    fetched(fetcher, fetcher.fetch(wanted(official.on("/doc", broken(pdf("old") * 3, 500), body(GOOD)))))


def test_a_range_at_the_wrong_place_is_not_glued_on(fetcher: Fetcher, official: Official) -> None:
    wrong = body(GOOD[9:], code=206, Content_Range=f"bytes 9-{len(GOOD) - 1}/{len(GOOD)}")
    fetched(fetcher, fetcher.fetch(wanted(official.on("/doc", broken(GOOD, 500), wrong, body(GOOD)))))


def test_a_redirect_to_the_same_host_is_followed(fetcher: Fetcher, official: Official) -> None:
    official.on("/real", body(GOOD))
    fetched(fetcher, fetcher.fetch(wanted(official.on("/doc", status(302, Location="/real")))))


@pytest.mark.parametrize(
    "place",
    ["https://evil.invalid/x.pdf", "http://127.0.0.1:1/x", "file:///etc/hostname", "//evil.invalid/x"],
)
def test_a_redirect_elsewhere_is_refused(fetcher: Fetcher, official: Official, place: str) -> None:
    outcome = fetcher.fetch(wanted(official.on("/doc", status(302, Location=place))))
    assert outcome.state is State.FAILED
    assert "not one of the official hosts" in outcome.reason or "not an https address" in outcome.reason
    assert len(official.asked) == 1


def test_a_redirect_loop_ends(fetcher: Fetcher, official: Official) -> None:
    outcome = fetcher.fetch(wanted(official.on("/doc", status(302, Location="/doc"))))
    assert outcome.state is State.FAILED
    assert "redirects" in outcome.reason


def test_an_announced_oversize_is_not_downloaded(fetcher: Fetcher, official: Official) -> None:
    outcome = fetcher.fetch(wanted(official.on("/doc", body(GOOD, Content_Length="999999999"))))
    assert outcome.state is State.FAILED
    assert "larger than" in outcome.reason
    assert not parts(fetcher)


def test_an_endless_stream_is_cut(fetcher: Fetcher, official: Official) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/pdf")
        handler.end_headers()
        while True:
            handler.wfile.write(b"%PDF-" * 2000)

    outcome = fetcher.fetch(wanted(official.on("/doc", endless)))
    assert outcome.state is State.FAILED
    assert "larger than" in outcome.reason
    assert not parts(fetcher)


@pytest.mark.parametrize(
    ("content", "says"),
    [(resolution("A/RES/99/124"), "it is A/RES/99/124"), (pdf("Nothing here"), "no symbol")],
    ids=["other symbol", "no symbol"],
)
def test_another_document_is_set_aside(
    fetcher: Fetcher, official: Official, content: bytes, says: str
) -> None:
    outcome = fetcher.fetch(wanted(official.on("/doc", body(content))))
    assert outcome.state is State.FAILED
    assert says in outcome.reason
    assert outcome.path == fetcher.folder / "set-aside/en/A_RES_99_123.pdf"
    assert not (fetcher.folder / "en/A_RES_99_123.pdf").exists()


def test_a_good_file_is_not_replaced_by_a_worse_one(fetcher: Fetcher, official: Official) -> None:
    item = wanted(official.on("/doc", body(GOOD), body(resolution("A/RES/99/124"))))
    fetcher.fetch(item)
    fetcher.again = True
    assert fetcher.fetch(item).state is State.FAILED
    assert (fetcher.folder / "en/A_RES_99_123.pdf").read_bytes() == GOOD


def test_other_kinds_of_content_fail(fetcher: Fetcher, official: Official) -> None:
    for answer in (
        body(b"MZ\x90", "application/x-msdownload"),
        body(b"MZ\x90"),
        body(GOOD, Content_Encoding="gzip"),
    ):
        assert fetcher.fetch(wanted(official.on("/doc", answer))).state is State.FAILED
    assert not parts(fetcher)


def test_a_failure_stops_nothing_and_hosts_are_not_hurried(
    fetcher: Fetcher, official: Official, clock: FakeClock
) -> None:
    first = wanted(official.on("/a", status(403)))
    report = fetcher.fetch_all([first, wanted(official.on("/b", body(GOOD)))])
    assert [outcome.state for outcome in report.outcomes] == [State.FAILED, State.FETCHED]
    assert report.files() == [fetcher.folder / "en/A_RES_99_123.pdf"]
    assert clock.slept == [1.0]
