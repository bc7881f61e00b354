"""The library: documents in, passages out, for the command line, the page and the answers alike."""

import json
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any

from errors import LibraryError
from index.dense import centring
from index.generations import Generations
from index.hit import Filters, Found, Hit
from index.lexical import lexical
from index.lexical.lexical import LexicalIndex
from index.models import context
from index.models.e5_file import DIMENSION, NAME
from index.progress import FileProgress, Reports
from index.queue import Ledger
from ingest.document import Passage
from ingest.names.symbols import normalise
from ingest.register import open_register
from ingest.work.pipeline import IngestReport, ingest
from settings import Settings
from starter import documents as starter_documents

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

    from index.dense.chroma import Chroma
    from index.dense.text_vectors import TextVectors
    from index.dense.vectors import VectorIndex
    from index.models.cross_encoder import CrossEncoder
    from index.ranking.recipe import Recipe
    from index.ranking.retrieve import Retriever

_STAMP: Mapping[str, str | int] = {
    "model": NAME,
    "dimension": DIMENSION,
    "space": "cosine",
    "context": context.VERSION,
    "centres": centring.version(),
}


_LOG = logging.getLogger("rapporteur.library")

_REBUILDS_OUTLIVED = 4  # that end while one question is searched


_LOOKED_AT = 500  # vectors that are really fetched when all are looked over


def _stamp(settings: Settings) -> Mapping[str, str | int]:
    """What makes the vectors; an index of another stamp cannot be used."""
    if settings.embedding == "e5":
        return _STAMP
    from index.models.backends import name_of

    return {"model": name_of(settings), "space": "cosine", "context": context.VERSION}


class Library:
    """The register with its derived indexes; one serves many threads.

    The embedding model and Chroma are loaded when a search or an embedding needs them, so that looking
    things up is quick.

    Attributes:
        words_only: Why the last search did without the vectors, in a sentence; empty where it had them.

    Args:
        settings: Where the library is, and how many threads it may use.

    Raises:
        LibraryError: the folder or the register cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.register = open_register(settings)
        self.words_only = ""
        self._lock = RLock()
        self._stamp = _stamp(settings)
        self._opened: Chroma | None = None
        self._vector_indexes: dict[int, VectorIndex] = {}
        self._lexical_indexes: dict[int, LexicalIndex] = {}
        self._lexical_numbers = Generations(self.register, "lexical", lexical.VERSION)
        self._vector_numbers = Generations(self.register, "vectors", json.dumps(dict(self._stamp)))
        self._lexical_numbers.start(lambda db, number: self._lexical(number).create(db))
        self._vector_numbers.start(lambda db, number: self._ledger(number).create(db))

    # Documents

    def ingest(
        self,
        paths: Sequence[Path],
        progress: Reports | None = None,
        *,
        prune: bool = False,
        ocr: bool = False,
    ) -> IngestReport:
        """Read files and folders in, and bring both indexes up to date.

        Words are indexed document by document, so that a document can be asked about as soon as it is
        read; vectors follow. With ``prune``, documents under the paths whose files are gone are forgotten;
        with ``ocr``, pages without a usable text layer are read by OCR.

        Raises:
            LibraryError: the indexes are of another release.
            ModelError: the embedding model cannot be used.
        """
        began = monotonic()
        report = self.read(paths, progress, prune=prune, ocr=ocr)
        self.sync(progress)
        report.seconds = monotonic() - began  # embedding is most of it
        return report

    def read(
        self,
        paths: Sequence[Path],
        progress: Reports | None = None,
        *,
        prune: bool = False,
        ocr: bool = False,
    ) -> IngestReport:
        """Read files and folders into the register and the lexical index; ``sync`` makes the vectors.

        Raises:
            LibraryError: the indexes are of another release, or another ingest is running.
        """
        words = self.words()
        words.sync()  # what an ingest that was stopped left, so that each document has a short transaction
        return ingest(
            paths,
            self.register,
            self.settings,
            on_recorded=lambda _: words.sync(),
            progress=FileProgress(progress) if progress else None,
            remove_missing=prune,
            ocr=ocr,
        )

    def ensure_starter(self, progress: Reports | None = None) -> bool:
        """Fill a library that never held a document with the starter documents; whether it did.

        Where that was interrupted, it goes on.
        """
        begun = self.register.meta("starter")
        if begun == "done" or (begun is None and self.register.counts()["documents"]):
            return False
        self.register.set_meta("starter", "begun")
        self.ingest(starter_documents(), progress)
        self.register.set_meta("starter", "done")
        return True

    def remove(self, name: str) -> int:
        """Take out what a path, a folder or a symbol names; the number of files forgotten."""
        paths = self._paths(name)
        removed = sum(self.register.remove(path) for path in paths)
        if removed:
            self.sync()
        return removed

    def _paths(self, name: str) -> list[str]:
        places = {name, str(Path(name).resolve())}
        known = [path for path, _ in self.register.sources()] + [
            item.path for item in self.register.failures()
        ]
        found = [
            path
            for path in known
            if path in places or any(str(parent) in places for parent in Path(path).parents)
        ]
        symbol = normalise(name)
        if not found and symbol:
            found = [
                path
                for document in self.register.documents_by_symbol(symbol)
                for path, _ in self.register.sources(document.id)
            ]
        return list(dict.fromkeys(found))

    # Indexes

    def sync(self, progress: Reports | None = None) -> None:
        """Bring both indexes up to the register; may be stopped at any point and started again.

        Raises:
            LibraryError: the indexes are of another release.
            ModelError: the embedding model cannot be used.
        """
        self.words().sync(progress)
        self._sync_vectors(self._fitting(self._vector_numbers), progress)

    def rebuild(self, progress: Reports | None = None) -> None:
        """Make both indexes anew from the register, and switch to them when they are complete."""
        number = self._lexical_numbers.next(
            lambda db, edition: self._lexical(edition).create(db),
            lambda db, edition: self._lexical(edition).drop(db),
        )
        self._lexical(number).sync(progress)
        self._lexical_numbers.switch(lambda db, edition: self._lexical(edition).drop(db))
        number = self._vector_numbers.next(
            lambda db, edition: self._ledger(edition).create(db),
            lambda db, edition: self._ledger(edition).drop(db),
        )
        self._sync_vectors(number, progress)
        self._vectors(number).create(self._ledger(number).size())  # also where there was nothing to take in
        old = self._vector_numbers.switch(lambda db, edition: self._ledger(edition).drop(db))
        self._vectors(number).announce()
        self._vectors(old).drop()

    def close(self) -> None:
        """Let go of the indexes and of this thread's connection."""
        if self._opened is not None:
            self._opened.close()
        self.register.close()

    # Questions

    def search(self, query: str, top: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The passages that fit best, best first; see ``Retriever.search``."""
        return list(self.find(query, top, filters).hits)

    def find(
        self, query: str, top: int = 10, filters: Filters | None = None, without: Collection[str] = ()
    ) -> Found:
        """The passages that fit best, with how the question was read; see ``Retriever.search``."""
        without = (*without, *(filters.without if filters else ()))
        from index.dense.chroma import UnusableVectorsError

        for _ in range(_REBUILDS_OUTLIVED):
            editions = self._in_use()
            try:
                return self._find(query, top, filters, without)
            except LibraryError as error:
                if editions == self._in_use():
                    if isinstance(error, UnusableVectorsError):
                        return self._find_by_words(error, query, top, filters, without)
                    raise
            # A rebuild has put other editions in place meanwhile.
        return self._find(query, top, filters, without)

    def _find(self, query: str, top: int, filters: Filters | None, without: Collection[str]) -> Found:
        """Search one moment of the register, so that what is replaced meanwhile is found as it was."""
        self.vectors()  # may write the name of its collection
        with self.register.moment():
            found = self.retriever().search(query, top=top, filters=filters, without=without)
        self.words_only = ""
        return found

    def _find_by_words(
        self, why: LibraryError, query: str, top: int, filters: Filters | None, without: Collection[str]
    ) -> Found:
        """Search without the vectors, and say so."""
        from index.ranking.recipe import Recipe

        if self.words_only != str(why):
            _LOG.warning("Searched by words alone. %s", why)
        self.words_only = str(why)
        with self.register.moment():
            retriever = self.retriever(Recipe(dense=False))
            return retriever.search(query, top=top, filters=filters, without=without)

    def passage(self, passage_id: str) -> Passage | None:
        """One current passage, or None."""
        return self.register.passages([passage_id]).get(passage_id)

    def neighbours(self, passage: Passage, distance: int = 1) -> list[Passage]:
        """The passages up to ``distance`` places before and after one, in order, to read it in its place."""
        return self.register.neighbours(passage, distance)

    def weigh(self, tokens: Iterable[str]) -> dict[str, float]:
        """How rare each token of ``index.query.tokens`` is in this library (inverse document frequency)."""
        return self.words().idf(tokens)

    def words(self) -> LexicalIndex:
        """The lexical index in use."""
        return self._lexical(self._fitting(self._lexical_numbers))

    def vectors(self) -> "VectorIndex":
        """The vector index in use."""
        return self._vectors(self._fitting(self._vector_numbers))

    @cached_property
    def embedder(self) -> "BaseEmbedding":
        """The embedding model; the packaged one is loaded at its first use.

        Raises:
            ModelError: a setting or an optional package is missing.
        """
        if self.settings.embedding != "e5":
            from index.models.backends import make_embedder

            return make_embedder(self.settings)
        if self.settings.ray:
            from index.models.ray_embedding import RayEmbedding

            return RayEmbedding(self.settings)
        from index.models.embedding import E5Embedding

        return E5Embedding(self.settings.threads)

    @cached_property
    def text_vectors(self) -> "TextVectors":
        """Vectors of sentences, kept as long as they are asked for."""
        from index.dense.text_vectors import TextVectors

        return TextVectors(self.embedder)

    @cached_property
    def cross_encoder(self) -> "CrossEncoder":
        """What reads question and passage together; loaded at its first use.

        Raises:
            ModelError: the packaged model cannot be used.
        """
        from index.models.cross_encoder import CrossEncoder

        return CrossEncoder(self.settings.threads)

    def status(self) -> dict[str, Any]:
        """What is in the library, in numbers."""
        counts = self.register.counts()
        words = self._lexical(self._lexical_numbers.current()).queue
        vectors = self._ledger(self._vector_numbers.current())
        return {
            **counts,
            "indexed_words": counts["passages"] - words.waiting(),
            "indexed_vectors": counts["passages"] - vectors.waiting(),
            "model": self._stamp["model"],
            "library": self.register.database.place,
        }

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

        return self.register.meta(GENERATION) is None and (self.settings.library / "chroma").exists()

    def retriever(self, recipe: "Recipe | None" = None) -> "Retriever":
        """The search over the editions in use; with a recipe, to measure its parts."""
        from index.ranking.retrieve import Retriever

        return Retriever(
            self.register, self.words(), self.vectors(), self.embedder, recipe, reranker=self._reranker
        )

    @cached_property
    def _reranker(self) -> "BaseNodePostprocessor | None":
        """The reranker of LlamaIndex's that the settings name, made at the first search."""
        if not self.settings.reranker:
            return None
        from index.models.rerank import load_reranker

        return load_reranker(self.settings.reranker, self.settings.reranker_options)

    # Generations

    def _lexical(self, edition: int) -> LexicalIndex:
        return self._lexical_indexes.setdefault(edition, LexicalIndex(self.register, edition))

    def _ledger(self, edition: int) -> Ledger:
        return Ledger(self.register, f"vectors_{edition}")

    def _vectors(self, edition: int) -> "VectorIndex":
        from index.dense.vectors import VectorIndex

        with self._lock:
            if edition not in self._vector_indexes:
                self._vector_indexes[edition] = VectorIndex(
                    self.register, self._chroma(), edition, self._stamp
                )
            return self._vector_indexes[edition]

    def _chroma(self) -> "Chroma":
        from index.dense.chroma import Chroma

        with self._lock:
            if self._opened is None:
                self._opened = Chroma(self.settings, self.register)
            return self._opened

    def _sync_vectors(self, edition: int, progress: Reports | None) -> None:
        ledger = self._ledger(edition)
        if not ledger.pending():  # asked before Chroma and LlamaIndex are loaded, which takes seconds
            return
        from index.dense.sync import VectorSync

        VectorSync(self.register, ledger, self._vectors(edition)).run(self.embedder, progress)

    def _in_use(self) -> tuple[int, int]:
        return self._lexical_numbers.current(), self._vector_numbers.current()

    @staticmethod
    def _fitting(editions: Generations) -> int:
        if not editions.fits():
            raise LibraryError(
                "The indexes of this library were made by another model or release: run `rapporteur rebuild`."
            )
        return editions.current()
