"""Which register a library has, by the settings."""

from typing import Final

from errors import LibraryError
from ingest.register.writing import Register
from settings import Settings

FILE: Final = "register.sqlite"


def open_register(settings: Settings) -> Register:
    """The register in the library's folder, or the shared one on a server.

    Raises:
        LibraryError: it cannot be opened; or it is shared and the vectors would not be.
    """
    url = settings.register_url.get_secret_value()
    if not url:
        return Register(settings.library / FILE)
    if not settings.chroma:
        raise LibraryError(
            "A register that machines share needs vectors that they share: "
            "set chroma to the address of a Chroma server, too."
        )
    from ingest.register.postgres import PostgresDatabase

    return Register(PostgresDatabase(url))
