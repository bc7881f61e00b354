"""Documents fetched one after another into a folder, each verified before it takes its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.request import getproxies

import httpx

from errors import RapporteurError
from ingest.fetch.content_check import doubt, format_of, own_symbols_apart
from ingest.fetch.download import Downloader, DownloadError, NotPublishedError, finish, forget
from ingest.fetch.hosts import OFFICIAL, Hosts, RefusedAddressError
from ingest.fetch.outcome import FetchReport, Outcome, State, Wanted
from ingest.fetch.pinned import PinnedTransport
from ingest.work.reader import hash_file

_TIMEOUT = httpx.Timeout(30.0, connect=15.0)
_AGENT = "rapporteur (document reader; one request a second)"


class Reports(Protocol):
    """Called with the step, how many documents are done and of how many."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take one report."""
        ...


def make_client(hosts: Hosts | None = None) -> httpx.Client:
    """A client that honours the environment's proxies and certificates and follows no redirect by itself.

    Without a proxy it asks only public addresses; a proxy resolves names itself, by its own rules.
    """
    extra = hosts.allowed - OFFICIAL if hosts else frozenset()
    transport = None if getproxies() else PinnedTransport(extra)
    return httpx.Client(
        timeout=_TIMEOUT, follow_redirects=False, headers={"User-Agent": _AGENT}, transport=transport
    )


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches into one folder.

    Attributes:
        folder: Where documents go; partial downloads and documents set aside have folders inside it.
        downloader: Brings one address into a file.
        again: Also download what is there already, to learn whether it changed.
        symbols: Reads a document's own symbols.
    """

    folder: Path
    downloader: Downloader
    again: bool = False
    symbols: Callable[[Path], tuple[str, ...]] = own_symbols_apart

    def fetch_all(self, wanted: Sequence[Wanted], progress: Reports | None = None) -> FetchReport:
        """Fetch each; a failure stops nothing.

        Args:
            wanted: The documents, in the order in which they are fetched.
            progress: Told "fetching", how many are done, and of how many, after each.

        Raises:
            RapporteurError: the folder cannot be written.
        """
        report = FetchReport()
        for done, item in enumerate(wanted, 1):
            try:
                report.outcomes.append(self.fetch(item))
            except OSError as error:
                raise RapporteurError(
                    f"{self.folder} cannot be written ({error.strerror or error}): choose another with --into."
                ) from error
            if progress:
                progress("fetching", done, len(wanted))
        return report

    def fetch(self, item: Wanted) -> Outcome:
        """Fetch one document; a good file that is there already is never replaced by a worse one."""
        target = self.folder / item.file
        if target.is_file() and format_of(target) and not self.again:
            return _outcome(item, State.UNCHANGED, target)
        part = self.folder / ".partial" / (sha256(item.address.encode()).hexdigest()[:20] + ".part")
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.downloader.download(item.address, part)
        except NotPublishedError as error:
            where = f" in “{item.language}”" if item.language else ""
            return _outcome(item, State.NOT_PUBLISHED, None, f"not published{where}: {error}")
        except (DownloadError, RefusedAddressError) as error:
            return _outcome(item, State.FAILED, None, str(error))
        return self._settle(item, part, target)

    def _settle(self, item: Wanted, part: Path, target: Path) -> Outcome:
        """Give a complete download its place, if it is what was asked for."""
        kind = format_of(part)
        if kind is None:
            page = part.read_bytes()[:512].lstrip().lower().startswith((b"<!doctype html", b"<html"))
            forget(part)
            if page:
                return _outcome(
                    item, State.NOT_PUBLISHED, None, "not published: a web page came in its place"
                )
            return _outcome(item, State.FAILED, None, "what came is neither PDF nor DOCX")
        target = target.with_suffix(f".{kind}")
        if item.symbol and (reason := doubt(part, item.symbol, self.symbols)):
            aside = self.folder / "set-aside" / item.file.with_suffix(f".{kind}")
            finish(part, aside)
            return _outcome(item, State.FAILED, aside, f"set aside: {reason}")
        if target.is_file() and hash_file(target) == hash_file(part):
            forget(part)
            return _outcome(item, State.UNCHANGED, target)
        finish(part, target)
        return _outcome(item, State.FETCHED, target)


def open_fetcher(folder: Path, client: httpx.Client, hosts: Hosts, *, again: bool = False) -> Fetcher:
    """A fetcher with the usual limits.

    Args:
        folder: Where the documents are put.
        client: Asks the servers.
        hosts: The hosts that may be asked.
        again: Also ask for documents that are there already.
    """
    return Fetcher(folder=folder, downloader=Downloader(client=client, hosts=hosts), again=again)


def _outcome(item: Wanted, state: State, path: Path | None, reason: str = "") -> Outcome:
    return Outcome(name=item.name, language=item.language, state=state, path=path, reason=reason)
