"""A library whose searches and readings are kept on disk, so that variants of the answers are judged in seconds.

What is kept depends on the question, the filters and the packaged models only; a change of the search or of a model
is another file (``Kept.name``).
"""

import pickle  # nosec B403 - reads only what it wrote
import sqlite3
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.hit import Filters, Hit
from index.library import Library
from index.models.cross_encoder import Excerpt


class Kept:
    """Results by key in one SQLite file.

    Args:
        path: The file; it is made where there is none.
    """

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB)")

    def get(self, key: object) -> Any:  # noqa: ANN401 - whatever was kept
        """What is kept under a key; None where nothing is."""
        row = self._db.execute("SELECT value FROM kept WHERE key = ?", (_digest(key),)).fetchone()
        return None if row is None else pickle.loads(row[0])  # noqa: S301 - our own file  # nosec B301

    def keep(self, key: object, value: object) -> None:
        """Keep a value."""
        self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (_digest(key), pickle.dumps(value)))


class KeptLibrary:
    """The library, searching and reading only what it has not before; in everything else it is the library.

    Args:
        library: The library.
        kept: Where results are kept.
    """

    def __init__(self, library: Library, kept: Kept) -> None:
        self._library = library
        self._kept = kept
        self.cross_encoder = SimpleNamespace(scores=self._scores)
        self.embedder = SimpleNamespace(get_query_embedding=self._query_embedding)
        self.text_vectors = SimpleNamespace(of=self._vectors)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the library has
        return getattr(self._library, name)

    def search(self, query: str, top: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The library's ranking."""
        key = ("search", query, top, repr(filters or Filters()))
        rows = self._kept.get(key)
        if rows is None:
            hits = self._library.search(query, top=top, filters=filters)
            self._kept.keep(key, [(h.passage.id, h.score, h.dense, h.lexical) for h in hits])
            return hits
        register = self._library.register
        passages = register.passages([row[0] for row in rows])
        documents = {each: register.document(each) for each in {p.document_id for p in passages.values()}}
        return [
            Hit(passage=passages[name], document=document, score=score, dense=dense, lexical=lexical)
            for name, score, dense, lexical in rows
            if name in passages and (document := documents[passages[name].document_id]) is not None
        ]

    def _scores(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        keys = [("cross", question, excerpt.head, excerpt.sentences) for excerpt in excerpts]
        known = [self._kept.get(key) for key in keys]
        missing = [i for i, row in enumerate(known) if row is None]
        if missing:
            fresh = self._library.cross_encoder.scores(question, [excerpts[i] for i in missing])
            for i, row in zip(missing, fresh, strict=True):
                known[i] = row
                self._kept.keep(keys[i], row)
        return known

    def _query_embedding(self, text: str) -> list[float]:
        vector: list[float] = self._once(
            ("query", text), lambda: list(self._library.embedder.get_query_embedding(text))
        )
        return vector

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        known = {text: self._kept.get(("vector", text)) for text in texts}
        missing = [text for text, vector in known.items() if vector is None]
        if missing:
            for text, vector in zip(missing, self._library.text_vectors.of(missing), strict=True):
                known[text] = vector.astype(np.float16)
                self._kept.keep(("vector", text), known[text])
        return np.array([known[text] for text in texts], np.float32)

    def _once(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        known = self._kept.get(key)
        if known is None:
            known = make()
            self._kept.keep(key, known)
        return known


def _digest(key: object) -> str:
    return sha256(repr(key).encode("utf-8", "replace")).hexdigest()
