"""Vectors fetched once for a filter that stays, as it does in a conversation, and compared one by one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.hit import Filters

Floats = NDArray[np.float32]
Key = tuple[str | None, Filters | tuple[str, ...]]
"""The generation of the vectors, and the filter or the ids."""

_MOST: Final = 120_000  # vectors over all that is kept, 180 MB


class Held:
    """Vectors with their ids.

    Args:
        names: The ids.
        vectors: Shape (ids, dimension).
    """

    __slots__ = ("_names", "_vectors")

    def __init__(self, names: Sequence[str], vectors: Floats) -> None:
        self._names = names
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._names)

    def cosines(self, embedding: Sequence[float]) -> dict[str, float]:
        """Cosine similarities with a vector of unit length."""
        found: list[float] = (self._vectors @ np.asarray(embedding, np.float32)).tolist()
        return dict(zip(self._names, found, strict=True))

    def nearest(self, embedding: Sequence[float], top: int) -> dict[str, float]:
        """The largest cosine similarities, the largest first; ties by id."""
        cosines = self._vectors @ np.asarray(embedding, np.float32)
        least = np.partition(cosines, -top)[-top] if top < len(cosines) else -np.inf
        near = [(self._names[at], float(cosines[at])) for at in np.flatnonzero(cosines >= least).tolist()]
        return dict(sorted(near, key=lambda item: (-item[1], item[0]))[:top])


class KeptVectors:
    """What was fetched for the filters used last; may serve several threads.

    Args:
        fetch: The vectors of given ids; those that are not there are left out.
    """

    def __init__(self, fetch: Callable[[Sequence[str]], Mapping[str, Floats]]) -> None:
        self._fetch = fetch
        self._recent: dict[Key, Held] = {}

    def get(self, key: Key) -> Held | None:
        """What is kept for a filter, if anything."""
        return self._recent.get(key)

    def fetched(self, key: Key, ids: Sequence[str]) -> Held | None:
        """Vectors of given passages; what is complete is kept, what is still being embedded is not."""
        known = self._fetch(ids)
        if not known:
            return None
        held = Held(list(known), np.stack(list(known.values())))
        if len(known) == len(ids):
            self._recent[key] = held
        while len(self._recent) > 1 and sum(map(len, self._recent.copy().values())) > _MOST:
            self._recent.pop(next(iter(self._recent)), None)
        return held
