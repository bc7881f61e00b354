"""The network of support, as learned, as an ONNX graph that runs without PyTorch."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.models.e5_file import packaged
from index.models.e5_graph import Graph, Sized
from index.models.entailment import FLAGS, MARKS

_SIDES = ("claim", "proof")


def export(learned: Mapping[str, NDArray[np.float32]]) -> bytes:
    """The graph that holds a sentence against its proofs.

    Inputs, float32: ``claim`` and ``proof``, the states of their tokens, shape (tokens, hidden); ``same``, 1 where
    a token of the one is a token of the other; ``claim_flags`` and ``proof_flags``, shape (tokens, ``FLAGS``).
    Outputs, log odds: ``tokens``, of the claim's tokens without their marks, and ``whole``, shape (1,).
    """
    net, hidden = _Net(learned), packaged().shape.hidden
    net.read()
    sizes: dict[str, Sized | None] = {
        "claim": ("claimed", hidden),
        "proof": ("told", hidden),
        "same": ("claimed", "told"),
        "claim_flags": ("claimed", FLAGS),
        "proof_flags": ("told", FLAGS),
    }
    return net.graph.model({"tokens": ("inside",), "whole": (1,)}, sizes)


class _Net:
    """The nodes, as ``training.support.net`` computes them."""

    def __init__(self, learned: Mapping[str, NDArray[np.float32]]) -> None:
        self.graph = Graph(packaged())
        self.node = self.graph.node
        for name, value in learned.items():
            self.graph.constant(name, np.ascontiguousarray(value.T) if value.ndim == 2 else value)
        self._zero, self._last = self.graph.integers(0), self.graph.integers(-1)

    def read(self) -> None:
        """All of it."""
        node = self.node
        near = self._products([self._unit(side) for side in _SIDES])
        odds = self._products([self._unit(node("MatMul", side, "look.weight")) for side in _SIDES])
        odds = node("Add", node("Mul", odds, node("Exp", "sharp")), node("Mul", "same", "agree"))
        found = self._compared("claim", "proof", odds, near)
        back = self._compared("proof", "claim", self._turned(odds), self._turned(near))
        inside = node("Slice", found, self.graph.integers(MARKS), self._last, self._zero)
        tokens = node("Squeeze", self._layer(inside, "borne"), self._last, output="tokens")
        least = node("Neg", node("ReduceLogSumExp", node("Neg", tokens), self._zero, keepdims=1))
        pooled = [
            node(kind, side, self._zero, keepdims=1)
            for side in (found, back)
            for kind in ("ReduceMean", "ReduceMax")
        ]
        hidden = node("Gelu", self._layer(node("Concat", *pooled, axis=1), "whole"))
        whole = node("Squeeze", self._layer(hidden, "sum"), self._last)
        node("Add", whole, node("Mul", least, "least"), output="whole")

    def _compared(self, ours: str, theirs: str, odds: str, near: str) -> str:
        node = self.node
        look = node("Softmax", odds, axis=-1)
        mine, found = self._layer(ours, "view"), node("MatMul", look, self._layer(theirs, "view"))
        told = [node("ReduceMax", each, self._last, keepdims=1) for each in (near, look)]
        parts = [mine, found, node("Sub", mine, found), node("Mul", mine, found), *told, f"{ours}_flags"]
        first = node("Gelu", self._layer(node("Concat", *parts, axis=1), "first"))
        return node("Gelu", self._layer(first, "second"))

    def _layer(self, states: str, name: str) -> str:
        return self.node("Add", self.node("MatMul", states, f"{name}.weight"), f"{name}.bias")

    def _unit(self, states: str) -> str:
        return self.node("LpNormalization", states, axis=-1, p=2)

    def _products(self, sides: list[str]) -> str:
        return self.node("MatMul", sides[0], self._turned(sides[1]))

    def _turned(self, matrix: str) -> str:
        return self.node("Transpose", matrix, perm=[1, 0])
