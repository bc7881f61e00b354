"""Other systems asked the same questions: LlamaIndex as it comes, and whatever speaks an API.

Each gives its answer in the form of our own JSON contract, so that the same metrics judge it. What it cites is
credited, generously, to the passage of its source that shares most words with the sentence; a source of ours is
named by a reference in brackets.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final

import httpx
from llama_index.core import VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import LLM, ChatMessage, MessageRole
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.node_parser.text.utils import split_by_sentence_tokenizer
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import Document as LlamaDocument
from llama_index.core.schema import NodeWithScore

from answer.model import Answer, Citation, Turn
from cite.lookup import look_up
from errors import RapporteurError
from eval.cases.typography import normal
from eval.gate.run import Recorder, Tells
from index.library import Library
from ingest.document import Passage

CHUNK: Final = 1024  # tokens, LlamaIndex's default
SOURCES: Final = 3  # nodes a query engine reads, the default of CitationQueryEngine's example
RANKED: Final = 20  # nodes asked for, so that recall can be told
MARK: Final = re.compile(r"\[(?:Source )?(\d+)(?:,[^\[\]]{0,60})?\]")  # weak models write [Source 2, para. 5]
BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{3,200})[)\]]")
SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^\s(\[])(?![^()\[\]]*[)\]])")  # never within brackets
WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class Told:
    """An answer in the making, as the JSON contract has it."""

    recorder: Recorder
    sentences: list[tuple[str, list[int]]] = field(default_factory=list)
    cited: list[Passage] = field(default_factory=list)
    status: str = "answered"

    def cite(self, passage: Passage) -> int:
        """The number under which a passage is cited."""
        if passage not in self.cited:
            self.cited.append(passage)
        return self.cited.index(passage) + 1

    def as_dict(self) -> dict[str, Any]:
        """The answer; every passage is quoted whole."""
        if self.status != "answered" or not self.sentences:
            return Answer(status="not_found").as_dict()
        text = " ".join(f"{s} {''.join(f'[{n}]' for n in numbers)}".strip() for s, numbers in self.sentences)
        documents = [self.recorder.register.document(passage.document_id) for passage in self.cited]
        citations = [
            Citation(n=n, passage=passage, document=document, quote=passage.text).as_dict()
            for n, (passage, document) in enumerate(zip(self.cited, documents, strict=True), 1)
        ]
        statements = [{"text": s, "citations": ns, "verdict": "supported"} for s, ns in self.sentences]
        return Answer(status="answered").as_dict() | {
            "answer": text,
            "statements": statements,
            "citations": citations,
        }


class LlamaStarter:
    """LlamaIndex's starter over the texts of a library: sentence splitter, vectors, the same embedding model.

    Args:
        recorder: The library.
        llm: Writes the answers through CitationQueryEngine; without one the likeliest sentence is quoted.
    """

    def __init__(self, recorder: Recorder, llm: LLM | None = None) -> None:
        self._recorder = recorder
        self._embedder = recorder.embedder
        self._passages: dict[str, list[Passage]] = {}
        index = VectorStoreIndex(
            SentenceSplitter(chunk_size=CHUNK).get_nodes_from_documents(self._documents(recorder.library)),
            embed_model=self._embedder,
        )
        self._retriever: BaseRetriever = index.as_retriever(similarity_top_k=RANKED)
        self._engine = (
            CitationQueryEngine.from_args(index, llm=llm, similarity_top_k=SOURCES)
            if llm is not None
            else None
        )

    def _documents(self, library: Library) -> list[LlamaDocument]:
        documents: dict[str, LlamaDocument] = {}
        for path, document_id in library.register.sources():
            passages = library.register.document_passages(document_id)
            self._passages[document_id] = passages
            text = "\n\n".join(passage.text for passage in passages)
            name = {"file_name": PurePath(path).name, "document": document_id}
            kept = ["document"]
            documents[document_id] = LlamaDocument(
                text=text,
                id_=document_id,
                metadata=name,
                excluded_embed_metadata_keys=kept,
                excluded_llm_metadata_keys=kept,
            )
        return list(documents.values())

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Tells:
        """Ask; the conversation is not heard, as the starter has no memory."""
        nodes = self._retriever.retrieve(question)
        self._recorder.rankings.append([p.id for node in nodes for p in self._inside(node)])
        return (
            self._written(question) if self._engine is not None else self._quoted(question, nodes[:SOURCES])
        )

    def _quoted(self, question: str, nodes: Sequence[NodeWithScore]) -> Tells:
        split = split_by_sentence_tokenizer()
        told = Told(self._recorder)
        sentences = [(s.strip(), node) for node in nodes for s in split(node.node.get_content()) if s.strip()]
        if sentences:
            asked = self._embedder.get_query_embedding(question)
            vectors = self._embedder.get_text_embedding_batch([sentence for sentence, _ in sentences])
            scores = [sum(a * b for a, b in zip(asked, vector, strict=True)) for vector in vectors]
            sentence, node = sentences[scores.index(max(scores))]
            told.sentences.append((f"“{sentence}”", [told.cite(self._saying(sentence, node))]))
        return told

    def _written(self, question: str) -> Tells:
        told = Told(self._recorder)
        response = self._engine.query(question)  # type: ignore[union-attr]
        for sentence in SENTENCE_END.split(str(response).strip()):
            cited = [int(n) for n in MARK.findall(sentence) if 0 < int(n) <= len(response.source_nodes)]
            bare = MARK.sub("", sentence).strip()
            found = [self._saying(bare, response.source_nodes[n - 1]) for n in cited]
            if bare:
                told.sentences.append((bare, list(dict.fromkeys(map(told.cite, found)))))
        return told

    def _inside(self, node: NodeWithScore) -> list[Passage]:
        """The passages of a node, known by their beginnings; the one it begins in the midst of as well."""
        held = normal(node.node.get_content().partition(":\n")[2] or node.node.get_content())
        passages = self._passages[node.node.metadata["document"]]
        return [p for p in passages if normal(p.text)[:60] in held or held[:60] in normal(p.text)]

    def _saying(self, sentence: str, node: NodeWithScore) -> Passage:
        """The passage of a node that shares most words with a sentence."""
        words = Counter(WORD.findall(sentence.casefold()))
        candidates = self._inside(node) or self._passages[node.node.metadata["document"]]
        return max(candidates, key=lambda p: (words & Counter(WORD.findall(p.text.casefold()))).total())


class ChatPeer:
    """A language model asked without documents; references in brackets count as citations where they exist."""

    ASKED: Final = (
        "Answer from United Nations documents in one to three sentences. After each sentence name the document "
        "and paragraph in brackets, such as (A/RES/70/125, para. 35). If you do not know, say only: unknown."
    )

    def __init__(self, recorder: Recorder, llm: LLM) -> None:
        self._recorder = recorder
        self._llm = llm

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Tells:
        """Ask, with the conversation so far."""
        self._recorder.rankings.append([])
        said = [ChatMessage(role=MessageRole.SYSTEM, content=self.ASKED)]
        for turn in history:
            said.append(ChatMessage(role=MessageRole.USER, content=turn.question))
            said.append(ChatMessage(role=MessageRole.ASSISTANT, content=turn.answer or "…"))
        said.append(ChatMessage(role=MessageRole.USER, content=question))
        return read_text(self._recorder, self._llm.chat(said).message.content or "")


class HttpPeer:
    """A system behind an address that takes {"question", "history": [{"q", "a"}]} as JSON.

    It may answer in our contract (its citations are looked up by symbol and paragraph) or with {"answer": text}.
    """

    def __init__(self, recorder: Recorder, address: str, seconds: float = 120.0) -> None:
        self._recorder = recorder
        self._client = httpx.Client(timeout=seconds)
        self._address = address

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Tells:
        """Ask.

        Raises:
            RapporteurError: the address does not answer, or not in JSON.
        """
        self._recorder.rankings.append([])
        turns = [{"q": turn.question, "a": turn.answer} for turn in history]
        try:
            response = self._client.post(self._address, json={"question": question, "history": turns})
            answer: dict[str, Any] = response.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise RapporteurError(f"{self._address} does not answer ({error}).") from error
        if answer.get("status", "answered") != "answered":
            return Told(self._recorder, status="not_found")
        if not answer.get("statements"):
            return read_text(self._recorder, str(answer.get("answer", "")))
        return self._from_contract(answer)

    def _from_contract(self, answer: Mapping[str, Any]) -> Told:
        told = Told(self._recorder)
        places = {c.get("n"): f"{c.get('symbol')}, para. {c.get('paragraph')}" for c in answer["citations"]}
        for statement in answer["statements"]:
            found = [p for n in statement["citations"] for p in _referred(self._recorder, places.get(n, ""))]
            told.sentences.append((statement["text"], list(dict.fromkeys(map(told.cite, found)))))
        return told


def read_text(recorder: Recorder, text: str) -> Told:
    """A free text as an answer: sentence by sentence, with the references that stand in its brackets."""
    told = Told(recorder)
    if normal(text).casefold().strip(" .!") in ("", "unknown"):
        return told
    for sentence in SENTENCE_END.split(text.strip()):
        found = [passage for said in BRACKETS.findall(sentence) for passage in _referred(recorder, said)]
        told.sentences.append((sentence, list(dict.fromkeys(map(told.cite, found)))))
    return told


def _referred(recorder: Recorder, reference: str) -> list[Passage]:
    found = look_up(recorder.register, reference)
    return [m.passage for m in found.matches if m.passage is not None] if found.status == "found" else []
