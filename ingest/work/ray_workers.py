"""Reading on a Ray cluster: each Ray worker reads as this machine would, in a process with limits.

The register stays with the process that asked. A document's bytes travel to the worker, so that the
machines need not share a file system. A document that hurts ends the reading process, not the Ray worker; a
Ray worker that is lost costs nothing either, because Ray has its documents read elsewhere.
"""

from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from ingest.document import Reading
from ingest.work.job import Job
from ingest.work.processes import ProcessReaders
from ingest.work.ray_cluster import connect, processors
from settings import Settings

RETRIES: Final = 2
"""A document is given to so many other workers when the one reading it is lost."""


class RayReaders:
    """The workers of a Ray cluster.

    Args:
        settings: Which cluster, and the longest time a document may take.

    Raises:
        RapporteurError: Ray is not installed, or no cluster answers.
    """

    def __init__(self, settings: Settings) -> None:
        self._ray = connect(settings)
        self._seconds = settings.document_seconds
        self._read = self._ray.remote(num_cpus=1, max_retries=RETRIES)(read_remotely)
        self._references: dict[Future[Any], Any] = {}

    @property
    def count(self) -> int:
        """How many documents are read at a time; machines may come and go."""
        return processors(self._ray)

    def start(self, job: Job) -> Future[Any]:
        """Have a document read."""
        try:
            reference = self._read.remote(job, job.path.read_bytes(), self._seconds)
        except OSError as error:
            gone: Future[Any] = Future()
            gone.set_result(f"It cannot be opened ({error.strerror or error}).")
            return gone
        future: Future[Any] = reference.future()
        self._references[future] = reference
        return future

    def outcome(self, future: Future[Any]) -> Reading | str:
        """What came of a reading that has ended."""
        self._references.pop(future, None)
        error = future.exception()
        if error is None:
            outcome: Reading | str = future.result()
            return outcome
        kind = type(error).__name__
        return (
            f"Reading it on Ray failed ({kind}), on {RETRIES + 1} workers: it is set aside; see Ray's logs."
        )

    def close(self) -> None:
        """Give up what is being read; the cluster stays."""
        for reference in self._references.values():
            self._ray.cancel(reference)
        self._references.clear()


def read_remotely(job: Job, content: bytes, seconds: int) -> Reading | str:
    """In a Ray worker: read a document as a pool of one process reads it."""
    readers = _own_readers(seconds)
    with TemporaryDirectory(prefix="rapporteur-ray-") as folder:
        path = Path(folder) / job.path.name
        path.write_bytes(content)
        return readers.outcome(readers.start(replace(job, path=path)))


@cache
def _own_readers(seconds: int) -> ProcessReaders:
    """This Ray worker's reading process, which serves one document after the other."""
    return ProcessReaders(1, seconds)
