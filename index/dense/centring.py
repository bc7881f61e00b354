"""Vectors without what they say about the language alone.

multilingual-e5-small puts texts of one language close together whatever they say: beside Russian passages
that miss the point, an English one that answers a Russian question is rarely found. Taking each language's
mean vector away, of questions and of passages apart, cures most of it (after Libovický et al., "On the
Language Neutrality of Pre-trained Multilingual Representations", 2020). The means are fitted by
``training.fit_centres``.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.models.learned import require
from language.pack import base

Floats = NDArray[np.float32]

CENTRED: Final = ("ar", "de", "en", "es", "fr", "other", "ru", "zh")
"""Languages that have a mean of their own; that of all stands for the others."""

_UNIT = 1e4  # the file has whole numbers


def version() -> str:
    """A short hash of the means in use, for the stamp of the vector index."""
    return hashlib.sha256(_text().encode()).hexdigest()[:8]


def centred_passages(vectors: Sequence[Sequence[float]], languages: Sequence[str]) -> Floats:
    """Take from each passage's vector what its language adds.

    Args:
        vectors: Of unit length, shape (passages, dimension).
        languages: BCP 47 codes, one a passage.
    """
    return _unit(
        np.asarray(vectors, np.float32) - np.stack([_centre("passages", code) for code in languages])
    )


def centred_query(vector: Sequence[float], language: str) -> list[float]:
    """Take from a question's vector what its language adds."""
    centred: list[float] = _unit(np.asarray(vector, np.float32) - _centre("queries", language)).tolist()
    return centred


def offset(language: str) -> Floats:
    """What is taken from the vectors of a language's passages."""
    return _centre("passages", language)


def _centre(side: str, language: str) -> Floats:
    centres = _centres()[side]
    return centres.get(base(language), centres["other"])


def _unit(vectors: Floats) -> Floats:
    scaled: Floats = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return scaled


@cache
def _centres() -> dict[str, dict[str, Floats]]:
    found: dict[str, dict[str, list[int]]] = json.loads(_text())
    require(found, ("passages", "queries"), "centres.json")
    for centres in found.values():
        require(centres, CENTRED, "centres.json")
    return {
        side: {language: np.asarray(numbers, np.float32) / _UNIT for language, numbers in centres.items()}
        for side, centres in found.items()
    }


@cache
def _text() -> str:
    return files("index.dense").joinpath("centres.json").read_text(encoding="utf-8")
