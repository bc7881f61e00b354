"""Vectors of the starter documents' passages, which come with the program: its first page need not wait for a model.

Each is found by the hash of the text that it is the vector of, so it can stand for no other text; a passage that has
changed since is embedded as any other. ``python -m training.starter_vectors`` makes the file anew.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from index.models.e5_file import DIMENSION, Floats

FILE = "known_vectors.bin"
_KEY = 16  # bytes of the hash of a text
_ROW = np.dtype([("key", np.void, _KEY), ("vector", np.float32, DIMENSION)])


def known_vectors(texts: Sequence[str]) -> dict[str, Floats]:
    """The vectors of those texts that come with the program, each of shape (384,) and unit length."""
    known = _table()
    return {text: known[name] for text in texts if (name := _key(text)) in known}


def packed(vectors: Mapping[str, Sequence[float]]) -> bytes:
    """The file for some texts with their vectors."""
    rows = np.empty(len(vectors), _ROW)
    for row, (text, vector) in zip(rows, sorted(vectors.items()), strict=True):
        row["key"], row["vector"] = _key(text), vector
    return rows.tobytes()


@cache
def _table() -> dict[bytes, Floats]:
    """Vectors by the hash of their text, a megabyte and a half."""
    rows = np.frombuffer(files("index.models").joinpath(FILE).read_bytes(), _ROW)
    return dict(zip((key.tobytes() for key in rows["key"]), rows["vector"], strict=True))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:_KEY]
