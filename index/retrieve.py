"""Search: exact look-up, the lexical and the vector index together, and only what the register lists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from llama_index.core.base.embeddings.base import BaseEmbedding

from index.filters import Place, current, sql_conditions
from index.fusion import fuse
from index.hit import Filters, Hit
from index.lexical import LexicalIndex
from index.meaning import query_vector
from index.prefer import NAMED_DOCUMENT, NAMED_SPEAKER, NAMED_YEAR, by_kind, lifted, without_copies
from index.query import Query, read
from index.vectors import VectorIndex
from ingest.document import Document
from ingest.register import Register

_CANDIDATES = 50  # of each side, at least
_COMPARED = 60  # of the best candidates, with each other, for copies
WEIGHT: Final = 0.8  # of the lexical side against 1 for the dense side, when every word is known


class _Ranked(NamedTuple):
    """Scores of the candidates: of each side, and fused, best first."""

    dense: dict[str, float]
    lexical: dict[str, float]
    fused: dict[str, float]


class Retriever:
    """Ranks the passages of a library by a question.

    Args:
        register: What is current.
        lexical: Words; complete as soon as documents are read.
        vectors: Meanings; may lag behind while passages are being embedded.
        embedder: Makes the vector of the question.
    """

    def __init__(
        self, register: Register, lexical: LexicalIndex, vectors: VectorIndex, embedder: BaseEmbedding
    ) -> None:
        self._register = register
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder

    def search(self, query: str, *, top: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The passages that fit best, best first; none that the register does not list as current.

        A paragraph that the question names by symbol and number comes first. Filters hold before the
        ranking is cut.

        Args:
            query: The user's words, in any language.
            top: Number of passages at most.
            filters: What to narrow the search to.

        Raises:
            LibraryError: an index cannot be used as it is.
            ModelError: the embedding model cannot be used.
        """
        asked = read(query)
        filters = filters or Filters()
        if not asked.text or top < 1:
            return []
        ranked = self._ranked(asked, max(_CANDIDATES, 2 * top), filters)
        exact = dict.fromkeys(self._exact(asked, filters), 1.0)
        scores = {**exact, **{name: score for name, score in ranked.fused.items() if name not in exact}}
        chosen = list(scores)[:top]
        passages = self._register.passages(chosen)
        documents = self._documents({passage.document_id for passage in passages.values()})
        return [
            Hit(
                passage=passages[name],
                document=documents[passages[name].document_id],
                score=scores[name],
                dense=ranked.dense.get(name),
                lexical=ranked.lexical.get(name),
            )
            for name in chosen
            if name in passages and passages[name].document_id in documents
        ]

    def _ranked(self, asked: Query, depth: int, filters: Filters) -> _Ranked:
        words = self._lexical.read(asked.text, asked.language, asked.phrases)
        embedding = query_vector(self._embedder, asked.text, asked.language)
        named = self._known(asked.symbols)
        scopes = [filters]
        if named and not filters.symbols:
            scopes.append(replace(filters, symbols=named))
        dense: dict[str, float] = {}
        lexical: dict[str, float] = {}
        for scope in scopes:
            dense |= self._vectors.search(embedding, depth, scope)
            lexical |= self._lexical.search(words, depth, scope)
        dense |= self._vectors.similarities(embedding, [name for name in lexical if name not in dense])
        lexical |= self._lexical.scores(words, [name for name in dense if name not in lexical])
        places = current(self._register, list({**dense, **lexical}), filters)
        dense = {name: score for name, score in dense.items() if name in places}
        lexical = {name: score for name, score in lexical.items() if name in places}  # one may just have gone
        foreign = {name for name, place in places.items() if not _same(place.language, asked.language)}
        fused = fuse(dense, lexical, WEIGHT * words.known, foreign)
        fused = lifted(fused, self._named(asked, named, places))
        fused = by_kind(fused, {name: place.kind for name, place in places.items()})
        if not (asked.years or named or filters.symbols or filters.documents):
            fused = self._without_copies(fused)
        return _Ranked(dense, lexical, fused)

    def _named(
        self, asked: Query, symbols: Sequence[str], places: Mapping[str, Place]
    ) -> list[tuple[float, set[str]]]:
        """What the question names, with the candidates that are of it; what no candidate has is left out."""
        documents = {d.id for symbol in symbols for d in self._register.documents_by_symbol(symbol)}
        named = [
            (NAMED_DOCUMENT, {name for name, place in places.items() if place.document_id in documents}),
            (NAMED_SPEAKER, {name for name, place in places.items() if place.speaker in asked.speakers}),
            (NAMED_YEAR, {name for name, place in places.items() if (place.date or "")[:4] in asked.years}),
        ]
        return [(weight, members) for weight, members in named if members]

    def _without_copies(self, fused: dict[str, float]) -> dict[str, float]:
        passages = self._register.passages(list(fused)[:_COMPARED])
        return without_copies(fused, {name: passage.text for name, passage in passages.items()})

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


def _same(a: str, b: str) -> bool:
    return a.partition("-")[0] == b.partition("-")[0]
