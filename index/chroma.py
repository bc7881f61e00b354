"""One Chroma client for a folder or a server, opened anew when another process has written to it.

Chroma's client does not see what another process writes to the same folder, and two clients of one process
share their state, so there is one, and the register counts the writings (``vectors.generation``).
"""

from pathlib import Path
from threading import RLock
from typing import Final, cast
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from errors import LibraryError
from ingest.register import Register

FAILURES: Final = (ChromaError, httpx.HTTPError)
"""What Chroma raises, a folder's and a server's, where it is broken or out of reach."""

_GENERATION = "vectors.generation"


class Chroma:
    """The client, and the lock under which it is used.

    Args:
        folder: Chroma's folder.
        register: The register that counts the writings.
        server: Address of a Chroma server that holds the vectors instead of the folder; empty: none.
    """

    def __init__(self, folder: Path, register: Register, server: str = "") -> None:
        self.lock = RLock()
        self._folder = folder
        self._server = server
        self._register = register
        self._client: Client | None = None
        self._seen = ""

    @property
    def written(self) -> bool:
        """Whether anything was ever written."""
        return bool(self._generation())

    def client(self) -> Client:
        """The client, of the latest generation; hold the lock while using it.

        Raises:
            LibraryError: the folder cannot be opened.
        """
        generation = self._generation()
        if self._client is not None and generation != self._seen:
            self.close()
        if self._client is None:
            self._client = self._connect()
            self._seen = generation
        return self._client

    def announce(self) -> None:
        """Tell other processes that something was written."""
        with self.lock:
            self._seen = str(int(self._generation() or 0) + 1)
            self._register.set_meta(_GENERATION, self._seen)

    def close(self) -> None:
        """Let go of the folder."""
        with self.lock:
            if self._client is not None:
                self._client.close()
            self._client = None

    def _generation(self) -> str:
        return self._register.meta(_GENERATION) or ""

    def _connect(self) -> Client:
        settings = ChromaSettings(anonymized_telemetry=False)
        try:
            if self._server:
                return cast(Client, _served(self._server, settings))
            return cast(Client, chromadb.PersistentClient(path=str(self._folder), settings=settings))
        except (ChromaError, httpx.HTTPError, OSError, ValueError, AttributeError) as error:
            # AttributeError: where its database is damaged, Chroma stumbles over its own clearing up
            if self._server:
                raise LibraryError(
                    f"The Chroma server at {self._server} does not answer ({error}): start it, or correct chroma_url."
                ) from error
            raise LibraryError(
                f"The vector index at {self._folder} cannot be opened ({error}): "
                "check the folder's rights, or move it away and run `rapporteur rebuild`."
            ) from error


def _served(server: str, settings: ChromaSettings) -> ClientAPI:
    """The client of a server, by its address ("http://chroma:8000")."""
    address = urlsplit(server)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError("not an http or https address")
    secure = address.scheme == "https"
    port = address.port or (443 if secure else 80)
    return chromadb.HttpClient(host=address.hostname, port=port, ssl=secure, settings=settings)
