"""A Chroma collection as the vector index reads it: cosines in place of distances, and no text, which the register has."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from chromadb.api.models.Collection import Collection
from chromadb.errors import InternalError

from index.dense.kept_vectors import Floats

_PORTION = 10_000  # ids asked for at once
_UNKNOWN_ID = "Error finding id"
_MOST_IDS = 250  # that Chroma is asked for in one call; many more run into SQLite's limit on variables


class StoredVectors:
    """Vectors by the ids of their passages.

    Args:
        collection: Chroma's own.
    """

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors; ids that are not there do not matter."""
        self.collection.delete(ids=list(ids))

    def nearest(self, embedding: Sequence[float], top: int, where: Mapping[str, Any]) -> dict[str, float]:
        """The ids of the nearest that pass a filter, with their cosine similarities, nearest first."""
        found = self.collection.query(
            query_embeddings=np.asarray([embedding], np.float32),
            n_results=top,
            where=dict(where) or None,
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return {name: 1.0 - float(far) for name, far in zip(found["ids"][0], distances, strict=True)}

    def embeddings(self, ids: Sequence[str]) -> tuple[list[str], list[Floats]]:
        """The ids that are there, and their embeddings, each of shape (dimension,).

        Chroma refuses the whole request for one id that another process has written since the folder was
        opened here; such an id is not there yet.
        """
        names: list[str] = []
        vectors: list[Floats] = []
        waiting = [ids[start : start + _MOST_IDS] for start in range(0, len(ids), _MOST_IDS)]
        while waiting:
            some = list(waiting.pop())
            try:
                found = self.collection.get(ids=some, include=["embeddings"])
            except InternalError as error:
                if _UNKNOWN_ID not in str(error):
                    raise
                half = len(some) // 2
                waiting += [some[:half], some[half:]] if half else []
                continue
            names += found["ids"]
            vectors += list(np.asarray(found["embeddings"], np.float32))
        return names, vectors

    def ids(self) -> set[str]:
        """The ids of all vectors, asked for in portions."""
        found: set[str] = set()
        while portion := self.collection.get(include=[], limit=_PORTION, offset=len(found))["ids"]:
            found.update(portion)
        return found

    def count(self) -> int:
        """Number of vectors."""
        return int(self.collection.count())
