"""multilingual-e5-small as an ONNX graph, made from the weights file without a float copy of it.

The word table stays in four bits (``GatherBlockQuantized``). The matrices run in eight bits with inputs
quantised as they come (``DynamicQuantizeMatMul``), except the one whose inputs have outliers too large for
eight bits, which stays in single precision.
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.e5_file import BLOCK, Floats, WeightsFile

# Weights are rounded to seven bits: on processors without VNNI the eight-bit product of ONNX Runtime
# saturates at larger ones. It costs 0.0005 of cosine similarity.
_LARGEST = 63

# Alone responsible for nine tenths of what eight bits lose: mean cosine with the float model .9966 → .998.
_FLOAT_MATRIX = "l4.fo"

_CONTRIB = "com.microsoft"


def build(weights: WeightsFile) -> bytes:
    """The network as a serialised ONNX model.

    Input: ``ids``, int64, shape (texts, tokens), texts of equal length. Output: ``embedding``, float32, shape
    (texts, hidden), of unit length.
    """
    graph = _Graph(weights)
    states = graph.words()
    for layer in range(weights.shape.layers):
        states = graph.layer(states, f"l{layer}")
    graph.pool(states)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "e5",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", weights.shape.hidden])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(_CONTRIB, 1)],
        ir_version=10,
    )
    return bytes(model.SerializeToString())


class _Graph:
    """Nodes and constants, as they are added."""

    def __init__(self, weights: WeightsFile) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def _integers(self, *values: int) -> str:
        return self._constant(f"constant{len(self.constants)}", np.array(values))

    def _node(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:  # noqa: ANN401
        output = output or f"node{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def words(self) -> str:
        """Word, position and type embeddings, normalised."""
        hidden = self.weights.shape.hidden
        scales, packed = self.weights.blocks("emb.word")
        words = self._node(
            "GatherBlockQuantized",
            self._constant("words", packed.reshape(-1, hidden // 2)),
            "ids",
            self._constant("words.scales", scales.reshape(-1, hidden // BLOCK)),
            domain=_CONTRIB,
            bits=4,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        words = self._node("Gather", words, self._constant("words.order", _unpacked_order(hidden)), axis=2)
        places = self.weights.floats("emb.pos").reshape(-1, hidden) + self.weights.floats("emb.type")[:hidden]
        length = self._node("Gather", self._node("Shape", "ids"), self._constant("axis", np.array(1)))
        zero, one = self._constant("zero", np.array(0)), self._constant("one", np.array(1))
        numbers = self._node("Range", zero, length, one)
        place = self._node("Gather", self._constant("places", places), numbers)
        return self._normalise(self._node("Add", words, place), "emb.ln")

    def layer(self, states: str, name: str) -> str:
        """One transformer layer, normalised after each half."""
        shape = self.weights.shape
        joined = self._linear(states, [f"{name}.{part}" for part in "qkv"], shape.hidden)
        parts = [f"{name}.{part}.out" for part in ("query", "key", "value")]
        self.nodes.append(helper.make_node("Split", [joined], parts, axis=2, num_outputs=3))
        mixed = self._node("MultiHeadAttention", *parts, domain=_CONTRIB, num_heads=shape.heads)
        mixed = self._linear(mixed, [f"{name}.ao"], shape.hidden)
        states = self._normalise(self._node("Add", states, mixed), f"{name}.aln")
        inner = self._node("Gelu", self._linear(states, [f"{name}.fi"], shape.hidden))
        inner = self._linear(inner, [f"{name}.fo"], shape.inner)
        return self._normalise(self._node("Add", states, inner), f"{name}.oln")

    def pool(self, states: str) -> None:
        """The mean of the tokens' states, brought to unit length."""
        total = self._node("ReduceSum", states, self._integers(1), keepdims=0)
        # The length of a mean and of a sum differ by a factor only, so the sum will do.
        length = self._node("ReduceL2", total, self._integers(1), keepdims=1)
        self._node("Div", total, length, output="embedding")

    def _normalise(self, states: str, name: str) -> str:
        scale, bias = (
            self._constant(f"{name}.{part}", self.weights.floats(f"{name}.{part}")) for part in "wb"
        )
        return self._node(
            "LayerNormalization", states, scale, bias, axis=-1, epsilon=self.weights.shape.epsilon
        )

    def _linear(self, states: str, names: list[str], inputs: int) -> str:
        matrix = np.concatenate([self.weights.matrix(f"{name}.w", inputs) for name in names]).T
        bias = np.concatenate([self.weights.floats(f"{name}.b") for name in names])
        label = names[0]
        offset = self._constant(f"{label}.b", bias)
        if label == _FLOAT_MATRIX:
            weight = self._constant(f"{label}.w", np.ascontiguousarray(matrix))
            return self._node("Add", self._node("MatMul", states, weight), offset)
        scales, rounded = _rounded(matrix)
        return self._node(
            "DynamicQuantizeMatMul",
            states,
            self._constant(f"{label}.w", rounded),
            self._constant(f"{label}.scales", scales),
            "",
            offset,
            domain=_CONTRIB,
        )


def _rounded(matrix: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """A scale for each column, and the matrix in those units."""
    scales = np.abs(matrix).max(axis=0) / _LARGEST
    return scales.astype(np.float32), np.ascontiguousarray(np.round(matrix / scales).astype(np.int8))


def _unpacked_order(hidden: int) -> NDArray[np.int64]:
    """Where each hidden unit comes out of ``GatherBlockQuantized``.

    The operator takes neighbours from one byte; the file has weights i and i + 16 of a block in it.
    """
    places = np.arange(hidden).reshape(-1, BLOCK)
    return np.concatenate([places[:, 0::2], places[:, 1::2]], axis=1).ravel()
