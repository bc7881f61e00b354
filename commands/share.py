"""From a library in a folder to one that machines share: ``share``."""

from pathlib import Path
from typing import Annotated

import typer

from commands.shared import err, load_settings, out
from errors import RapporteurError


def share(
    folder: Annotated[Path, typer.Argument(help="Folder of the library to copy; nothing is changed in it.")],
) -> None:
    """Copy a folder's library to the servers that register_url and chroma name."""
    from index.library import Library
    from index.progress import RichProgress
    from ingest.register import Register
    from ingest.register.copying import copy_register
    from ingest.register.opening import FILE

    settings = load_settings()
    if not settings.register_url.get_secret_value():
        raise RapporteurError("Where to? Set register_url to a PostgreSQL database, and chroma to a server.")
    if not (folder / FILE).is_file():
        raise RapporteurError(f"There is no library at {folder}.")
    source, library = Register(folder / FILE), Library(settings)
    total = source.counts()["passages"]
    with RichProgress(err) as progress:
        copy_register(source, library.register, lambda done: progress("copying", done, total))
        library.sync(progress)
    out.print(f"{total} passages are on the servers.", markup=False)
    source.close()
    library.close()
