"""Keeping the vector index in step with the register: forget, embed, take in, batch by batch.

Whatever is done is noted in the register after it is done, so a stop at any point costs one batch at most.
"""

from collections.abc import Sequence
from time import monotonic

from llama_index.core.schema import TextNode

from index.dense.meaning import passage_vectors
from index.dense.vector_metadata import metadata
from index.dense.vectors import VectorIndex
from index.models.context import digest, embedded_text
from index.models.embedder import Embedder
from index.progress import Reports
from index.queue import Entry, Ledger
from ingest.document import Document, Passage
from ingest.register import Register

_BATCH = 256
_ANNOUNCE_SECONDS = 10  # other processes reopen the index when something is announced


class VectorSync:
    """Brings one generation of the vector index up to the register.

    Args:
        register: The register.
        ledger: What there is to do, and what was done.
        index: The vectors.
    """

    def __init__(self, register: Register, ledger: Ledger, index: VectorIndex) -> None:
        self._register = register
        self._ledger = ledger
        self._index = index

    def run(self, embedder: Embedder, progress: Reports | None = None) -> None:
        """Do what the queue lists; waits while another process is doing it.

        Raises:
            ModelError: the embedding model cannot be used.
            LibraryError: the vector index cannot be used.
        """
        if not self._ledger.pending():
            return
        with self._register.database.lock("vectors"):
            self._index.create(self._ledger.size())
            self._forget()
            total, done, announced = self._ledger.waiting(), 0, monotonic()
            batch = max(_BATCH, embedder.embed_batch_size)
            while entries := self._ledger.next_waiting(batch):
                self._take(entries, embedder)
                done += len(entries)
                if progress:
                    progress("embedding", done, max(done, total))
                if monotonic() - announced > _ANNOUNCE_SECONDS:
                    self._index.announce()
                    announced = monotonic()
            self._index.announce()

    def _forget(self) -> None:
        while gone := self._ledger.next_gone(_BATCH):
            current = self._register.passages([entry.id for entry in gone])
            lost = [entry.id for entry in gone if entry.id not in current]
            self._index.remove(lost)
            with self._register.transaction() as db:
                self._ledger.lose(db, lost)
                self._ledger.forgotten(db, gone)

    def _take(self, entries: Sequence[Entry], embedder: Embedder) -> None:
        passages = self._register.passages([entry.id for entry in entries])
        documents = {
            name: document
            for name in {passage.document_id for passage in passages.values()}
            if (document := self._register.document(name)) is not None
        }
        found = [
            (documents[passage.document_id], passage)
            for passage in passages.values()
            if passage.document_id in documents
        ]
        changed = self._changed(found)
        texts = [embedded_text(document, passage) for document, passage, _ in changed]
        if texts:
            languages = [passage.language for _, passage, _ in changed]
            vectors = passage_vectors(embedder, texts, languages).tolist()
            self._index.add(
                [
                    TextNode(id_=passage.id, embedding=vector, metadata=metadata(document, passage))
                    for (document, passage, _), vector in zip(changed, vectors, strict=True)
                ]
            )
        with self._register.transaction() as db:
            self._ledger.keep(db, [(passage.id, mark) for _, passage, mark in changed])
            self._ledger.taken(db, entries)

    def _changed(self, found: Sequence[tuple[Document, Passage]]) -> list[tuple[Document, Passage, str]]:
        """Those whose vector is missing or of another text, with their digests."""
        kept = self._ledger.digests([passage.id for _, passage in found])
        marked = [(document, passage, digest(document, passage)) for document, passage in found]
        return [item for item in marked if kept.get(item[1].id) != item[2]]
