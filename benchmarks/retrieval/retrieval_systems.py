"""The ways to search that are compared, all over the same documents with the same embedding model."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import numpy as np
from llama_index.core import VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import BaseNode, NodeWithScore, QueryBundle, TextNode
from llama_index.core.schema import Document as LlamaDocument

from benchmarks.retrieval.retrieval_sets import DEPTH, Ask
from eval.cases.typography import normal
from index.dense.centring import centred_query
from index.hit import Filters
from index.library import Library
from index.models.embedding import E5Embedding
from index.query.query import read
from index.ranking.recipe import Recipe

CHUNK = 1024  # tokens, LlamaIndex's default
CANDIDATES = 50
_LANDMARK = 60  # characters by which a passage is known in a chunk

Search = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class System:
    """One way to search.

    Attributes:
        search: From a question to ids of what it ranks, best first.
        wanted: What counts as an answer to a question, in ids of this system.
        documents: Id of the document of each thing ranked.
    """

    search: Search
    wanted: Callable[[Ask], tuple[frozenset[str], ...]] = field(default=lambda ask: ask.wanted)
    documents: Callable[[Sequence[str]], list[str]] = field(default=list)


class CachedEmbedding(E5Embedding):
    """Embeds no text twice; with a file, not even in the next run."""

    _file: Path | None = PrivateAttr()
    _kept: dict[str, list[float]] = PrivateAttr()

    def __init__(self, threads: int, file: Path | None = None) -> None:
        super().__init__(threads)
        self._file = file
        self._kept = _loaded(file)

    def save(self) -> None:
        """Write what was embedded to the file."""
        if self._file is not None:
            vectors = np.array(list(self._kept.values()), np.float32)
            np.savez(self._file, keys=np.array(list(self._kept)), vectors=vectors)

    def _get_query_embedding(self, query: str) -> list[float]:
        key = _key(f"query: {query}")
        if key not in self._kept:
            self._kept[key] = super()._get_query_embedding(query)
        return self._kept[key]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self._kept]
        self._kept.update(zip(map(_key, missing), super()._get_text_embeddings(missing), strict=True))
        return [self._kept[_key(text)] for text in texts]


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _loaded(file: Path | None) -> dict[str, list[float]]:
    if file is None or not file.exists():
        return {}
    with np.load(file) as data:
        return dict(zip(data["keys"].tolist(), data["vectors"].tolist(), strict=True))


def systems(library: Library) -> dict[str, System]:
    """Every way to search a library, by the name it has in the report."""
    lexical, dense = _lexical(library), _dense(library)
    of_passages = _documents_of_passages(library)
    return {
        "BM25": System(lexical, documents=of_passages),
        "dense": System(dense, documents=of_passages),
        "LlamaIndex default": llama_default(library),
        "QueryFusionRetriever": System(_fusion(lexical, dense), documents=of_passages),
        "ours": ours(library),
    }


def ours(library: Library, recipe: Recipe | None = None) -> System:
    """The library's own search; with a recipe, some of its parts only."""
    retriever = library.retriever(recipe)

    def search(question: str) -> list[str]:
        return [hit.passage.id for hit in retriever.search(question, top=DEPTH).hits]

    return System(search, documents=_documents_of_passages(library))


def ablations(library: Library) -> dict[str, System]:
    """The library's own search with one part taken out; the ranker's weights stay what they are."""
    return {
        f"without {part.name}": ours(library, replace(Recipe(), **{part.name: False}))
        for part in fields(Recipe)
    }


def _lexical(library: Library) -> Search:
    words = library.words()

    def search(question: str) -> list[str]:
        asked = read(question)
        return list(words.search(words.read(asked.text, asked.language), CANDIDATES, Filters()))

    return search


def _dense(library: Library) -> Search:
    vectors = library.vectors()

    def search(question: str) -> list[str]:
        asked = read(question)
        embedding = centred_query(library.embedder.get_query_embedding(asked.text), asked.language)
        return list(vectors.search(embedding, CANDIDATES, Filters()))

    return search


def _documents_of_passages(library: Library) -> Callable[[Sequence[str]], list[str]]:
    def documents(ids: Sequence[str]) -> list[str]:
        held = library.register.passages(ids)
        return [held[name].document_id for name in ids if name in held]

    return documents


class _Wrapped(BaseRetriever):
    """A ranking as LlamaIndex's retriever."""

    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        names = self._search(query_bundle.query_str)
        return [
            NodeWithScore(node=TextNode(id_=name, text=name), score=1 / rank)
            for rank, name in enumerate(names, 1)
        ]


def _fusion(*searches: Search) -> Search:
    """LlamaIndex's reciprocal rank fusion, of the question as it is asked."""
    retriever = QueryFusionRetriever(
        [_Wrapped(search) for search in searches],
        llm=MockLLM(),
        mode=FUSION_MODES.RECIPROCAL_RANK,
        num_queries=1,
        similarity_top_k=DEPTH,
        use_async=False,
    )
    return lambda question: [hit.node.node_id for hit in retriever.retrieve(question)]


def llama_default(library: Library) -> System:
    """LlamaIndex as it comes, over the documents' whole texts: splitter, file name, vectors alone."""
    texts, paths = {}, {document_id: path for path, document_id in library.register.sources()}
    for document_id, path in paths.items():
        passages = library.register.document_passages(document_id)
        text = "\n\n".join(passage.text for passage in passages)
        texts[document_id] = LlamaDocument(
            text=text, id_=document_id, metadata={"file_name": Path(path).name}
        )
    nodes = SentenceSplitter(chunk_size=CHUNK).get_nodes_from_documents(list(texts.values()))
    retriever = VectorStoreIndex(nodes, embed_model=library.embedder).as_retriever(similarity_top_k=DEPTH)
    chunks = _Chunks(nodes, library)
    return System(
        lambda question: [hit.node.node_id for hit in retriever.retrieve(question)],
        wanted=chunks.wanted,
        documents=chunks.documents,
    )


class _Chunks:
    """Which chunks hold a gold passage: those with its anchor, or with its first words."""

    def __init__(self, nodes: Sequence[BaseNode], library: Library) -> None:
        self._library = library
        self._document = {node.node_id: node.ref_doc_id or "" for node in nodes}
        self._chunks: dict[str, list[tuple[str, str]]] = {}
        for node in nodes:
            held = (node.node_id, normal(node.get_content()).casefold())
            self._chunks.setdefault(node.ref_doc_id or "", []).append(held)

    def documents(self, ids: Sequence[str]) -> list[str]:
        return [self._document[name] for name in ids]

    def wanted(self, ask: Ask) -> tuple[frozenset[str], ...]:
        anchors = [gold.anchor for gold in ask.golds] or [None] * len(ask.wanted)
        return tuple(self._holding(ids, anchor) for ids, anchor in zip(ask.wanted, anchors, strict=True))

    def _holding(self, ids: frozenset[str], anchor: str | None) -> frozenset[str]:
        found = set()
        for passage in self._library.register.passages(list(ids)).values():
            text = normal(passage.text).casefold()
            mark = normal(anchor).casefold() if anchor else text[:_LANDMARK]
            mark = mark if mark in text else text[:_LANDMARK]
            found |= {name for name, chunk in self._chunks.get(passage.document_id, []) if mark in chunk}
        return frozenset(found)
