"""The upper layers of the cross-encoder, as learned, as an ONNX graph that runs without PyTorch."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.models.e5_file import Floats, Shape
from index.models.e5_graph import Graph

Numbers = NDArray[np.float32]


class Learned:
    """Learned numbers under the names of the packaged model's file.

    Args:
        shape: Sizes of the network.
        tensors: By names such as ``l8.q.w``; matrices of shape (outputs, inputs).
    """

    def __init__(self, shape: Shape, tensors: Mapping[str, Numbers]) -> None:
        self.shape = shape
        self._tensors = tensors

    def floats(self, name: str) -> Floats:
        """A vector, shape (n,)."""
        return self._tensors[name].ravel()

    def matrix(self, name: str, columns: int) -> Floats:
        """A matrix, shape (outputs, inputs)."""
        return self._tensors[name].reshape(-1, columns)


def export(learned: Learned, lower: int) -> bytes:
    """The graph that scores a passage and its sentences.

    Inputs, float32: ``question``, shape (1, tokens, hidden), and ``passage``, likewise, the states of the lower
    layers; ``pooling``, shape (sentences, tokens of the passage), whose rows sum to 1. Outputs, log odds:
    ``scores``, shape (sentences,), and ``whole``, shape (1,), of the passage.
    """
    graph, shape = Graph(learned), learned.shape
    parts = [
        graph.node("Add", name, graph.constant(f"side.{name}", learned.floats(f"side.{name}")))
        for name in ("question", "passage")
    ]
    states = graph.node("Concat", *parts, axis=1)
    for number in range(lower, shape.layers):
        states = graph.layer(states, f"l{number}")
    first, second = _apart(graph, states)
    asked = _of_length_one(graph, graph.node("ReduceMean", first, graph.integers(1), keepdims=0))
    told = _of_length_one(
        graph, graph.node("MatMul", "pooling", graph.node("Squeeze", second, graph.integers(0)))
    )
    _scored(graph, asked, told)
    _whole(graph, first, second)
    sizes = {
        "question": (1, "asked", shape.hidden),
        "passage": (1, "told", shape.hidden),
        "pooling": ("sentences", "told"),
    }
    return graph.model({"scores": ("sentences",), "whole": (1,)}, sizes)


def _apart(graph: Graph, states: str) -> tuple[str, str]:
    """The states of the question's and of the passage's tokens."""
    zero, axis, far = graph.integers(0), graph.integers(1), graph.integers(1 << 30)
    length = graph.node("Shape", "question", start=1, end=2)
    return (
        graph.node("Slice", states, zero, length, axis),
        graph.node("Slice", states, length, far, axis),
    )


def _of_length_one(graph: Graph, vectors: str) -> str:
    return graph.node("LpNormalization", vectors, axis=-1, p=2)


def _scored(graph: Graph, asked: str, told: str) -> None:
    """``scores``: the cosine similarity on a scale of its own, and a small network over both and their product."""
    learned, hidden = graph.weights, graph.weights.shape.hidden

    def scalar(name: str) -> str:
        return graph.constant(name, learned.floats(name))

    product = graph.node("Mul", told, asked)
    cosine = graph.node("ReduceSum", product, graph.integers(1), keepdims=0)
    everywhere = graph.node("Expand", asked, graph.node("Shape", told))
    scale = graph.constant("scale.vector", np.array(20.0, np.float32))
    scale_product = graph.constant("scale.product", np.array(hidden, np.float32))
    both = graph.node(
        "Concat",
        graph.node("Mul", told, scale),
        graph.node("Mul", everywhere, scale),
        graph.node("Mul", product, scale_product),
        axis=1,
    )
    first = np.ascontiguousarray(learned.matrix("head.w", 3 * hidden).T)
    inner = graph.node(
        "Gelu",
        graph.node("Add", graph.node("MatMul", both, graph.constant("head.w", first)), scalar("head.b")),
    )
    last = graph.node("MatMul", inner, scalar("out.w"))
    raised = graph.node("Add", graph.node("Mul", cosine, scalar("cosine.w")), scalar("cosine.b"))
    graph.node("Add", graph.node("Add", last, scalar("out.b")), raised, output="scores")


def _whole(graph: Graph, asked: str, told: str) -> None:
    """``whole``: the likeliest sentence, and a small network over the question's first and the mean state."""
    learned, hidden = graph.weights, graph.weights.shape.hidden
    zero, one, axis = graph.integers(0), graph.integers(1), graph.integers(1)
    begin = graph.node("Squeeze", graph.node("Slice", asked, zero, one, axis), axis)
    mean = graph.node("ReduceMean", told, axis, keepdims=0)
    both = graph.node("Concat", begin, mean, axis=1)
    matrix = graph.constant("whole.w", np.ascontiguousarray(learned.matrix("whole.w", 2 * hidden).T))
    offset = graph.constant("whole.b", learned.floats("whole.b"))
    inner = graph.node("Gelu", graph.node("Add", graph.node("MatMul", both, matrix), offset))
    total = graph.node("MatMul", inner, graph.constant("sum.w", learned.floats("sum.w")))
    total = graph.node("Add", total, graph.constant("sum.b", learned.floats("sum.b")))
    graph.node("Add", total, graph.node("ReduceMax", "scores", zero, keepdims=1), output="whole")
