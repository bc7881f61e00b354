"""Reading in parallel workers, on this machine or on a Ray cluster; results never pile up."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ingest.document import Reading
from ingest.sidecar import Sidecar
from ingest.stamp import Stamp
from settings import Settings


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


class Readers(Protocol):
    """Workers that read documents: a hostile one costs its own reading, nothing else."""

    @property
    def count(self) -> int:
        """How many documents are read at a time."""

    def start(self, job: Job) -> Future[Any]:
        """Have a document read."""

    def outcome(self, future: Future[Any]) -> Reading | str:
        """What came of a reading that has ended: the reading, or the reason why there is none."""

    def close(self) -> None:
        """Let the workers go; what they are reading is given up."""


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
        from ingest.ray_workers import RayReaders

        return RayReaders(settings)
    from ingest.processes import ProcessReaders

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
