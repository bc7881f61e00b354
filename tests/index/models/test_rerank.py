import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle

from errors import RapporteurError
from index.models.rerank import load_reranker, reranked


class Shortest(BaseNodePostprocessor):
    """Puts short passages first and drops the longest."""

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        return sorted(nodes, key=lambda hit: len(hit.node.get_content()))[:-1]


def test_only_its_order_counts() -> None:
    scores = {"a": 0.9, "b": 0.8, "c": 0.7, "d": 0.1}
    texts = {"a": "xxx", "b": "xx", "c": "x"}
    assert reranked("?", scores, texts, Shortest()) == {"c": 0.9, "b": 0.8, "a": 0.7, "d": 0.1}


def test_none_is_named() -> None:
    assert load_reranker("", {}) is None


@pytest.mark.parametrize(
    "name",
    [
        "os:system",
        "llama_index.core.postprocessor",
        "llama_index.postprocessor.nowhere:Reranker",
        "llama_index.core.schema:TextNode",
        "llama_index.core.postprocessor:NoSuchThing",
    ],
)
def test_what_is_no_reranker_is_refused(name: str) -> None:
    with pytest.raises(RapporteurError, match=r"rerank"):
        load_reranker(name, {})


def test_one_of_llama_index_is_made_with_its_options() -> None:
    name = "llama_index.core.postprocessor:SimilarityPostprocessor"
    assert load_reranker(name, {"similarity_cutoff": 0.5}) is not None
    with pytest.raises(RapporteurError, match="cannot be made"):
        load_reranker(name, {"similarity_cutoff": "high"})
