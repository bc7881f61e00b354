"""The two derived indexes of a library, words and vectors: the generation in use, and the one being made."""

import json
from collections.abc import Mapping
from threading import RLock
from typing import TYPE_CHECKING

from errors import LibraryError, UnusableVectorsError
from index.dense import centring
from index.generations import Generations
from index.lexical import lexical
from index.lexical.lexical import LexicalIndex
from index.models import context
from index.models.chosen import Models
from index.models.e5_file import DIMENSION, NAME
from index.progress import Reports
from index.queue import Ledger
from ingest.register import Register
from settings import Settings

if TYPE_CHECKING:
    from index.dense.chroma import Chroma
    from index.dense.vectors import VectorIndex

_PACKAGED: Mapping[str, str | int] = {
    "model": NAME,
    "dimension": DIMENSION,
    "space": "cosine",
    "context": context.VERSION,
    "centres": centring.version(),
}

_LOOKED_AT = 500  # vectors that are really fetched when all are looked over


class Indexes:
    """Both indexes; one serves many threads. Chroma is loaded when vectors are wanted.

    Args:
        settings: Where the vectors are.
        register: The register they are derived from.
        models: What makes vectors.
    """

    def __init__(self, settings: Settings, register: Register, models: Models) -> None:
        self._settings = settings
        self._register = register
        self._models = models
        self._lock = RLock()
        self._stamp = _stamp(settings)
        self._opened: Chroma | None = None
        self._vector_indexes: dict[int, VectorIndex] = {}
        self._lexical_indexes: dict[int, LexicalIndex] = {}
        self._lexical_numbers = Generations(register, "lexical", lexical.VERSION)
        self._vector_numbers = Generations(register, "vectors", json.dumps(dict(self._stamp)))
        self._lexical_numbers.start(lambda db, number: self._lexical(number).create(db))
        self._vector_numbers.start(lambda db, number: self._ledger(number).create(db))

    @property
    def model(self) -> str:
        """Name of the embedding model."""
        return str(self._stamp["model"])

    def words(self) -> LexicalIndex:
        """The lexical index in use.

        Raises:
            LibraryError: it is of another release.
        """
        return self._lexical(self._fitting(self._lexical_numbers))

    def vectors(self) -> "VectorIndex":
        """The vector index in use.

        Raises:
            LibraryError: it is of another model or release.
        """
        return self._vectors(self._fitting(self._vector_numbers))

    def chroma(self) -> "Chroma":
        """What holds the vectors."""
        from index.dense.chroma import Chroma

        with self._lock:
            if self._opened is None:
                self._opened = Chroma(self._settings, self._register)
            return self._opened

    def in_use(self) -> tuple[int, int]:
        """Numbers of the generations in use, of words and of vectors."""
        return self._lexical_numbers.current(), self._vector_numbers.current()

    def waiting(self) -> tuple[int, int]:
        """Count the passages that are not yet indexed by their words, and those without their vectors."""
        words, vectors = self.in_use()
        return self._lexical(words).queue.waiting(), self._ledger(vectors).waiting()

    # Writing

    def sync(self, progress: Reports | None = None) -> None:
        """Bring both up to the register; may be stopped at any point and started again.

        Raises:
            LibraryError: they are of another release.
            ModelError: the embedding model cannot be used.
        """
        self.words().sync(progress)
        self._sync_vectors(self._fitting(self._vector_numbers), progress)

    def rebuild(self, progress: Reports | None = None) -> None:
        """Make both anew from the register, and switch to them when they are complete."""
        number = self._lexical_numbers.next(
            lambda db, begun: self._lexical(begun).create(db),
            lambda db, begun: self._lexical(begun).drop(db),
        )
        self._lexical(number).sync(progress)
        self._lexical_numbers.switch(lambda db, old: self._lexical(old).drop(db))
        number = self._vector_numbers.next(
            lambda db, begun: self._ledger(begun).create(db),
            lambda db, begun: self._ledger(begun).drop(db),
        )
        self._sync_vectors(number, progress)
        self._vectors(number).create(self._ledger(number).size())  # also where there was nothing to take in
        last = self._vector_numbers.switch(lambda db, old: self._ledger(old).drop(db))
        self._vectors(number).announce()
        self._vectors(last).drop()

    def close(self) -> None:
        """Let go of Chroma."""
        if self._opened is not None:
            self._opened.close()

    # Looking over

    def vectors_fault(self) -> str:
        """Why searches do without the vectors, in a sentence; empty where they have them."""
        try:
            self.vectors().count()
        except UnusableVectorsError as error:
            return str(error)
        except LibraryError:
            return ""  # such a search does without nothing: it fails, and says why
        return ""

    def vector_gaps(self) -> tuple[int, int, int]:
        """Vectors that should be in the index and are not, that are and should not, and that are waited for.

        Raises:
            LibraryError: the index is missing, of another make, or broken.
        """
        number = self._fitting(self._vector_numbers)
        ledger = self._ledger(number)
        kept, stored = ledger.ids(), self._vectors(number).ids()
        under_way = ledger.pending()  # what a stopped sync has added is noted when it goes on
        # Chroma lists ids without looking whether their vectors are there: look at some, spread over all.
        some = sorted(kept & stored)[:: max(1, len(kept) // _LOOKED_AT)]
        hollow = len(some) - len(self._vectors(number).embeddings(some))
        return len(kept - stored) + hollow, 0 if under_way else len(stored - kept), ledger.waiting()

    def vectors_without_register(self) -> bool:
        """Whether Chroma's folder holds something although this register never wrote there."""
        from index.dense.chroma import GENERATION

        return self._register.meta(GENERATION) is None and (self._settings.library / "chroma").exists()

    # Generations

    def _lexical(self, number: int) -> LexicalIndex:
        return self._lexical_indexes.setdefault(number, LexicalIndex(self._register, number))

    def _ledger(self, number: int) -> Ledger:
        return Ledger(self._register, f"vectors_{number}")

    def _vectors(self, number: int) -> "VectorIndex":
        from index.dense.vectors import VectorIndex

        with self._lock:
            if number not in self._vector_indexes:
                self._vector_indexes[number] = VectorIndex(self._register, self.chroma(), number, self._stamp)
            return self._vector_indexes[number]

    def _sync_vectors(self, number: int, progress: Reports | None) -> None:
        ledger = self._ledger(number)
        if not ledger.pending():  # asked before Chroma and LlamaIndex are loaded, which takes seconds
            return
        from index.dense.sync import VectorSync

        VectorSync(self._register, ledger, self._vectors(number)).run(self._models.embedder, progress)

    @staticmethod
    def _fitting(generations: Generations) -> int:
        if not generations.fits():
            raise LibraryError(
                "The indexes of this library were made by another model or release: run `rapporteur rebuild`."
            )
        return generations.current()


def _stamp(settings: Settings) -> Mapping[str, str | int]:
    """What makes the vectors; an index of another stamp cannot be used."""
    if settings.embedding == "e5":
        return _PACKAGED
    from index.models.backends import name_of

    return {"model": name_of(settings), "space": "cosine", "context": context.VERSION}
