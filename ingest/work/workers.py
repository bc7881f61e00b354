"""Reading in parallel workers, on this machine or on a Ray cluster; results never pile up."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

from ingest.document import Reading
from ingest.work.job import Job, Readers
from settings import Settings


def read_all(jobs: Sequence[Job], settings: Settings) -> Iterator[tuple[Job, Reading | str]]:
    """Each job with its reading, or with the reason why there is none, as they are done.

    Raises:
        RapporteurError: Ray is asked for and cannot be used.
    """
    readers = _readers(settings, len(jobs))
    try:
        yield from _drain(readers, jobs)
    finally:
        readers.close()


def _readers(settings: Settings, jobs: int) -> Readers:
    if settings.ray:
        from ingest.work.ray_workers import RayReaders

        return RayReaders(settings)
    if not settings.workers:
        from ingest.work.here import HereReaders

        return HereReaders()
    from ingest.work.processes import ProcessReaders

    return ProcessReaders(min(settings.workers, jobs), settings.document_seconds)


def _drain(readers: Readers, jobs: Sequence[Job]) -> Iterator[tuple[Job, Reading | str]]:
    """Keep the workers busy with a few jobs each, so that results never pile up."""
    waiting = list(reversed(jobs))
    running: dict[Future[Any], Job] = {}
    while waiting or running:
        while waiting and len(running) < 2 * readers.count:
            job = waiting.pop()
            running[readers.start(job)] = job
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), readers.outcome(future)
