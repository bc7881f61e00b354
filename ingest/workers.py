"""Reading in worker processes: a hostile file ends its own process, and results never pile up."""

import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pebble import ProcessExpired, ProcessPool

from errors import RapporteurError
from ingest.document import Reading
from ingest.reader import read
from ingest.sidecar import Sidecar
from ingest.stamp import Stamp
from settings import Settings

MEMORY_LIMIT: Final = 4 * 1024**3
"""Address space of one reading process, in bytes: a hostile file ends its own process, nothing else."""


OCR_FACTOR: Final = 6
"""OCR takes seconds a page: it may take this many times what reading may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to read.

    Attributes:
        name: The name it is registered by ("/papers/pack.zip!/name.pdf" for a member of an archive).
        path: Where its bytes are.
        content_hash: SHA-256 of its bytes.
        stamp: What it is to be read with.
        sidecar: What a person says of it.
        known: Whether the name was registered before.
    """

    name: str
    path: Path
    content_hash: str
    stamp: Stamp
    sidecar: Sidecar
    known: bool


def read_all(jobs: Sequence[Job], settings: Settings) -> Iterator[tuple[Job, Reading | str]]:
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


def _drain(pool: ProcessPool, jobs: Sequence[Job], settings: Settings) -> Iterator[tuple[Job, Reading | str]]:
    """Keep the workers busy with a few jobs each, so that results never pile up."""
    waiting = list(reversed(jobs))
    running: dict[Future[Any], Job] = {}
    while waiting or running:
        while waiting and len(running) < 2 * settings.workers:
            job = waiting.pop()
            running[_start(pool, job, settings)] = job
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), _outcome(future, settings)


def _start(pool: ProcessPool, job: Job, settings: Settings) -> Future[Any]:
    seconds = settings.document_seconds
    ocr_seconds = OCR_FACTOR * seconds if job.stamp.ocr else 0
    # with OCR a document is read twice, and OCR ends by itself before its reading process would be ended
    longest = 2 * seconds + ocr_seconds if job.stamp.ocr else seconds
    started: Future[Any] = pool.schedule(read, args=[job.path, job.sidecar, ocr_seconds], timeout=longest)
    return started


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
