"""One address to one file: hops checked, limits kept, interruptions resumed, busy servers waited for."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import httpx

from ingest.fetch.clock import Clock, Pace, SystemClock, retry_after
from ingest.fetch.hosts import Hosts

_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_DOCUMENT_TYPES: Final = frozenset(
    {
        "",
        "application/pdf",
        "application/x-pdf",
        "application/octet-stream",
        "binary/octet-stream",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)


class NotPublishedError(Exception):
    """The server has no such document: 404, an empty answer, or a page in its place."""


class DownloadError(Exception):
    """The document did not come; the message is the reason."""


class _TryAgainError(Exception):
    """It failed in a way that may pass; ``wait`` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a download may take.

    Attributes:
        size: Largest document, in bytes.
        seconds: Longest time for one attempt, in seconds.
        attempts: Attempts before giving up.
        first_wait: Wait before the second attempt, in seconds; doubled each time.
        longest_wait: Longest wait that is granted, in seconds.
        hops: Redirects followed.
    """

    size: int = 200_000_000
    seconds: float = 600.0
    attempts: int = 5
    first_wait: float = 2.0
    longest_wait: float = 120.0
    hops: int = 5


@dataclass(slots=True, kw_only=True)
class Downloader:
    """Downloads through one client.

    Args:
        client: Must not follow redirects by itself, since every hop is checked here.
        hosts: Which hosts may be asked.
        limits: How much a download may take.
        clock: Where time comes from.
    """

    client: httpx.Client
    hosts: Hosts = field(default_factory=Hosts)
    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=SystemClock)
    pace: Pace | None = None

    def __post_init__(self) -> None:
        self.pace = self.pace or Pace(self.clock)

    def download(self, address: str, part: Path) -> None:
        """Bring ``address`` into the file ``part``; what an earlier run left there is resumed.

        Args:
            address: The web address.
            part: The file that takes the bytes as they come.

        Raises:
            NotPublishedError: the server has no such document.
            DownloadError: it did not come; what came is kept for another run where it can be resumed.
            RefusedAddressError: the address, or one it leads to, may not be asked.
        """
        reason = ""
        for attempt in range(self.limits.attempts):
            try:
                self._attempt(address, part)
            except _TryAgainError as trouble:
                reason = str(trouble)
                usual = self.limits.first_wait * 2**attempt
                wait = usual if trouble.wait is None else trouble.wait
                if wait > self.limits.longest_wait:
                    raise DownloadError(
                        f"{reason}; the server asks to wait {wait:.0f} s: try later"
                    ) from trouble
                if attempt + 1 < self.limits.attempts:
                    self.clock.sleep(wait)
            else:
                return
        raise DownloadError(f"{reason}; given up after {self.limits.attempts} attempts")

    def _attempt(self, address: str, part: Path) -> None:
        """Follow the redirects of one attempt to their end."""
        try:
            for _ in range(self.limits.hops + 1):
                onward = self._hop(address, part)
                if onward is None:
                    return
                address = onward
        except httpx.TimeoutException as error:
            raise _TryAgainError("the server was too slow") from error
        except httpx.TransportError as error:
            raise _TryAgainError(f"the connection failed ({type(error).__name__})") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise DownloadError("the server led to something that is not an address") from error
        raise DownloadError(f"more than {self.limits.hops} redirects")

    def _hop(self, address: str, part: Path) -> str | None:
        """Ask one address: the address it redirects to, or None when the document is in ``part``."""
        assert self.pace is not None
        self.pace.wait(self.hosts.check(address))
        headers = {"Accept-Encoding": "identity", **_resumption(part)}  # bytes as they are: ranges must fit
        with self.client.stream("GET", address, headers=headers) as answer:
            status = answer.status_code
            if status in _REDIRECTS and "location" in answer.headers:
                return urljoin(address, answer.headers["location"])
            if status in _BUSY:
                wait = retry_after(answer.headers.get("retry-after"), self.clock)
                raise _TryAgainError(f"the server answered {status}", wait)
            if status in {404, 410}:
                raise NotPublishedError(f"the server answered {status}")
            if status == 416:
                forget(part)
                raise _TryAgainError("the server could not resume the download", 0.0)
            if status not in {200, 206}:
                raise DownloadError(f"the server answered {status}")
            self._receive(answer, part)
        return None

    def _receive(self, answer: httpx.Response, part: Path) -> None:
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind in {"text/html", "application/xhtml+xml"}:
            raise NotPublishedError("the server answered with a web page")
        if kind not in _DOCUMENT_TYPES:
            raise DownloadError(f"the server sent “{kind[:80]}”, neither PDF nor DOCX")
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise DownloadError("the server sent the document compressed although asked not to")
        size = _begin(answer, part)
        announced = answer.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit():
            self._check_size(size + int(announced[:18]), part)
        deadline = self.clock.monotonic() + self.limits.seconds
        with part.open("ab") as file:
            for chunk in answer.iter_raw():  # unbuffered: what came before a break is kept
                size += len(chunk)
                self._check_size(size, part)
                if self.clock.monotonic() > deadline:
                    raise _TryAgainError(f"it took more than {self.limits.seconds:.0f} s")
                file.write(chunk)
        if not size:
            forget(part)
            raise NotPublishedError("the server answered with nothing")

    def _check_size(self, size: int, part: Path) -> None:
        if size > self.limits.size:
            forget(part)
            raise DownloadError(f"it is larger than {self.limits.size / 1e6:.0f} MB")


def _resumption(part: Path) -> dict[str, str]:
    """Headers that ask for the rest only, if the document is still the same (RFC 9110, 13.1.5)."""
    tag = _tag(part)
    if not tag.is_file() or not part.is_file() or not part.stat().st_size:
        return {}
    return {"Range": f"bytes={part.stat().st_size}-", "If-Range": tag.read_text(encoding="ascii")}


def _begin(answer: httpx.Response, part: Path) -> int:
    """Make the file ready to be added to; the bytes it holds already."""
    have = part.stat().st_size if part.is_file() else 0
    if answer.status_code == 206:
        if answer.headers.get("content-range", "").startswith(f"bytes {have}-"):
            return have
        forget(part)
        raise _TryAgainError("the server resumed the download at the wrong place", 0.0)
    part.write_bytes(b"")
    etag = answer.headers.get("etag", "")
    strong = etag if etag.startswith('"') and etag.isascii() else ""
    if strong:
        _tag(part).write_text(strong, encoding="ascii")
    else:
        _tag(part).unlink(missing_ok=True)
    return 0


def forget(part: Path) -> None:
    """Take a partial download away, with the validator beside it."""
    part.unlink(missing_ok=True)
    _tag(part).unlink(missing_ok=True)


def _tag(part: Path) -> Path:
    """The file that holds the validator (strong ETag) of what a partial download belongs to."""
    return part.with_name(part.name + ".tag")


def finish(part: Path, target: Path) -> None:
    """Move a complete download to its place in one step.

    Args:
        part: The complete download.
        target: Where it shall lie; a file there is replaced.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    _tag(part).unlink(missing_ok=True)
