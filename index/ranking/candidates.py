"""The passages that a question has to choose from, with what the indexes and the register say of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.filters import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The passages to rank, with all that the indexes and the register say of them.

    Attributes:
        dense: Cosine similarities with the question.
        topical: Cosine similarities with what the question is about, where that is not all it says.
        lexical: BM25 scores.
        fused: Fused scores, best first; those that are ranked.
        places: Where each stands.
        tokens: Context and text of each, as the lexical index has them.
        documents: Ids of the documents that the question names.
    """

    dense: Mapping[str, float]
    topical: Mapping[str, float]
    lexical: Mapping[str, float]
    fused: Mapping[str, float]
    places: Mapping[str, Place]
    tokens: Mapping[str, tuple[list[str], list[str]]]
    documents: frozenset[str]
