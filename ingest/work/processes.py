"""Reading in processes of this machine, with limits on time and memory."""

import multiprocessing
import signal
import sys
from concurrent.futures import Future
from typing import Any, Final

from pebble import ProcessExpired, ProcessPool

from errors import RapporteurError
from ingest.document import Reading
from ingest.readers.programs import end_with_parent
from ingest.work.job import Job
from ingest.work.reader import read

MEMORY_LIMIT: Final = 4 * 1024**3
"""Address space of one reading process, in bytes: a hostile file ends its own process, nothing else."""

OCR_FACTOR: Final = 6
"""OCR takes seconds a page: it may take this many times what reading may."""

PRELOAD: Final = ["ingest.work.preloaded"]
"""Modules that the process from which the others are forked has imported."""


class ProcessReaders:
    """A pool of reading processes.

    Args:
        count: How many.
        seconds: Longest time one document may take.
    """

    def __init__(self, count: int, seconds: int) -> None:
        self.count = count
        self._seconds = seconds
        context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
        if sys.platform != "win32":
            multiprocessing.set_forkserver_preload(PRELOAD)
        self._pool = ProcessPool(
            max_workers=count, max_tasks=200, context=context, initializer=_prepare_worker
        )

    def start(self, job: Job) -> Future[Any]:
        """Have a document read."""
        ocr_seconds = OCR_FACTOR * self._seconds if job.stamp.ocr else 0
        # with OCR a document is read twice, and OCR ends by itself before its reading process would be ended
        longest = 2 * self._seconds + ocr_seconds if job.stamp.ocr else self._seconds
        started: Future[Any] = self._pool.schedule(
            read, args=[job.path, job.sidecar, ocr_seconds], timeout=longest
        )
        return started

    def outcome(self, future: Future[Any]) -> Reading | str:
        """What came of a reading that has ended."""
        error = future.exception()
        if error is None:
            reading: Reading = future.result()
            return reading
        if isinstance(error, RapporteurError):
            return str(error)
        if isinstance(error, TimeoutError):
            return f"Reading it took longer than {self._seconds} seconds: it is set aside."
        if isinstance(error, ProcessExpired | MemoryError):
            return "Reading it needed more memory than a document should, or ended the reading process: it is set aside."
        return (
            f"Reading it failed ({type(error).__name__}: {error}): it is set aside; please report this file."
        )

    def close(self) -> None:
        """Let the processes go; what they are reading is given up."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _prepare_worker() -> None:
    """In a reading process: leave Ctrl-C to the parent, end with it, and bound the memory a file may take."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
