"""Files into the register: found, told apart by their bytes, read in worker processes, written by one."""

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from filelock import FileLock, Timeout
from pebble import ProcessExpired, ProcessPool

from errors import LibraryError, RapporteurError
from ingest.document import Document, Reading
from ingest.reader import SUFFIXES, hash_file, read
from ingest.register import Failure, Register
from settings import Settings

PIPELINE_VERSION: Final = "5"
"""Changes whenever a reading could come out otherwise; documents read by another version are read again."""

MEMORY_LIMIT: Final = 4 * 1024**3
"""Address space of one reading process, in bytes: a hostile file ends its own process, nothing else."""


class Progress(Protocol):
    """Who wants to know how far it has come."""

    def begin(self, total: int) -> None:
        """Work on ``total`` files begins."""

    def advance(self, path: Path) -> None:
        """One file is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWarning:
    """Something to know about one file, or one page of it."""

    path: str
    reason: str
    page: int | None = None


@dataclass(slots=True, kw_only=True)
class IngestReport:
    """What an ingest did; ``pages`` and ``passages`` count what was read in this run."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    warnings: list[FileWarning] = field(default_factory=list)
    passages: int = 0
    pages: int = 0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The report as the JSON contract has it."""
        report = asdict(self)
        report["warnings"] = [
            {key: value for key, value in warning.items() if value is not None}
            for warning in report["warnings"]
        ]
        report["seconds"] = round(self.seconds, 2)
        return report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A file to read: its bytes' hash, and whether its path was known."""

    path: Path
    content_hash: str
    known: bool


def ingest(
    paths: Sequence[Path],
    register: Register,
    settings: Settings,
    *,
    on_recorded: Callable[[Document], None] | None = None,
    progress: Progress | None = None,
    remove_missing: bool = False,
) -> IngestReport:
    """Bring files and folders into the register; safe to interrupt and to repeat.

    Args:
        paths: Files, and folders searched with all they hold.
        register: Where documents go, each as soon as it is read.
        settings: Workers, time limit, library folder.
        on_recorded: Called after each document is in the register.
        progress: Told of each file done.
        remove_missing: Forget documents under the given folders whose files are gone.

    Raises:
        LibraryError: another ingest is running on this library.
    """
    start = time.monotonic()
    settings.library.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.library / "ingest.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LibraryError("Another ingest is running on this library: wait until it has ended.") from error
    try:
        run = _Run(register, settings, on_recorded, progress)
        run.take(paths)
        if remove_missing:
            run.remove_missing(paths)
    finally:
        lock.release()
    run.report.seconds = time.monotonic() - start
    return run.report


class _Run:
    """One ingest: the register, the settings, and the report as it grows."""

    def __init__(
        self,
        register: Register,
        settings: Settings,
        on_recorded: Callable[[Document], None] | None,
        progress: Progress | None,
    ) -> None:
        self.report = IngestReport()
        self._register = register
        self._settings = settings
        self._on_recorded = on_recorded
        self._progress = progress
        self._first: dict[str, _Job] = {}
        self._again: list[_Job] = []

    def take(self, paths: Sequence[Path]) -> None:
        """Read what is new or changed."""
        files = list(dict.fromkeys(self._files(paths)))
        if self._progress:
            self._progress.begin(len(files))
        jobs = [job for path in files if (job := self._job(path)) is not None]
        if jobs:
            for job, outcome in _read_all(jobs, self._settings):
                self._record(job, outcome)
                self._done(job.path)
        for job in self._again:
            self._duplicate(job)
            self._done(job.path)

    def remove_missing(self, paths: Sequence[Path]) -> None:
        """Forget sources under the given folders that are no longer there."""
        folders = [path.resolve() for path in paths]
        for source, _ in self._register.sources():
            inside = any(Path(source).is_relative_to(folder) for folder in folders)
            if inside and not Path(source).exists() and self._register.remove(source):
                self.report.removed += 1

    def _files(self, paths: Iterable[Path]) -> Iterator[Path]:
        for path in paths:
            if path.is_dir():
                yield from self._documents_in(path)
            elif path.exists():
                yield path.resolve()
            else:
                self.report.failed.append(Failure(path=str(path), reason="There is no such file or folder."))

    def _documents_in(self, folder: Path) -> Iterator[Path]:
        for path in sorted(folder.rglob("*")):
            if any(part.startswith(".") for part in path.relative_to(folder).parts) or not path.is_file():
                continue
            if path.suffix.lower() in SUFFIXES:
                yield path.resolve()
            else:
                self.report.warnings.append(
                    FileWarning(
                        path=str(path.resolve()), reason="It is not a kind of file this program reads."
                    )
                )

    def _job(self, path: Path) -> _Job | None:
        """The work a file needs, or None where it is known as it stands."""
        name = str(path)
        try:
            content_hash = hash_file(path)
        except OSError as error:
            self.report.failed.append(
                Failure(path=name, reason=f"It cannot be opened ({error.strerror or error}).")
            )
            self._done(path)
            return None
        failure = self._register.failure(name)
        if failure is not None and failure[:2] == (content_hash, PIPELINE_VERSION):
            self.report.failed.append(Failure(path=name, reason=failure[2]))
            self._done(path)
            return None
        source = self._register.source_hash(name)
        if source == (content_hash, PIPELINE_VERSION):
            self.report.unchanged += 1
            self._done(path)
            return None
        job = _Job(path=path, content_hash=content_hash, known=source is not None)
        if content_hash in self._first or self._is_registered(content_hash):
            self._again.append(job)
            return None
        self._first[content_hash] = job
        return job

    def _is_registered(self, content_hash: str) -> bool:
        document_id = content_hash[:16]
        sources = self._register.sources(document_id)
        return any(
            self._register.source_hash(path) == (content_hash, PIPELINE_VERSION) for path, _ in sources
        )

    def _done(self, path: Path) -> None:
        if self._progress:
            self._progress.advance(path)

    def _record(self, job: _Job, outcome: Reading | str) -> None:
        name = str(job.path)
        if isinstance(outcome, str):
            self._register.record_failure(name, job.content_hash, PIPELINE_VERSION, outcome)
            self.report.failed.append(Failure(path=name, reason=outcome))
            return
        self._register.record(name, outcome, PIPELINE_VERSION)
        self.report.updated += job.known
        self.report.added += not job.known
        self.report.pages += outcome.document.pages
        self.report.passages += len(outcome.passages)
        self.report.warnings += [
            FileWarning(path=name, reason=warning.reason, page=warning.page) for warning in outcome.warnings
        ]
        if self._on_recorded:
            self._on_recorded(outcome.document)

    def _duplicate(self, job: _Job) -> None:
        """A second file with the bytes of one already read: the document gets another source."""
        name = str(job.path)
        first = self._first.get(job.content_hash)
        failure = self._register.failure(str(first.path)) if first else None
        if failure is not None:
            self._register.record_failure(name, *failure)
            self.report.failed.append(Failure(path=name, reason=failure[2]))
            return
        self._register.record_duplicate(name, job.content_hash[:16])
        self.report.unchanged += 1
        self.report.warnings.append(
            FileWarning(
                path=name, reason="It holds the same bytes as another file: kept once, under both names."
            )
        )


def _read_all(jobs: Sequence[_Job], settings: Settings) -> Iterator[tuple[_Job, Reading | str]]:
    """Each job with its reading, or with the reason why there is none, as they are done."""
    context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    if sys.platform != "win32":
        multiprocessing.set_forkserver_preload(["ingest.reader"])
    pool = ProcessPool(
        max_workers=min(settings.workers, len(jobs)),
        max_tasks=200,
        context=context,
        initializer=_prepare_worker,
    )
    try:
        yield from _drain(pool, jobs, settings)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _drain(
    pool: ProcessPool, jobs: Sequence[_Job], settings: Settings
) -> Iterator[tuple[_Job, Reading | str]]:
    """Keep the workers busy with a few jobs each, so that results never pile up."""
    waiting = list(reversed(jobs))
    running: dict[Future[Any], _Job] = {}
    while waiting or running:
        while waiting and len(running) < 2 * settings.workers:
            job = waiting.pop()
            running[pool.schedule(read, args=[job.path], timeout=settings.document_seconds)] = job
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), _outcome(future, settings)


def _outcome(future: Future[Any], settings: Settings) -> Reading | str:
    error = future.exception()
    if error is None:
        reading: Reading = future.result()
        return reading
    if isinstance(error, RapporteurError):
        return str(error)
    if isinstance(error, TimeoutError):
        return f"Reading it took longer than {settings.document_seconds} seconds: it is set aside."
    if isinstance(error, ProcessExpired | MemoryError):
        return "Reading it needed more memory than a document should, or ended the reading process: it is set aside."
    return f"Reading it failed ({type(error).__name__}: {error}): it is set aside; please report this file."


def _prepare_worker() -> None:
    """In a reading process: leave Ctrl-C to the parent, and bound the memory one file may take."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
