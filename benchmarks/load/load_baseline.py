"""LlamaIndex's starter chat in a ``gr.ChatInterface``, over the passages and vectors of a library.

What the load is compared with. It is given every advantage: the vectors are there already, in Chroma in memory,
and its language model writes at once and costs nothing (unless a delay is asked for).

    python -m benchmarks.load.load_baseline FOLDER --port 7999
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromadb
import gradio as gr
import numpy as np
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.llms.types import ChatMessage
from llama_index.core.chat_engine.types import ChatMode
from llama_index.core.llms import MockLLM
from llama_index.core.schema import TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.dense.centring import centred_query
from index.models.embedding import E5Embedding
from ingest.register import Register
from ingest.register.opening import FILE as REGISTER
from settings import Settings

WORDS = 60  # of an answer
_BATCH = 2_000


class CentredEmbedding(E5Embedding):
    """The library's model, with questions centred as the library's vectors are."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads)

    def _get_query_embedding(self, query: str) -> list[float]:
        return centred_query(super()._get_query_embedding(query), "en")


def index_of(library: Path, embedding: E5Embedding) -> VectorStoreIndex:
    """An index with the passages of a library as its nodes."""
    register = Register(library / REGISTER)
    stored = chromadb.PersistentClient(path=str(library / "chroma")).get_collection(
        f"passages-{register.meta('vectors.edition')}", embedding_function=None
    )
    store = ChromaVectorStore(chroma_collection=chromadb.EphemeralClient().create_collection("starter"))
    for start in range(0, stored.count(), _BATCH):
        found = stored.get(limit=_BATCH, offset=start, include=["embeddings"])
        passages = register.passages(found["ids"])
        store.add(
            [
                TextNode(id_=name, text=passages[name].text, embedding=vector)
                for name, vector in zip(found["ids"], np.asarray(found["embeddings"]).tolist(), strict=True)
                if name in passages
            ]
        )
    context = StorageContext.from_defaults(vector_store=store)
    return VectorStoreIndex.from_vector_store(store, embed_model=embedding, storage_context=context)


def chat(index: VectorStoreIndex, delay: float) -> gr.ChatInterface:
    """The starter chat, as its tutorial has it, streaming."""
    model = MockLLM(max_tokens=WORDS)

    def respond(message: str, history: list[dict[str, Any]]) -> Iterator[str]:
        engine = index.as_chat_engine(chat_mode=ChatMode.CONDENSE_PLUS_CONTEXT, llm=model)
        turns = [ChatMessage(role=turn["role"], content=str(turn["content"])) for turn in history]
        response = engine.stream_chat(message, chat_history=turns)
        time.sleep(delay)
        said = ""
        for piece in response.response_gen:
            said += piece
            yield said

    return gr.ChatInterface(respond, title="Starter", api_name="chat")


def main() -> None:
    """Serve the starter chat until it is stopped."""
    parser = argparse.ArgumentParser(description="Serve LlamaIndex's starter chat over a library.")
    parser.add_argument("library", type=Path)
    parser.add_argument("--port", type=int, default=7999)
    parser.add_argument(
        "--model-seconds", type=float, default=0.0, help="time the language model takes to begin"
    )
    given = parser.parse_args()
    index = index_of(given.library, CentredEmbedding(Settings().threads))
    index.as_retriever().retrieve("the first reader should not wait for the model to load")
    chat(index, given.model_seconds).launch(server_port=given.port, quiet=True, ssr_mode=False)


if __name__ == "__main__":
    main()
