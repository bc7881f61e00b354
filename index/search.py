"""Searching a library while it is written to and rebuilt, and by words alone where the vectors are damaged."""

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from errors import LibraryError, UnusableVectorsError
from index.hit import Filters, Found
from index.indexes import Indexes
from index.models.chosen import Models
from ingest.register import Register

if TYPE_CHECKING:
    from index.ranking.recipe import Recipe
    from index.ranking.retrieve import Retriever

_LOG = logging.getLogger("rapporteur.library")

_REBUILDS_OUTLIVED = 4  # that end while one question is searched


class Search:
    """What finds passages; one serves many threads.

    Args:
        register: What the library holds.
        indexes: Where its words and vectors are.
        models: What makes the vector of a question.
    """

    def __init__(self, register: Register, indexes: Indexes, models: Models) -> None:
        self._register = register
        self._indexes = indexes
        self._models = models
        self._told = ""  # the fault that the log has

    def find(
        self, query: str, top: int, filters: Filters | None = None, without: Collection[str] = ()
    ) -> Found:
        """The passages that fit best, with how the question was read; see ``Retriever.search``."""
        without = (*without, *(filters.without if filters else ()))
        for _ in range(_REBUILDS_OUTLIVED):
            in_use = self._indexes.in_use()
            try:
                return self._find(query, top, filters, without)
            except LibraryError as error:
                if in_use == self._indexes.in_use():
                    if isinstance(error, UnusableVectorsError):
                        return self._find_by_words(str(error), query, top, filters, without)
                    raise
            # A rebuild has put other generations in use meanwhile.
        return self._find(query, top, filters, without)

    def retriever(self, recipe: "Recipe | None" = None) -> "Retriever":
        """The search over the generations in use; with a recipe, to measure its parts."""
        from index.ranking.retrieve import Retriever

        return Retriever(
            self._register,
            self._indexes.words(),
            self._indexes.vectors(),
            self._models.embedder,
            recipe,
            reader=lambda: self._models.cross_encoder,
            reranker=self._models.reranker,
        )

    def _find(self, query: str, top: int, filters: Filters | None, without: Collection[str]) -> Found:
        """Search one moment of the register, so that what is replaced meanwhile is found as it was."""
        self._indexes.vectors()  # may write the name of its collection
        with self._register.moment():
            found = self.retriever().search(query, top=top, filters=filters, without=without)
        self._told = ""
        return found

    def _find_by_words(
        self, why: str, query: str, top: int, filters: Filters | None, without: Collection[str]
    ) -> Found:
        """Search without the vectors, and say so."""
        from index.ranking.recipe import Recipe

        if self._told != why:
            _LOG.warning("Searched by words alone. %s", why)
        self._told = why
        with self._register.moment():
            retriever = self.retriever(Recipe(dense=False))
            found = retriever.search(query, top=top, filters=filters, without=without)
        return replace(found, words_only=why)
