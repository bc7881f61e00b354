"""One Chroma client of a library: for a folder, a Chroma server or Chroma Cloud.

A client of a folder does not see what another process writes to it, and two clients of one process share
their state; so there is one, opened anew when the register, which counts the writings
(``vectors.generation``), says that there is something new. A server sees everything at once, and holds
several libraries, so there a collection's name begins with the library's own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from time import monotonic, sleep
from typing import Final, Protocol, TypeVar, cast
from urllib.parse import urlsplit
from uuid import uuid4

import chromadb
import httpx
from chromadb.api.client import Client
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT
from chromadb.errors import ChromaError, InternalError, InvalidArgumentError
from pydantic import SecretStr

from errors import LibraryError, UnusableFolderError, UnusableVectorsError
from index.dense.chroma_folder import Look, copied, opened, quiet
from ingest.register import Register
from ingest.register.unwritable import unwritable

CLOUD: Final = "cloud"

Found = TypeVar("Found")

_ATTEMPTS = 3
_PATIENCE = 60.0  # seconds for another process to let go of Chroma's database
_PAUSE = 0.1  # seconds
GENERATION: Final = "vectors.generation"
_NAME = "vectors.name"


class Place(Protocol):
    """What the settings say of where the vectors are."""

    @property
    def library(self) -> Path:
        """The library's folder."""

    @property
    def chroma(self) -> str:
        """A server's address, "cloud", or nothing for the library's folder."""

    @property
    def chroma_key(self) -> SecretStr:
        """Key of the server or of Chroma Cloud."""

    @property
    def chroma_tenant(self) -> str:
        """Tenant of the server or of Chroma Cloud; may be empty."""

    @property
    def chroma_database(self) -> str:
        """Database of the server or of Chroma Cloud; may be empty."""


class Chroma:
    """The client, and the lock under which it is used.

    Args:
        place: Where the vectors are.
        register: The register that counts the writings.
    """

    def __init__(self, place: Place, register: Register) -> None:
        self._lock = RLock()
        self._place = place
        self._register = register
        self._client: Client | None = None
        self._copy: TemporaryDirectory[str] | None = None
        self._seen = ""
        self._look = Look()

    @property
    def written(self) -> bool:
        """Whether anything was ever written."""
        return bool(self._generation())

    @property
    def cloud(self) -> bool:
        """Whether it is Chroma Cloud, which has another kind of index."""
        return self._place.chroma == CLOUD

    def collection(self, generation: int) -> str:
        """Name of the collection of a generation."""
        if not self._place.chroma:
            return f"passages-{generation}"
        name = self._register.meta(_NAME)
        if name is None:
            name = uuid4().hex
            self._register.set_meta(_NAME, name)
        return f"rapporteur-{name}-{generation}"

    @contextmanager
    def use(self) -> Iterator[Client]:
        """The client, of the latest generation, for one piece of work.

        Raises:
            LibraryError: the folder cannot be opened, the server does not answer, or the index is broken.
        """
        with self._lock:
            client = self._latest()
            try:
                yield client
            except ChromaError as error:
                raise _broken(error) from error
            except httpx.HTTPError as error:
                raise self._unreachable(error) from error

    def read(self, work: Callable[[Client], Found]) -> Found:
        """Read something; with the folder opened anew where another process was just writing to it.

        Raises:
            LibraryError: as ``use``.
        """
        for _ in range(_ATTEMPTS - 1):
            with self.use() as client:
                try:
                    return work(client)
                except InternalError as error:
                    if self._place.chroma:
                        raise
                    locked = _is_locked(error)
            if locked:
                break
            self.close()
        return self.patiently(work)

    def patiently(self, work: Callable[[Client], Found]) -> Found:
        """Do some work that may be done twice, again and again while another process locks Chroma's database.

        SQLite, which Chroma keeps its books in, waits by itself only where no two could wait for each other.

        Raises:
            LibraryError: as ``use``.
        """
        end = monotonic() + _PATIENCE
        while True:
            with self.use() as client:
                try:
                    return work(client)
                except ChromaError as error:
                    if not _is_locked(error) or monotonic() > end:
                        raise
            sleep(_PAUSE)

    def _latest(self) -> Client:
        generation = self._generation()
        # A search reads one moment of the register, in which an earlier generation may be the latest.
        newer = int(generation or 0) > int(self._seen or 0)
        if self._client is not None and newer and not self._place.chroma:
            self.close()
        if self._client is None:
            self._client = self._connect()
        if newer:
            self._seen = generation
        return self._client

    def announce(self) -> None:
        """Tell other processes that something was written."""
        with self._lock:
            self._seen = str(int(self._generation() or 0) + 1)
            self._register.set_meta(GENERATION, self._seen)

    def close(self) -> None:
        """Let go of the folder or the server."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None
            if self._copy is not None:
                self._copy.cleanup()
            self._copy = None

    def _generation(self) -> str:
        return self._register.meta(GENERATION) or ""

    def _connect(self) -> Client:
        if self._place.chroma:
            try:
                return self._connect_far()
            except (ChromaError, httpx.HTTPError, ValueError) as error:
                raise self._unreachable(error) from error
        folder = self._place.library / "chroma"
        self._look.refuse_spoilt(folder)
        try:
            return opened(folder)
        except (ChromaError, OSError, ValueError, AttributeError) as error:
            if why := unwritable(folder):
                self._copy = copied(folder, why)
                return opened(Path(self._copy.name))
            raise UnusableFolderError(
                f"The vector index at {folder} cannot be opened ({error}): "
                "check the folder's rights, or move it away and run `rapporteur rebuild`."
            ) from error

    def _connect_far(self) -> Client:
        place, key = self._place, self._place.chroma_key.get_secret_value()
        if self.cloud:
            client = chromadb.CloudClient(
                tenant=place.chroma_tenant or None,
                database=place.chroma_database or None,
                api_key=key or None,
                settings=quiet(),
            )
            return cast(Client, client)
        address = urlsplit(place.chroma)
        client = chromadb.HttpClient(
            host=address.hostname or "",
            port=address.port or (443 if address.scheme == "https" else 80),
            ssl=address.scheme == "https",
            headers={"x-chroma-token": key, "Authorization": f"Bearer {key}"} if key else None,
            tenant=place.chroma_tenant or DEFAULT_TENANT,
            database=place.chroma_database or DEFAULT_DATABASE,
            settings=quiet(),
        )
        return cast(Client, client)

    def _unreachable(self, error: Exception) -> LibraryError:
        where = "Chroma Cloud" if self.cloud else f"The Chroma server at {self._place.chroma}"
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        return LibraryError(
            f"{where} cannot be used ({reason}): see that it runs and that the settings chroma, chroma_key, "
            "chroma_tenant and chroma_database fit it."
        )


def _is_locked(error: ChromaError) -> bool:
    return "database is locked" in str(error)


def _broken(error: ChromaError) -> LibraryError:
    if _is_locked(error):
        return LibraryError(
            "Another program has been writing to the vector index for long: wait until it has ended, and run the "
            "same command again; nothing is lost."
        )
    if isinstance(error, InvalidArgumentError):
        # A model that changed behind its name; to search by words alone would hide it.
        return LibraryError(f"The vectors do not fit this index ({error}): run `rapporteur rebuild`.")
    return UnusableVectorsError(f"The vector index is broken ({error}): run `rapporteur rebuild`.")
