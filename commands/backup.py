"""``rapporteur backup`` and ``rapporteur restore``: a library in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import LibraryOption, err, out
from settings import load_settings


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write the backup (.tar.gz).")],
    library: LibraryOption = None,
) -> None:
    """Copy the library into one file; the page may run meanwhile."""
    from index.backup import write

    count, size = write(load_settings(library=library).library, file)
    out.print(
        f"{count} files are in {file} ({size / 1024**2:.1f} MB).",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    library: LibraryOption = None,
    vectors: Annotated[
        bool, typer.Option(help="Make the vectors anew at once; without, `rapporteur rebuild` does it later.")
    ] = True,
) -> None:
    """Bring a backup back, into a library folder that is new or empty."""
    from index.backup import read
    from index.library import Library
    from index.progress import RichProgress

    settings = load_settings(library=library)
    read(file, settings.library)
    if vectors:
        opened = Library(settings)
        with RichProgress(err) as progress:
            opened.rebuild_vectors(progress)
        opened.close()
    out.print(
        f"The library at {settings.library} is as it was.", markup=False, highlight=False, soft_wrap=True
    )
