"""Search: exact look-up, the lexical and the vector index together, and only what the register lists."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.dense.meaning import query_vector
from index.dense.vectors import VectorIndex
from index.filters import current, sql_conditions
from index.hit import Filters, Found, Hit
from index.lexical.lexical import LexicalIndex, LexicalQuery
from index.models.context import embedded_text
from index.models.embedder import Embedder
from index.query.query import Query, read
from index.ranking.candidates import Candidates
from index.ranking.features import Floats, matrix
from index.ranking.fusion import fuse
from index.ranking.prefer import without_copies
from index.ranking.ranker import log_odds, probabilities, read_probabilities
from index.ranking.reading import READ, read_together
from index.ranking.recipe import Recipe
from index.ranking.scopes import lifted_by_names, named_documents, scopes
from index.ranking.variety import varied
from ingest.document import Document
from ingest.register import Register
from language.pack import same_language

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor

    from index.models.cross_encoder import CrossEncoder

_CANDIDATES = 50  # of each side, at least
_RANKED = 60  # of the fused candidates are looked at closely
WEIGHT: Final = 0.8  # of the lexical side against 1 for the dense side, when every word is known


class Retriever:
    """Ranks the passages of a library by a question.

    Args:
        register: What is current.
        lexical: Words; complete as soon as documents are read.
        vectors: Meanings; may lag behind while passages are being embedded.
        embedder: Makes the vector of the question.
        recipe: Which parts take part.
        reader: What reads question and passage together, loaded at the first search; the learned ranker
            alone where there is none.
        reranker: Orders the best passages in place of our own, where there is one.
    """

    def __init__(
        self,
        register: Register,
        lexical: LexicalIndex,
        vectors: VectorIndex,
        embedder: Embedder,
        recipe: Recipe | None = None,
        *,
        reader: "Callable[[], CrossEncoder] | None" = None,
        reranker: "BaseNodePostprocessor | None" = None,
    ) -> None:
        self._register = register
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        self._recipe = recipe or Recipe()
        self._reader = reader
        self._reranker = reranker

    def search(
        self, query: str, *, top: int = 10, filters: Filters | None = None, without: Collection[str] = ()
    ) -> Found:
        """The passages that fit best, best first; none that the register does not list as current.

        A paragraph that the question names by symbol and number comes first. Filters hold before the
        ranking is cut.

        Args:
            query: The user's words, in any language.
            top: Number of passages at most.
            filters: What to narrow the search to.
            without: Keys of what the question names that shall not count (``Named.key``); "*" for all.

        Raises:
            LibraryError: an index cannot be used as it is.
            ModelError: the embedding model cannot be used.
        """
        asked = read(query).without(without if self._recipe.reading else ("*",))
        filters = filters or Filters()
        if not asked.text or top < 1:
            return Found(query=asked)
        words, candidates = self.candidates(asked, filters, max(_CANDIDATES, 2 * top))
        scores = dict.fromkeys(self._exact(asked, filters), 1.0)
        scores |= {k: v for k, v in self._ranked(asked, words, candidates).items() if k not in scores}
        return Found(query=asked, hits=tuple(self._hits(dict(list(scores.items())[:top]), candidates)))

    def candidates(
        self, asked: Query, filters: Filters, depth: int = _CANDIDATES
    ) -> tuple[LexicalQuery, Candidates]:
        """What there is to rank, and the question as the lexical index reads it.

        Args:
            asked: The question.
            filters: What to narrow the search to.
            depth: Passages of each side, in each scope.
        """
        words = self._lexical.read(asked.text, asked.language, asked.phrases, translate=self._recipe.glossary)
        embedding = query_vector(self._embedder, asked.text, asked.language)
        documents = named_documents(asked, self._register)
        searched = scopes(asked, filters, self._register, documents) if self._recipe.scopes else [filters]
        dense, lexical = self._scores(words, embedding, searched, depth)
        places = current(self._register, list({**dense, **lexical}), filters)
        dense = {name: score for name, score in dense.items() if name in places}
        foreign = {
            name for name, place in places.items() if not same_language(place.language, asked.language)
        }
        fused = fuse(dense, lexical, WEIGHT * words.known, foreign)
        fused = {name: score for name, score in fused.items() if name in places}
        first = list(lifted_by_names(asked, fused, places, documents))[: max(_RANKED, depth)]
        return words, Candidates(
            dense=dense,
            topical=self._topical(asked, first) if self._recipe.dense and self._recipe.topic else {},
            lexical=lexical,
            fused={name: fused[name] for name in first},
            places=places,
            tokens=self._lexical.tokens(first),
            documents=documents,
        )

    def _scores(
        self, words: LexicalQuery, embedding: Sequence[float], searched: Sequence[Filters], depth: int
    ) -> tuple[dict[str, float], dict[str, float]]:
        """The scores of each side, of all that either found in any scope."""
        dense: dict[str, float] = {}
        lexical: dict[str, float] = {}
        for scope in searched:
            if self._recipe.dense:
                dense |= self._vectors.search(embedding, depth, scope)
            if self._recipe.lexical:
                lexical |= self._lexical.search(words, depth, scope)
        if self._recipe.dense:
            dense |= self._vectors.similarities(embedding, [name for name in lexical if name not in dense])
        if self._recipe.lexical:
            lexical |= self._lexical.scores(words, [name for name in dense if name not in lexical])
        return dense, lexical

    def _topical(self, asked: Query, ids: Sequence[str]) -> dict[str, float]:
        """Similarities with what the question is about; none where that is all it says."""
        if asked.topic == asked.text:
            return {}
        topic = query_vector(self._embedder, asked.topic, asked.language)
        return self._vectors.similarities(topic, ids)

    def _ranked(self, asked: Query, words: LexicalQuery, candidates: Candidates) -> dict[str, float]:
        scores = dict(candidates.fused)
        if self._recipe.ranker and scores:
            scores = self._learned(asked, matrix(asked, words, candidates), list(scores))
        else:
            scores = lifted_by_names(asked, scores, candidates.places, candidates.documents)
        if self._reranker is not None:
            scores = self._reranked(asked, scores, self._reranker)
        if self._recipe.copies and not (asked.years or candidates.documents):
            scores = without_copies(scores, {name: text for name, (_, text) in candidates.tokens.items()})
        if self._recipe.variety:
            scores = varied(asked, scores, candidates.places, self._register)
        return scores

    def _learned(self, asked: Query, features: Floats, names: Sequence[str]) -> dict[str, float]:
        """The probability of each candidate, best first; of the best, with what reading them told.

        Args:
            asked: The question.
            features: Shape (candidates, ``FEATURES``).
            names: The candidates.
        """
        first = dict(zip(names, probabilities(features).tolist(), strict=True))
        order = sorted(first, key=lambda name: -first[name])
        if self._reader is None or not self._recipe.reading_together:
            return {name: first[name] for name in order}
        told = read_together(asked.text, order[:READ], self._register, self._reader())
        rows = [names.index(name) for name in told]
        found = read_probabilities(log_odds(features[rows]), np.array(list(told.values()))).tolist()
        last = dict(sorted(zip(told, found, strict=True), key=lambda item: -item[1]))
        least = min(last.values(), default=1.0)
        return last | {name: min(first[name], least) for name in order if name not in last}

    def _reranked(
        self, asked: Query, scores: dict[str, float], reranker: "BaseNodePostprocessor"
    ) -> dict[str, float]:
        from index.models.rerank import RERANKED, reranked

        passages = self._register.passages(list(scores)[:RERANKED])
        documents = self._documents({passage.document_id for passage in passages.values()})
        texts = {name: embedded_text(documents[p.document_id], p) for name, p in passages.items()}
        return reranked(asked.text, scores, texts, reranker)

    def _hits(self, scores: dict[str, float], candidates: Candidates) -> list[Hit]:
        passages = self._register.passages(list(scores))
        documents = self._documents({passage.document_id for passage in passages.values()})
        return [
            Hit(
                passage=passages[name],
                document=documents[passages[name].document_id],
                score=score,
                dense=candidates.dense.get(name),
                lexical=candidates.lexical.get(name),
            )
            for name, score in scores.items()
            if name in passages and passages[name].document_id in documents
        ]

    def _exact(self, asked: Query, filters: Filters) -> list[str]:
        """The passages the question names by symbol and paragraph, in the order of the document."""
        named = self._known(asked.symbols)
        if not named or not asked.paragraphs:
            return []
        conditions, values = sql_conditions(replace(filters, symbols=named))
        numbers = " OR ".join("paragraph = ? OR paragraph LIKE ? || ' (%'" for _ in asked.paragraphs)
        rows = self._register.connection.execute(
            "SELECT passages.id FROM passages JOIN documents ON documents.id = passages.document_id "  # noqa: S608
            f"WHERE ({numbers}){conditions} ORDER BY passages.document_id, ordinal",
            [*(number for number in asked.paragraphs for _ in range(2)), *values],
        )
        return [name for (name,) in rows]

    def _known(self, symbols: Sequence[str]) -> tuple[str, ...]:
        return tuple(symbol for symbol in symbols if self._register.documents_by_symbol(symbol))

    def _documents(self, ids: set[str]) -> dict[str, Document]:
        found = (self._register.document(name) for name in ids)
        return {document.id: document for document in found if document is not None}
