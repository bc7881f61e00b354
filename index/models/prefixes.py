"""What a model wants to be put before a question and before a passage.

Most models that search are trained with such words and rank worse without them; their makers' model cards say
which. Where a name is not listed here, nothing is put before; the settings ``embedding_query_prefix`` and
``embedding_passage_prefix`` have the last word.
"""

from typing import Final, NamedTuple


class Prefixes(NamedTuple):
    """What is put before a question and before a passage."""

    query: str = ""
    passage: str = ""


_SENTENCE: Final = "Represent this sentence for searching relevant passages: "

# The first part of a model's name that is found decides, so the longer ones stand first.
_KNOWN: Final[tuple[tuple[str, Prefixes], ...]] = (
    ("multilingual-e5-large-instruct", Prefixes("Instruct: Find passages that answer the question\nQuery: ")),
    ("e5-", Prefixes("query: ", "passage: ")),
    ("nomic-embed-text", Prefixes("search_query: ", "search_document: ")),
    ("embeddinggemma", Prefixes("task: search result | query: ", "title: none | text: ")),
    ("qwen3-embedding", Prefixes("Instruct: Find passages that answer the question\nQuery: ")),
    ("mxbai-embed-large", Prefixes(_SENTENCE)),
    ("arctic-embed-l-v2", Prefixes("query: ")),
    ("arctic-embed-m-v2", Prefixes("query: ")),
    ("arctic-embed2", Prefixes("query: ")),
    ("arctic-embed", Prefixes(_SENTENCE)),
    ("bge-small-en", Prefixes(_SENTENCE)),
    ("bge-base-en", Prefixes(_SENTENCE)),
    ("bge-large-en", Prefixes(_SENTENCE)),
)


def prefixes(model: str, query: str | None = None, passage: str | None = None) -> Prefixes:
    """The prefixes of a model, each replaced by a given one that is not None.

    Args:
        model: Name of the model, as its server or maker writes it.
        query: What to put before questions instead.
        passage: What to put before passages instead.
    """
    name = model.casefold()
    known = next((found for part, found in _KNOWN if part in name), Prefixes())
    return Prefixes(known.query if query is None else query, known.passage if passage is None else passage)
