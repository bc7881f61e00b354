"""Watching folders: what changes there is read in, until somebody stops it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, DefaultFilter
from watchfiles import watch as changes_in

from errors import RapporteurError
from ingest.sidecar.sidecar import TABLE_NAME, is_sidecar

QUIET_MILLISECONDS = 500
"""Changes are taken together until nothing has changed for this long (a file being copied changes often)."""

LONGEST_MILLISECONDS = 5000
"""Changes are taken at the latest after this, however busy the folder is."""


def watch(
    folders: Sequence[Path],
    take: Callable[[Sequence[Path]], None],
    on_error: Callable[[RapporteurError], None],
    stop: Event | None = None,
) -> None:
    """Take the folders, then take what changes in them; returns at Ctrl-C or when ``stop`` is set.

    Args:
        folders: The folders.
        take: Reads files and folders in; what it cannot do now is tried again at the next change.
        on_error: Told of what ``take`` raised.
        stop: Ends the watch.

    Raises:
        RapporteurError: one of ``folders`` is not a folder.
    """
    for folder in folders:
        if not folder.is_dir():
            raise RapporteurError(f"{folder} is not a folder: --watch needs folders.")
    try:
        _attempt(folders, take, on_error)
        for changes in changes_in(
            *folders,
            watch_filter=DefaultFilter(),
            step=QUIET_MILLISECONDS,
            debounce=LONGEST_MILLISECONDS,
            stop_event=stop,
        ):
            if any(change is Change.deleted for change, _ in changes):
                _attempt(folders, take, on_error)  # what is gone can only be told from the whole
            elif touched := affected(Path(path) for _, path in changes):
                _attempt(touched, take, on_error)
    except KeyboardInterrupt:
        return


def affected(changed: Iterable[Path]) -> list[Path]:
    """The documents, archives and folders that changed files speak of, as far as they are there."""
    found: dict[Path, None] = {}
    for path in sorted(changed):
        if path.name == TABLE_NAME:
            found[path.parent] = None
        elif is_sidecar(path):
            found[path.with_suffix("")] = None
        elif not path.is_dir():
            found[path] = None
    return [path for path in found if path.exists()]


def _attempt(
    paths: Sequence[Path],
    take: Callable[[Sequence[Path]], None],
    on_error: Callable[[RapporteurError], None],
) -> None:
    try:
        take(paths)
    except RapporteurError as error:
        on_error(error)
