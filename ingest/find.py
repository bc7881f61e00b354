"""Finding documents: files, folders with all they hold, and patterns the shell has not expanded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import has_magic, iglob
from pathlib import Path
from typing import Self

from ingest.reader import SUFFIXES
from ingest.register import Failure
from ingest.sidecar import is_sidecar


@dataclass(frozen=True, slots=True)
class Found:
    """A file: the name it is registered by, and where its bytes are."""

    name: str
    path: Path


class Finder:
    """Finds documents, and notes what is not one; use it as a context while its files are read.

    Attributes:
        failed: What was named and cannot be read, with the reason.
        passed_over: Names and reasons of files in folders that are no documents.
    """

    def __init__(self) -> None:
        self.failed: list[Failure] = []
        self.passed_over: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def find(self, paths: Iterable[Path]) -> list[Found]:
        """Every document the paths name, each once, in order."""
        files = dict.fromkeys(file for path in paths for file in self._files(path))
        return [Found(str(path), path) for path in files]

    def _files(self, path: Path) -> Iterator[Path]:
        if path.is_dir():
            yield from self._documents_in(path)
        elif path.exists():
            yield path.resolve()
        elif has_magic(str(path)):  # the shell left it as it was, or there is none
            matches = sorted(Path(match) for match in iglob(str(path), recursive=True))  # noqa: PTH207 - any root
            if not matches:
                self.failed.append(Failure(path=str(path), reason="Nothing matches this pattern."))
            for match in matches:
                yield from self._files(match)
        else:
            self.failed.append(Failure(path=str(path), reason="There is no such file or folder."))

    def _documents_in(self, folder: Path) -> Iterator[Path]:
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if hidden or not path.is_file() or is_sidecar(path):
                continue
            if path.suffix.lower() in SUFFIXES:
                yield path.resolve()
            else:
                reason = "It is not a kind of file this program reads."
                self.passed_over.append((str(path.resolve()), reason))
