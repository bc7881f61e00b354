"""The library: documents in, passages out, for the command line, the page and the answers alike."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from index.models.chosen import Models
from ingest.register import open_register
from settings import Settings

if TYPE_CHECKING:
    from index.dense.text_vectors import TextVectors
    from index.dense.vectors import VectorIndex
    from index.documents import Documents
    from index.hit import Filters, Found, Hit
    from index.indexes import Indexes
    from index.lexical.lexical import LexicalIndex
    from index.models.cross_encoder import CrossEncoder
    from index.models.embedder import Embedder
    from index.progress import Reports
    from index.ranking.recipe import Recipe
    from index.ranking.retrieve import Retriever
    from index.search import Search
    from ingest.document import Passage
    from ingest.work.pipeline import IngestReport


class Library:
    """The register with its derived indexes; one serves many threads.

    What is done to documents is in ``index.documents``, to the indexes in ``index.indexes``,
    and searching in ``index.search``; each is loaded at its first use, and so are Chroma and the models, so that
    looking things up is quick.

    Args:
        settings: Where the library is, and how many threads it may use.
        embedder: The embedding model, in place of the one that the settings choose.

    Raises:
        LibraryError: the folder or the register cannot be used.
    """

    def __init__(self, settings: Settings, embedder: "Embedder | None" = None) -> None:
        self.settings = settings
        self.register = open_register(settings)
        self._models = Models(settings, embedder)
        self._making = RLock()
        self._indexes: Indexes | None = None

    def close(self) -> None:
        """Let go of the indexes and of this thread's connection."""
        if self._indexes is not None:
            self._indexes.close()
        self.register.close()

    @property
    def indexes(self) -> "Indexes":
        """Words and vectors; one for all threads, because two clients of Chroma in one process share their state."""
        with self._making:
            if self._indexes is None:
                from index.indexes import Indexes

                self._indexes = Indexes(self.settings, self.register, self._models)
            return self._indexes

    @cached_property
    def _documents(self) -> "Documents":
        from index.documents import Documents

        return Documents(self.settings, self.register, self.words, self.sync)

    @cached_property
    def _search(self) -> "Search":
        from index.search import Search

        return Search(self.register, self.indexes, self._models)

    @property
    def unwritable(self) -> str:
        """Why it is open for reading only, in a sentence; empty where it can be written to."""
        return self.register.database.unwritable

    # Documents

    def ingest(
        self,
        paths: Sequence[Path],
        progress: "Reports | None" = None,
        *,
        prune: bool = False,
        ocr: bool = False,
    ) -> "IngestReport":
        """Read files and folders in, and bring both indexes up to date.

        Words are indexed document by document, so that a document can be asked about as soon as it is
        read; vectors follow.

        Args:
            paths: Files and folders.
            progress: Told how far it has come.
            prune: Forget documents under the paths whose files are gone.
            ocr: Read pages without a usable text layer by OCR.

        Raises:
            LibraryError: the indexes are of another release.
            ModelError: the embedding model cannot be used.
        """
        return self._documents.ingest(paths, progress, prune=prune, ocr=ocr)

    def read(
        self,
        paths: Sequence[Path],
        progress: "Reports | None" = None,
        *,
        prune: bool = False,
        ocr: bool = False,
    ) -> "IngestReport":
        """As ``ingest``, without the vectors, which ``sync`` makes.

        Raises:
            LibraryError: the indexes are of another release, or another ingest is running.
        """
        return self._documents.read(paths, progress, prune=prune, ocr=ocr)

    def ensure_starter(self, progress: "Reports | None" = None) -> bool:
        """Fill a library that never held a document with the starter documents; whether it did."""
        return self._documents.ensure_starter(progress)

    def remove(self, name: str) -> int:
        """Take out what a path, a folder or a symbol names; the number of files forgotten."""
        return self._documents.remove(name)

    # Indexes

    def sync(self, progress: "Reports | None" = None) -> None:
        """Bring both indexes up to the register; see ``Indexes.sync``."""
        self.indexes.sync(progress)

    def rebuild(self, progress: "Reports | None" = None) -> None:
        """Make both indexes anew from the register, and switch to them when they are complete."""
        self.indexes.rebuild(progress)

    def words(self) -> "LexicalIndex":
        """The lexical index in use."""
        return self.indexes.words()

    def vectors(self) -> "VectorIndex":
        """The vector index in use."""
        return self.indexes.vectors()

    def status(self) -> dict[str, Any]:
        """What is in the library, in numbers."""
        counts = self.register.counts()
        words, vectors = self.indexes.waiting()
        return {
            **counts,
            "indexed_words": counts["passages"] - words,
            "indexed_vectors": counts["passages"] - vectors,
            "model": self.indexes.model,
            "library": self.register.database.place,
        }

    # Questions

    def search(self, query: str, top: int = 10, filters: "Filters | None" = None) -> "list[Hit]":
        """The passages that fit best, best first; see ``Retriever.search``."""
        return list(self.find(query, top, filters).hits)

    def find(
        self, query: str, top: int = 10, filters: "Filters | None" = None, without: Collection[str] = ()
    ) -> "Found":
        """The passages that fit best, with how the question was read; see ``Retriever.search``."""
        return self._search.find(query, top, filters, without)

    def retriever(self, recipe: "Recipe | None" = None) -> "Retriever":
        """The search over the generations in use; with a recipe, to measure its parts."""
        return self._search.retriever(recipe)

    def passage(self, passage_id: str) -> "Passage | None":
        """One current passage, or None."""
        return self.register.passages([passage_id]).get(passage_id)

    def neighbours(self, passage: "Passage", distance: int = 1) -> "list[Passage]":
        """The passages up to ``distance`` places before and after one, in order, to read it in its place."""
        return self.register.neighbours(passage, distance)

    def weigh(self, tokens: Iterable[str]) -> dict[str, float]:
        """How rare each token of ``index.query.tokens`` is in this library (inverse document frequency)."""
        return self.words().idf(tokens)

    # Models

    @property
    def embedder(self) -> "Embedder":
        """The embedding model; see ``Models``."""
        return self._models.embedder

    @property
    def cross_encoder(self) -> "CrossEncoder":
        """What reads question and passage together; see ``Models``."""
        return self._models.cross_encoder

    @cached_property
    def text_vectors(self) -> "TextVectors":
        """Vectors of sentences, kept as long as they are asked for."""
        from index.dense.text_vectors import TextVectors

        return TextVectors(self.embedder)
