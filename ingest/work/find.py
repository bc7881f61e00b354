"""Finding documents: files, archives, folders with all they hold, and patterns left to us by the shell."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from glob import has_magic, iglob
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from errors import UnreadableDocumentError
from ingest.register import Failure
from ingest.sidecar.sidecar import is_sidecar
from ingest.work.archive import members
from ingest.work.reader import SUFFIXES

ARCHIVE = ".zip"


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
        archives: Archives that were looked through.
    """

    def __init__(self) -> None:
        self.failed: list[Failure] = []
        self.passed_over: list[tuple[str, str]] = []
        self.archives: set[str] = set()
        self._unpacked = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._unpacked.close()

    def find(self, paths: Iterable[Path]) -> list[Found]:
        """Every document the paths name, each once, in order."""
        files = dict.fromkeys(file for path in paths for file in self._files(path))
        return [found for path in files for found in self._found(path)]

    def _found(self, path: Path) -> Iterator[Found]:
        if path.suffix.lower() != ARCHIVE:
            yield Found(str(path), path)
            return
        folder = Path(self._unpacked.enter_context(TemporaryDirectory(prefix="rapporteur-")))
        try:
            for member in members(path, folder):
                name = f"{path}!/{member.name}"
                if member.path is None:
                    self.failed.append(Failure(path=name, reason=member.reason))
                elif not is_sidecar(member.path) and not _is_hidden(Path(member.name)):
                    yield from self._known_kind(Found(name, member.path))
            self.archives.add(str(path))
        except UnreadableDocumentError as error:
            self.failed.append(Failure(path=str(path), reason=str(error)))

    def _known_kind(self, found: Found) -> Iterator[Found]:
        if found.path.suffix.lower() in SUFFIXES:
            yield found
        else:
            self.passed_over.append((found.name, "It is not a kind of file this program reads."))

    def _files(self, path: Path) -> Iterator[Path]:
        if path.is_dir():
            yield from self._documents_in(path)
        elif path.is_file():
            yield path.resolve()
        elif path.exists():  # a pipe or a device might never end
            self.failed.append(Failure(path=str(path), reason="It is neither a file nor a folder."))
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
            if _is_hidden(path.relative_to(folder)) or not path.is_file() or is_sidecar(path):
                continue
            whole = path.resolve()
            if path.suffix.lower() == ARCHIVE:
                yield whole
            else:
                yield from (found.path for found in self._known_kind(Found(str(whole), whole)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)
