"""Documents into a library and out of it again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from ingest.names.symbols import normalise
from ingest.register import Register
from settings import Settings
from starter import documents as starter_documents

if TYPE_CHECKING:
    from index.lexical.lexical import LexicalIndex
    from index.progress import Reports
    from ingest.work.pipeline import IngestReport


class Documents:
    """What brings documents in and takes them out.

    Args:
        settings: How they are read.
        register: Where they are kept.
        words: Gives the lexical index in use.
        sync: Brings both indexes up to the register.
    """

    def __init__(
        self,
        settings: Settings,
        register: Register,
        words: "Callable[[], LexicalIndex]",
        sync: "Callable[[Reports | None], None]",
    ) -> None:
        self._settings = settings
        self._register = register
        self._words = words
        self._sync = sync

    def ingest(
        self, paths: Sequence[Path], progress: "Reports | None", *, prune: bool, ocr: bool
    ) -> "IngestReport":
        """Read files and folders in, and bring both indexes up to date; see ``Library.ingest``."""
        began = monotonic()
        report = self.read(paths, progress, prune=prune, ocr=ocr)
        self._sync(progress)
        report.seconds = monotonic() - began  # embedding is most of it
        return report

    def read(
        self, paths: Sequence[Path], progress: "Reports | None", *, prune: bool, ocr: bool
    ) -> "IngestReport":
        """Read files and folders into the register and the lexical index; see ``Library.read``."""
        from index.progress import FileProgress
        from ingest.work.pipeline import ingest

        words = self._words()
        words.sync()  # what an ingest that was stopped left, so that each document has a short transaction
        return ingest(
            paths,
            self._register,
            self._settings,
            on_recorded=lambda _: words.sync(),
            progress=FileProgress(progress) if progress else None,
            remove_missing=prune,
            ocr=ocr,
        )

    def ensure_starter(self, progress: "Reports | None") -> bool:
        """Fill a library that never held a document with the starter documents; whether it did.

        Where that was interrupted, it goes on.
        """
        begun = self._register.meta("starter")
        if begun == "done" or (begun is None and self._register.counts()["documents"]):
            return False
        self._register.set_meta("starter", "begun")
        self.ingest(starter_documents(), progress, prune=False, ocr=False)
        self._register.set_meta("starter", "done")
        return True

    def remove(self, name: str) -> int:
        """Take out what a path, a folder or a symbol names; the number of files forgotten."""
        removed = sum(self._register.remove(path) for path in self._paths(name))
        if removed:
            self._sync(None)
        return removed

    def _paths(self, name: str) -> list[str]:
        places = {name, str(Path(name).resolve())}
        known = [path for path, _ in self._register.sources()]
        known += [item.path for item in self._register.failures()]
        found = [
            path
            for path in known
            if path in places or any(str(parent) in places for parent in Path(path).parents)
        ]
        symbol = normalise(name)
        if not found and symbol:
            found = [
                path
                for document in self._register.documents_by_symbol(symbol)
                for path, _ in self._register.sources(document.id)
            ]
        return list(dict.fromkeys(found))
