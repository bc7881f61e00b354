"""The best candidates, read together with the question."""

from collections.abc import Sequence
from typing import Final

from index.models.context import context
from index.models.cross_encoder import CrossEncoder, Excerpt
from ingest.document import Document, Passage
from ingest.register import Register
from ingest.structure.sentences import sentences

READ: Final = 10  # candidates; each more costs about twelve milliseconds of two cores
MOST_SENTENCES: Final = 60  # of a passage; a long table has more rows


def excerpt(document: Document, passage: Passage) -> Excerpt:
    """A passage as the model reads it: where it stands, and its sentences."""
    spans = sentences(passage.text, passage.language)[:MOST_SENTENCES]
    return Excerpt(context(document, passage), tuple(span.of(passage.text) for span in spans))


def read_together(
    question: str, names: Sequence[str], register: Register, model: CrossEncoder
) -> dict[str, float]:
    """Log odds that each of some passages answers; those that the register no longer has are left out.

    Args:
        question: The user's words.
        names: Ids of passages.
        register: Where they are.
        model: What reads.
    """
    passages = register.passages(names)
    found = {p.document_id: register.document(p.document_id) for p in passages.values()}
    documents = {name: document for name, document in found.items() if document is not None}
    kept = [name for name in names if name in passages and passages[name].document_id in documents]
    told = [excerpt(documents[passages[name].document_id], passages[name]) for name in kept]
    readings = model.read(question, told)
    return {name: reading.whole for name, reading in zip(kept, readings, strict=True)}
