"""A reranker of LlamaIndex's in place of our own order of the best passages, by one setting.

Any ``BaseNodePostprocessor`` will do: a cross-encoder on this machine, a service. It sees the passages with
their context line, and only its order counts: its scores are of any scale, ours stay between 0 and 1.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from errors import RapporteurError

RERANKED: Final = 20  # passages that are read again


def load_reranker(name: str, options: Mapping[str, Any]) -> BaseNodePostprocessor | None:
    """The reranker a setting names; None where it names none.

    Args:
        name: "llama_index.postprocessor.sbert_rerank:SentenceTransformerRerank", or empty.
        options: What it is made with: {"model": "BAAI/bge-reranker-v2-m3", "top_n": 20}.

    Raises:
        RapporteurError: there is no such reranker, or it cannot be made.
    """
    if not name:
        return None
    module, _, member = name.partition(":")
    if not module.startswith("llama_index.") or not member.isidentifier():
        raise RapporteurError(
            "The setting “reranker” names a class of LlamaIndex: "
            "llama_index.postprocessor.sbert_rerank:SentenceTransformerRerank."
        )
    try:
        kind = getattr(import_module(module), member)
    except (ImportError, AttributeError) as error:
        raise RapporteurError(f"The reranker {name} is not installed ({error}).") from error
    if not (isinstance(kind, type) and issubclass(kind, BaseNodePostprocessor)):
        raise RapporteurError(f"{name} is no reranker of LlamaIndex.")
    try:
        return kind(**options)
    except (ImportError, OSError, TypeError, ValueError) as error:
        raise RapporteurError(f"The reranker {name} cannot be made ({error}).") from error


def reranked(
    question: str, scores: Mapping[str, float], texts: Mapping[str, str], reranker: BaseNodePostprocessor
) -> dict[str, float]:
    """Scores dealt out anew to the best passages in the reranker's order, best first.

    Args:
        question: The user's words.
        scores: Best first.
        texts: What the reranker reads of the best passages; passages it leaves out follow in their order.
        reranker: The reranker.
    """
    best = [name for name in list(scores)[:RERANKED] if name in texts]
    nodes = [NodeWithScore(node=TextNode(id_=name, text=texts[name]), score=scores[name]) for name in best]
    found = [hit.node.node_id for hit in reranker.postprocess_nodes(nodes, QueryBundle(question))]
    order = [*dict.fromkeys(name for name in found if name in scores)]
    order += [name for name in scores if name not in set(order)]
    return dict(zip(order, sorted(scores.values(), reverse=True), strict=True))
