"""Embed the starter documents' passages for the file that comes with the program: python -m training.starter_vectors.

To be run where the reading of documents, or what is put before a passage, has changed; what is not in the file is
embedded when it is needed.
"""

import tempfile
from importlib.resources import files
from pathlib import Path

from index.library import Library
from index.models.context import embedded_text
from index.models.e5 import E5
from index.models.known_vectors import FILE, packed
from settings import Settings
from starter import documents


def texts(library: Library) -> list[str]:
    """What the embedding model reads of each passage of a library."""
    register = library.register
    return [
        embedded_text(document, passage)
        for document in register.documents()
        for passage in register.document_passages(document.id)
    ]


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=Path(folder))
        library = Library(settings)
        library.read(documents())
        wanted = texts(library)
        library.close()
    vectors = E5(settings.threads).passages(wanted).tolist()
    Path(str(files("index.models").joinpath(FILE))).write_bytes(
        packed(dict(zip(wanted, vectors, strict=True)))
    )


if __name__ == "__main__":
    main()
