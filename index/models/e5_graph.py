"""multilingual-e5-small as ONNX graphs made from the weights file: its lower layers, and what comes above them.

Lower and upper layers are apart because the lower ones serve twice: for a text's vector, and for reading question
and passage together. The matrices run in eight bits with inputs quantised as they come (``DynamicQuantizeMatMul``),
except the one whose inputs have outliers too large for eight bits, which stays in single precision.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.models.e5_file import Floats, Shape, WeightsFile

# Weights are rounded to seven bits: on processors without VNNI the eight-bit product of ONNX Runtime
# saturates at larger ones. It costs 0.0005 of cosine similarity.
_LARGEST = 63

# Alone responsible for nine tenths of what eight bits lose: mean cosine with the float model .9966 → .998.
_FLOAT_MATRIX = "l4.fo"

_CONTRIB = "com.microsoft"

Sized = tuple[str | int, ...]


def build_lower(weights: WeightsFile, layers: int) -> bytes:
    """The lower layers as a serialised ONNX model.

    Input: ``words``, float32, shape (texts, tokens, hidden), as the weights file has them, texts of equal length. Output: ``states``, float32, of the same shape.
    """
    graph = Graph(weights)
    graph.layers(graph.placed(weights), range(layers), output="states")
    size = {"words": ("texts", "tokens", weights.shape.hidden)}
    return graph.model({"states": size["words"]}, size)


def build_upper(weights: WeightsFile, layers: int) -> bytes:
    """What comes above the lower layers, as a serialised ONNX model.

    Input: ``states`` of the lower layers. Output: ``embedding``, float32, shape (texts, hidden), of unit length.
    """
    graph = Graph(weights)
    graph.pool(graph.layers("states", range(layers, weights.shape.layers)))
    # A shape that is not told keeps ONNX Runtime from fusing additions with what follows: rounded to eight bits, the
    # last digit of a sum that is taken otherwise grows to the third digit of a vector, and libraries hold vectors.
    return graph.model({"embedding": ("texts", weights.shape.hidden)}, {"states": None})


class Weights(Protocol):
    """Where a graph takes its numbers from."""

    shape: Shape

    def floats(self, name: str) -> Floats:
        """A vector, shape (n,)."""
        ...

    def matrix(self, name: str, columns: int) -> Floats:
        """A matrix, shape (outputs, inputs)."""
        ...


class Graph:
    """Nodes and constants, as they are added."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def model(self, outputs: Mapping[str, Sized | None], inputs: Mapping[str, Sized | None]) -> bytes:
        """All that was added, as a serialised ONNX model.

        Args:
            outputs: Names and shapes of the results, float32.
            inputs: Names and shapes of the inputs, float32; None for a shape that is not told.
        """
        given, told = (
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in sizes.items()]
            for sizes in (inputs, outputs)
        )
        model = helper.make_model(
            helper.make_graph(self.nodes, "e5", given, told, self.constants),
            opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(_CONTRIB, 1)],
            ir_version=10,
        )
        return bytes(model.SerializeToString())

    def layers(self, states: str, numbers: Iterable[int], output: str = "") -> str:
        """Some layers, one over the other."""
        for number in numbers:
            states = self.layer(states, f"l{number}")
        return self.node("Identity", states, output=output) if output else states

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """A value under a name."""
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def integers(self, *values: int) -> str:
        """A constant of some integers."""
        return self.constant(f"constant{len(self.constants)}", np.array(values))

    def node(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:  # noqa: ANN401
        """One operation; the name of its result."""
        output = output or f"node{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def placed(self, weights: WeightsFile) -> str:
        """The words with what their places and their kind add, normalised."""
        hidden = weights.shape.hidden
        places = weights.floats("emb.pos").reshape(-1, hidden) + weights.floats("emb.type")[:hidden]
        length = self.node("Gather", self.node("Shape", "words"), self.constant("axis", np.array(1)))
        zero, one = self.constant("zero", np.array(0)), self.constant("one", np.array(1))
        numbers = self.node("Range", zero, length, one)
        place = self.node("Gather", self.constant("places", places), numbers)
        return self.normalise(self.node("Add", "words", place), "emb.ln")

    def layer(self, states: str, name: str) -> str:
        """One transformer layer, normalised after each half."""
        shape = self.weights.shape
        joined = self.linear(states, [f"{name}.{part}" for part in "qkv"], shape.hidden)
        parts = [f"{name}.{part}.out" for part in ("query", "key", "value")]
        self.nodes.append(helper.make_node("Split", [joined], parts, axis=2, num_outputs=3))
        mixed = self.node("MultiHeadAttention", *parts, domain=_CONTRIB, num_heads=shape.heads)
        mixed = self.linear(mixed, [f"{name}.ao"], shape.hidden)
        states = self.normalise(self.node("Add", states, mixed), f"{name}.aln")
        inner = self.node("Gelu", self.linear(states, [f"{name}.fi"], shape.hidden))
        inner = self.linear(inner, [f"{name}.fo"], shape.inner)
        return self.normalise(self.node("Add", states, inner), f"{name}.oln")

    def pool(self, states: str) -> None:
        """The mean of the tokens' states, brought to unit length."""
        total = self.node("ReduceSum", states, self.integers(1), keepdims=0)
        # The length of a mean and of a sum differ by a factor only, so the sum will do.
        length = self.node("ReduceL2", total, self.integers(1), keepdims=1)
        self.node("Div", total, length, output="embedding")

    def normalise(self, states: str, name: str) -> str:
        """Layer normalisation."""
        scale, bias = (
            self.constant(f"{name}.{part}", self.weights.floats(f"{name}.{part}")) for part in "wb"
        )
        return self.node(
            "LayerNormalization", states, scale, bias, axis=-1, epsilon=self.weights.shape.epsilon
        )

    def linear(self, states: str, names: list[str], inputs: int) -> str:
        """A matrix product with its offset; matrices named together are put side by side."""
        matrix = np.concatenate([self.weights.matrix(f"{name}.w", inputs) for name in names]).T
        bias = np.concatenate([self.weights.floats(f"{name}.b") for name in names])
        label = names[0]
        offset = self.constant(f"{label}.b", bias)
        if label == _FLOAT_MATRIX:
            weight = self.constant(f"{label}.w", np.ascontiguousarray(matrix))
            return self.node("Add", self.node("MatMul", states, weight), offset)
        scales, rounded = _rounded(matrix)
        return self.node(
            "DynamicQuantizeMatMul",
            states,
            self.constant(f"{label}.w", rounded),
            self.constant(f"{label}.scales", scales),
            "",
            offset,
            domain=_CONTRIB,
        )


def _rounded(matrix: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """A scale for each column, and the matrix in those units."""
    scales = np.abs(matrix).max(axis=0) / _LARGEST
    return scales.astype(np.float32), np.ascontiguousarray(np.round(matrix / scales).astype(np.int8))
