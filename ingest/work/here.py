"""Reading in the program itself: no process to start, and no limit on a document's time and memory."""

from concurrent.futures import Future
from typing import Any, Final

from errors import RapporteurError
from ingest.document import Reading
from ingest.work.job import Job
from ingest.work.reader import read

_OCR_SECONDS: Final = 3600


class HereReaders:
    """Reads each document when it is given one; for tests and for looking into a reader."""

    count: Final = 1

    def start(self, job: Job) -> Future[Any]:
        """Read a document."""
        done: Future[Any] = Future()
        try:
            done.set_result(read(job.path, job.sidecar, _OCR_SECONDS if job.stamp.ocr else 0))
        except RapporteurError as error:
            done.set_exception(error)
        return done

    def outcome(self, future: Future[Any]) -> Reading | str:
        """The reading, or the reason why there is none; what is a fault of ours is raised by ``start``."""
        error = future.exception()
        reading: Reading | str = future.result() if error is None else str(error)
        return reading

    def close(self) -> None:
        """Nothing is held."""
