"""Progress as it is reported and as a terminal shows it."""

from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


class Reports(Protocol):
    """Called with the step ("reading", "indexing" …), how many are done and of how many."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take one report."""
        ...


class FileProgress:
    """Files read, told onward as the step "reading"."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self._done = self._total = 0

    def begin(self, total: int) -> None:
        """Work on ``total`` files begins."""
        self._total = total

    def advance(self, path: Path) -> None:
        """Count one file."""
        del path
        self._done += 1
        self._reports("reading", self._done, self._total)


class RichProgress:
    """A bar for each step, on a console; use it as a context and call it as ``Reports``."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Move the step's bar."""
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step.capitalize(), total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)
