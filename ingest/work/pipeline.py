"""Files into the register: found, told apart by their bytes, read in worker processes, written by one."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Protocol

from errors import LibraryError
from ingest.document import Document, Reading
from ingest.register import Failure, LockedError, Register
from ingest.sidecar.sidecar import Sidecars
from ingest.work.find import Finder, Found
from ingest.work.job import Job
from ingest.work.reader import hash_file
from ingest.work.stamp import Stamp
from ingest.work.workers import read_all
from settings import Settings

PIPELINE_VERSION: Final = "9"
"""Changes whenever a reading could come out otherwise; documents read by another version are read again."""


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


def ingest(
    paths: Sequence[Path],
    register: Register,
    settings: Settings,
    *,
    on_recorded: Callable[[Document], None] | None = None,
    progress: Progress | None = None,
    remove_missing: bool = False,
    ocr: bool = False,
) -> IngestReport:
    """Bring files and folders into the register; safe to interrupt and to repeat.

    Args:
        paths: Files, archives and patterns, and folders searched with all they hold.
        register: Where documents go, each as soon as it is read.
        settings: Workers, time limit, library folder.
        on_recorded: Called with each document, in the transaction that puts it into the register.
        progress: Told of each file done.
        remove_missing: Forget documents under the given folders whose files are gone.
        ocr: Read pages without a usable text layer by OCR.

    Raises:
        LibraryError: another ingest is running on this library.
    """
    start = time.monotonic()
    settings.library.mkdir(parents=True, exist_ok=True)
    try:
        with register.database.lock("ingest", 0):
            run = _Run(register, settings, on_recorded, progress, ocr=ocr)
            run.take(paths)
            if remove_missing:
                run.remove_missing(paths)
    except LockedError as error:
        raise LibraryError("Another ingest is running on this library: wait until it has ended.") from error
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
        *,
        ocr: bool,
    ) -> None:
        self.report = IngestReport()
        self._register = register
        self._settings = settings
        self._on_recorded = on_recorded
        self._progress = progress
        self._first: dict[str, Job] = {}
        self._again: list[Job] = []
        self._sidecars = Sidecars()
        self._ocr = ocr
        self._there: set[str] = set()
        self._archives: set[str] = set()

    def take(self, paths: Sequence[Path]) -> None:
        """Read what is new or changed."""
        with Finder() as finder:
            files = finder.find(paths)
            self.report.failed += finder.failed
            self.report.warnings += [FileWarning(path=name, reason=why) for name, why in finder.passed_over]
            if self._progress:
                self._progress.begin(len(files))
            self._there = {item.name for item in files} | {item.path for item in finder.failed}
            self._archives = finder.archives
            for found in files:
                self._consider(found)
            if self._first:
                for job, outcome in read_all(list(self._first.values()), self._settings):
                    self._record(job, outcome)
                    self._done(job.path)
        for job in self._again:
            self._duplicate(job)
            self._done(job.path)

    def remove_missing(self, paths: Sequence[Path]) -> None:
        """Forget sources under the given folders that are no longer there."""
        folders = [path.resolve() for path in paths]
        known = [source for source, _ in self._register.sources()]
        for source in dict.fromkeys([*known, *(failure.path for failure in self._register.failures())]):
            whole = source if Path(source).exists() else source.partition("!/")[0]
            inside = any(Path(whole).is_relative_to(folder) for folder in folders)
            # a member is gone when its archive is, or was looked through and no longer holds it
            lost = not Path(whole).exists() or (whole in self._archives and source not in self._there)
            if inside and lost and self._register.remove(source):
                self.report.removed += 1

    def _consider(self, found: Found) -> None:
        """Give a file its place in the work, unless it is known as it stands."""
        try:
            content_hash = hash_file(found.path)
        except OSError as error:
            reason = f"It cannot be opened ({error.strerror or error})."
            self.report.failed.append(Failure(path=found.name, reason=reason))
            self._done(found.path)
            return
        sidecar = self._sidecars.of(found.path)
        before = self._register.source_hash(found.name)
        # what was once read by OCR would be lost if it were read again without
        ocr = self._ocr or (before is not None and Stamp.parse(before[1]).ocr)
        stamp = Stamp(version=PIPELINE_VERSION, ocr=ocr, sidecar=sidecar.digest())
        if self._is_known(found.name, content_hash, stamp):
            self._done(found.path)
            return
        job = Job(
            name=found.name,
            path=found.path,
            content_hash=content_hash,
            stamp=stamp,
            sidecar=sidecar,
            known=before is not None,
        )
        first = self._first.get(content_hash)
        if first is None and not self._is_read_elsewhere(job):
            self._first[content_hash] = job
        elif first is not None and job.stamp.sidecar and not first.stamp.sidecar:
            self._first[content_hash] = job
            self._again.append(first)
        else:
            self._again.append(job)

    def _is_known(self, name: str, content_hash: str, stamp: Stamp) -> bool:
        """Whether the file was read, or set aside, as it stands; notes it in the report."""
        failure = self._register.failure(name)
        if failure is not None and failure[0] == content_hash and Stamp.parse(failure[1]).serves(stamp):
            self.report.failed.append(Failure(path=name, reason=failure[2]))
            return True
        source = self._register.source_hash(name)
        if source is not None and source[0] == content_hash:
            made = Stamp.parse(source[1])
            if not made.serves(stamp) and not (
                made.serves(replace(stamp, ocr=False)) and self._reads_well(name)
            ):
                return False
            self.report.unchanged += 1
            return True
        return False

    def _reads_well(self, name: str) -> bool:
        """Whether OCR has nothing to add to the document as it was read."""
        document = self._register.document(self._register.document_at(name) or "")
        if document is None:
            return False
        faulty = any(warning.page for warning in self._register.warnings(document.id))
        return document.format != "pdf" or not faulty

    def _is_read_elsewhere(self, job: Job) -> bool:
        """Whether another file of the same bytes has a reading that serves this one too.

        A reading with a sidecar serves a file that has none; of two sidecars the first one read stays.
        """
        document_id = job.content_hash[:16]
        made = self._register.stamp(document_id)
        if made is None or Stamp.parse(made).version != job.stamp.version:
            return False
        if job.stamp.ocr and not Stamp.parse(made).ocr:
            return False
        if job.stamp.sidecar and not Stamp.parse(made).sidecar:
            return False
        return any(
            path != job.name and self._register.source_hash(path) == (job.content_hash, made)
            for path, _ in self._register.sources(document_id)
        )

    def _done(self, path: Path) -> None:
        if self._progress:
            self._progress.advance(path)

    def _record(self, job: Job, outcome: Reading | str) -> None:
        if isinstance(outcome, str):
            self._register.record_failure(job.name, job.content_hash, str(job.stamp), outcome)
            self.report.failed.append(Failure(path=job.name, reason=outcome))
            return
        twin = None if job.stamp.sidecar else self._register.twin(job.name, outcome, str(job.stamp))
        if twin is not None:
            self._register.record_duplicate(job.name, twin.id, job.content_hash, str(job.stamp))
            self.report.unchanged += 1
            reason = f"It holds the same text as “{twin.name}”: kept once, under both names."
            self.report.warnings.append(FileWarning(path=job.name, reason=reason))
            return
        with self._register.transaction():  # a search finds the old document or the new one, never neither
            self._register.record(job.name, outcome, str(job.stamp))
            if self._on_recorded:
                self._on_recorded(outcome.document)
        self.report.updated += job.known
        self.report.added += not job.known
        self.report.pages += outcome.document.pages
        self.report.passages += len(outcome.passages)
        self.report.warnings += [
            FileWarning(path=job.name, reason=warning.reason, page=warning.page)
            for warning in outcome.warnings
        ]

    def _duplicate(self, job: Job) -> None:
        """A second file with the bytes of one already read: the document gets another source."""
        first = self._first.get(job.content_hash)
        failure = self._register.failure(first.name) if first else None
        if failure is not None:
            self._register.record_failure(job.name, *failure)
            self.report.failed.append(Failure(path=job.name, reason=failure[2]))
            return
        document_id = (self._register.document_at(first.name) if first else None) or job.content_hash[:16]
        self._register.record_duplicate(job.name, document_id, job.content_hash, str(job.stamp))
        self.report.unchanged += 1
        reason = "It holds the same bytes as another file: kept once, under both names."
        made = Stamp.parse(self._register.stamp(document_id) or "")
        if job.stamp.sidecar not in {"", made.sidecar}:
            reason += " Its sidecar differs from the other file's and is not used."
        self.report.warnings.append(FileWarning(path=job.name, reason=reason))
