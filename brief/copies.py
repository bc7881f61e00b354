"""Near-copies and language versions, each shown once with a note where else the words stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from brief.model import Entry
from index.query.tokens import tokenise

ALIKE: Final = 0.8  # share of words in common from which one text is a copy of another
SAME_MEANING: Final = 0.55  # centred cosine of two language versions of one speaker's words in one document

Vectors = Mapping[str, NDArray[np.float32]]


def once(entries: Sequence[Entry], vectors: Vectors) -> list[Entry]:
    """The entries without copies; the one kept names the others.

    Args:
        entries: Those to be kept first come first.
        vectors: Of the passages, by id, for telling language versions of one document.
    """
    kept: list[Entry] = []
    words: list[frozenset[str]] = []
    for entry in entries:
        own = frozenset(tokenise(entry.quote, entry.passage.language))
        at = next(
            (i for i, other in enumerate(kept) if _same(other, words[i], entry, own, vectors)),
            None,
        )
        if at is None:
            kept.append(entry)
            words.append(own)
        else:
            kept[at] = replace(kept[at], again=(*kept[at].again, entry.match))
    return kept


def _same(one: Entry, its: frozenset[str], other: Entry, own: frozenset[str], vectors: Vectors) -> bool:
    if one.owner.part != other.owner.part:
        return False
    if one.owner.name != other.owner.name and one.owner.part not in ("decisions", "documents"):
        return False
    if one.passage.language == other.passage.language:
        return (
            bool(its | own)
            and len(its & own) >= ALIKE * min(len(its), len(own))
            and min(len(its), len(own)) > 3
        )
    if (
        one.document.id != other.document.id
        or one.passage.id not in vectors
        or other.passage.id not in vectors
    ):
        return False
    a, b = vectors[one.passage.id], vectors[other.passage.id]
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b))) >= SAME_MEANING
