"""The starter library: documents of our own, so that a fresh machine has something true to answer from."""

from pathlib import Path

FOLDER = Path(__file__).parent
SUFFIXES = {".pdf", ".docx", ".html"}


def documents() -> list[Path]:
    """The starter documents, ready to ingest, in the order of their numbers."""
    return sorted(path for path in (FOLDER / "documents").iterdir() if path.suffix in SUFFIXES)
