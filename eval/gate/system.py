"""The system under test: a library opened, or made from the starter documents, with its assistant."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, cast

from answer.assistant import Assistant
from errors import RapporteurError
from eval.gate.run import Recorder
from index.library import Library
from index.progress import Reports
from settings import Settings
from starter import documents

PACKAGES = ("rapporteur", "chromadb", "llama-index", "numpy", "onnxruntime", "pypdf", "tokenizers")


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Recorder, Assistant]]:
    """The library in use, and an assistant on it.

    Raises:
        RapporteurError: the library is empty.
        LibraryError: the library cannot be used.
    """
    library = Library(settings)
    try:
        if not library.register.counts()["documents"]:
            raise RapporteurError(
                f"The library at {settings.library} is empty: ingest documents, or evaluate with --fast."
            )
        recorder = Recorder(library)
        yield recorder, Assistant(cast(Library, recorder), settings)
    finally:
        library.close()


@contextmanager
def starter_library(settings: Settings, progress: Reports | None = None) -> Iterator[Settings]:
    """Settings of a library made of the starter documents alone; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="rapporteur-eval-"))
    made = settings.model_copy(update={"library": folder})
    try:
        library = Library(made)
        try:
            report = library.ingest(documents(), progress)
        finally:
            library.close()
        if report.failed:
            raise RapporteurError(f"A starter document cannot be read: {report.failed[0].reason}.")
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def describe(settings: Settings, recorder: Recorder, assistant: Assistant) -> dict[str, Any]:
    """What to remember of a system: settings without secrets, library, code and package versions."""
    status = recorder.status()
    kept = settings.model_dump(mode="json", include={"engine", "evidence", "confidence", "llm_model"})
    return {
        "engine": assistant.engine_name,
        "settings": kept,
        "library": {name: status[name] for name in ("documents", "passages", "pages", "model")},
        "commit": _commit(),
        "python": sys.version.split()[0],
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _commit() -> str | None:
    """The commit of this checkout; None where it is none, or git is absent."""
    try:
        told = subprocess.run(
            ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"],
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return told.stdout.strip()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
