"""The vector index: one Chroma collection a generation."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from chromadb.api.client import Client
from chromadb.errors import NotFoundError

from errors import LibraryError
from index.dense.chroma import GENERATION, Chroma
from index.dense.collection import StoredVectors
from index.dense.filtered_search import FEW, MANY, deeper, first_depth
from index.dense.kept_vectors import Floats, Held, KeptVectors
from index.dense.vector_metadata import where
from index.filters import few, passing
from index.hit import Filters
from ingest.register import Register

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode

Stamp = Mapping[str, str | int]

# Chroma's own 100 and 100 miss one in seven of the 50 nearest among 30,000 passages, these one in forty.
_HNSW: Mapping[str, str | int] = {"space": "cosine", "ef_construction": 200}
_EF_SEARCH = 400
_REMEMBERED = 200  # vectors from which it pays to keep what was fetched for a filter


def _tuned(size: int) -> Any:  # noqa: ANN401 - Chroma's own type has no name in public
    """What may be set anew on a collection at any time, for the size it is to have.

    Chroma writes the list of all ids whenever so many vectors are new (``sync_threshold``), and who opens the
    index has to take in those that are newer: seldom makes large indexes cheap to write, often makes small
    ones quick to open.
    """
    return {"ef_search": _EF_SEARCH, "sync_threshold": 1000 * min(max(size // 200_000, 1), 5)}


class VectorIndex:
    """The collection of one generation.

    Args:
        register: The register.
        chroma: Where the collection is.
        generation: Number of the generation, from 1.
        stamp: Model, dimension, space and version of the text that is embedded.
    """

    def __init__(self, register: Register, chroma: Chroma, generation: int, stamp: Stamp) -> None:
        self._register = register
        self._chroma = chroma
        self._name = chroma.collection(generation)
        self._stamp = dict(stamp)
        self._kept = KeptVectors(self.embeddings)
        self._store: tuple[Client, StoredVectors] | None = None

    def create(self, size: int = 0) -> None:
        """Make the collection where there is none, and tune it to the size it is to have.

        Raises:
            LibraryError: the folder cannot be opened.
        """
        tuned = _tuned(size)
        kind: Any = {"spann": {"space": "cosine"}} if self._chroma.cloud else {"hnsw": {**_HNSW, **tuned}}

        def make(client: Client) -> None:
            collection = client.get_or_create_collection(
                self._name, embedding_function=None, configuration=kind, metadata=self._stamp
            )
            if self._chroma.cloud:
                return
            found = collection.configuration.get("hnsw") or {}
            if any(found.get(name) != value for name, value in tuned.items()):
                collection.modify(configuration={"hnsw": tuned})
                self._chroma.close()  # an open index keeps its old tuning

        self._chroma.patiently(make)

    def drop(self) -> None:
        """Remove the collection."""

        def remove(client: Client) -> None:
            with suppress(NotFoundError):
                client.delete_collection(self._name)

        self._chroma.patiently(remove)

    # Writing

    def add(self, nodes: "Sequence[BaseNode]") -> None:
        """Insert or replace nodes of LlamaIndex with their embeddings."""
        from index.dense.llama_store import PassageStore

        self._chroma.patiently(lambda client: PassageStore(self._opened(client).collection).add(nodes))

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that are not there do not matter."""
        if ids:
            self._chroma.patiently(lambda client: self._opened(client).remove(ids))

    def announce(self) -> None:
        """Tell other processes that there is something new."""
        self._chroma.announce()

    # Reading

    def count(self) -> int:
        """Count the vectors."""
        if not self._chroma.written:
            return 0
        return self._chroma.read(lambda client: self._opened(client).count())

    def ids(self) -> set[str]:
        """The ids of all vectors.

        Raises:
            LibraryError: the index is missing, of another make, or broken.
        """
        return self._chroma.read(lambda client: self._opened(client).ids()) if self._chroma.written else set()

    def search(self, embedding: Sequence[float], top: int, filters: Filters) -> dict[str, float]:
        """Find the nearest passages, with their cosine similarities, nearest first.

        The ids may include passages that are no longer current; before the first writing there are none.

        Raises:
            LibraryError: the index is missing, of another make, or broken.
        """
        if not self._chroma.written:
            return {}
        if not filters:
            return self._query(embedding, filters, top)
        few_pass = few(self._register, filters, FEW)
        if few_pass is not None:
            return self._nearest_of(embedding, tuple(few_pass.values()), top)
        found = None if self._chroma.cloud else self._narrowed(embedding, top, filters)
        return self._sifted(self._query(embedding, filters, top), filters) if found is None else found

    def _narrowed(self, embedding: Sequence[float], top: int, filters: Filters) -> dict[str, float] | None:
        """The nearest of many that pass a filter, found without Chroma's own; None where that is too dear.

        Of what is kept, what has gone meanwhile is left out by whoever reads the register.
        """
        key = (self._register.meta(GENERATION), filters)
        if held := self._kept.get(key):
            return held.nearest(embedding, top)
        depth: int | None = first_depth(top)
        while depth is not None:
            found = self._query(embedding, Filters(), depth)
            near = self._sifted(found, filters)
            if len(near) >= top or len(found) < depth:
                return dict(islice(near.items(), top))
            depth = deeper(top, depth, len(near))
        many = few(self._register, filters, MANY)
        held = self._kept.fetched(key, tuple(many.values())) if many else None
        return held.nearest(embedding, top) if held else None

    def _nearest_of(self, embedding: Sequence[float], ids: tuple[str, ...], top: int) -> dict[str, float]:
        """The nearest of given passages."""
        if len(ids) < _REMEMBERED:
            near = self.similarities(embedding, ids)
            return dict(sorted(near.items(), key=lambda item: (-item[1], item[0]))[:top])
        key = (self._register.meta(GENERATION), ids)
        held = self._kept.get(key) or self._kept.fetched(key, ids)
        return held.nearest(embedding, top) if held else {}

    def _query(self, embedding: Sequence[float], filters: Filters, depth: int) -> dict[str, float]:
        conditions = where(filters, self._register)
        if conditions is None:
            return {}
        return self._chroma.read(lambda client: self._opened(client).nearest(embedding, depth, conditions))

    def _sifted(self, found: Mapping[str, float], filters: Filters) -> dict[str, float]:
        passed = passing(self._register, list(found), filters)
        return {name: score for name, score in found.items() if name in passed}

    def embeddings(self, ids: Sequence[str]) -> dict[str, Floats]:
        """Vectors of given passages; those not in the index are left out."""
        if not ids or not self._chroma.written:
            return {}
        names, vectors = self._chroma.read(lambda client: self._opened(client).embeddings(ids))
        return dict(zip(names, vectors, strict=True))

    def similarities(self, embedding: Sequence[float], ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarities of given passages; those not in the index are left out."""
        known = self.embeddings(ids)
        return Held(list(known), np.stack(list(known.values()))).cosines(embedding) if known else {}

    def _opened(self, client: Client) -> StoredVectors:
        if self._store is None or self._store[0] is not client:
            self._store = (client, self._open(client))
        return self._store[1]

    def _open(self, client: Client) -> StoredVectors:
        try:
            collection = client.get_collection(self._name, embedding_function=None)
        except NotFoundError as error:
            raise LibraryError("The vector index is missing: run `rapporteur rebuild`.") from error
        stamp = collection.metadata or {}
        configuration = collection.configuration
        space = (configuration.get("hnsw") or configuration.get("spann") or {}).get("space")
        if stamp != self._stamp or space != self._stamp["space"]:
            raise LibraryError(
                f"The vector index was made by another model or release ({stamp.get('model')}, "
                f"{stamp.get('dimension')} dimensions, {space}): run `rapporteur rebuild`."
            )
        return StoredVectors(collection)
