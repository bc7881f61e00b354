"""A file to read, and what every pool of readers can do with it."""

from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ingest.document import Reading
from ingest.sidecar.sidecar import Sidecar
from ingest.work.stamp import Stamp


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
