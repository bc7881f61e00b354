"""Which parts of the search take part; all of them, but where one is measured by leaving it out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The parts of a search.

    Attributes:
        dense: The nearest vectors are candidates.
        lexical: The best passages by words are candidates.
        reading: What the question names counts: documents, speakers, years, bodies …
        topic: What a question is about is compared apart from where it says to look.
        glossary: The terms of a question in another language are searched in English, too.
        scopes: What the question names is searched on its own, too.
        ranker: The learned ranker orders the candidates; without it, the fused scores.
        reading_together: The best candidates are read together with the question.
        copies: Near-copies of a better passage go down.
        variety: "Who" shows several speakers, "compare" several documents.
    """

    dense: bool = True
    lexical: bool = True
    reading: bool = True
    topic: bool = True
    glossary: bool = True
    scopes: bool = True
    ranker: bool = True
    reading_together: bool = True
    copies: bool = True
    variety: bool = True
