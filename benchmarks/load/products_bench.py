"""How long the matrix products of the packaged model take in single precision, in eight bits and in four.

    OMP_NUM_THREADS=1 python -m benchmarks.load.products_bench

The shapes are those of one layer, the numbers made up: a product takes as long whatever they are. Microseconds of
processor time on one core, the least of several turns, which other programs disturb least.
"""

import sys
from collections.abc import Iterator
from time import process_time
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

SHAPES: Final = {
    "query, key, value": (384, 1152),
    "out": (384, 384),
    "wider": (384, 1536),
    "back": (1536, 384),
}
TOKENS: Final = (32, 128)  # of a short text and of a passage
BLOCK: Final = 32  # weights that share a scale in four bits
TURNS, RUNS = 5, 30

Constants = dict[str, NDArray[Any]]


def products(inputs: int, outputs: int) -> Iterator[tuple[str, onnxruntime.InferenceSession]]:
    """The same product with its weights in each precision.

    Args:
        inputs: Columns of what is multiplied.
        outputs: Columns of the result.
    """
    rng = np.random.default_rng(0)
    weights = rng.standard_normal((inputs, outputs)).astype(np.float32)
    yield "single precision", _session("MatMul", {"w": weights}, inputs, outputs)
    scales = (np.abs(weights).max(axis=0) / 63).astype(np.float32)
    rounded = np.round(weights / scales).astype(np.int8)
    offset = np.zeros(outputs, np.float32)
    eight: Constants = {"w": rounded, "scales": scales, "": offset[:0], "offset": offset}
    yield "eight bits", _session("DynamicQuantizeMatMul", eight, inputs, outputs, "com.microsoft")
    packed = rng.integers(0, 256, (outputs, inputs // BLOCK, BLOCK // 2)).astype(np.uint8)
    four: Constants = {"w": packed, "scales": np.ones(outputs * inputs // BLOCK, np.float32)}
    told = {"K": inputs, "N": outputs, "bits": 4, "block_size": BLOCK, "accuracy_level": 4}
    yield "four bits", _session("MatMulNBits", four, inputs, outputs, "com.microsoft", **told)


def _session(
    kind: str,
    constants: Constants,
    inputs: int,
    outputs: int,
    domain: str = "",
    **told: Any,  # noqa: ANN401 - of any operator
) -> onnxruntime.InferenceSession:
    size = helper.make_tensor_value_info
    node = helper.make_node(kind, ["x", *constants], ["y"], domain=domain, **told)
    graph = helper.make_graph(
        [node],
        kind,
        [size("x", TensorProto.FLOAT, [1, "tokens", inputs])],
        [size("y", TensorProto.FLOAT, [1, "tokens", outputs])],
        [numpy_helper.from_array(value, name) for name, value in constants.items() if name],
    )
    imports = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=imports, ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])


def microseconds(session: onnxruntime.InferenceSession, given: NDArray[np.float32]) -> float:
    """Processor time of one product."""
    least = float("inf")
    for _ in range(TURNS):
        began = process_time()
        for _ in range(RUNS):
            session.run(None, {"x": given})
        least = min(least, (process_time() - began) / RUNS)
    return 1e6 * least


def main() -> None:
    """Print a table."""
    rng = np.random.default_rng(1)
    sys.stdout.write(
        "| product | tokens | single precision | eight bits | four bits |\n|---|---|---|---|---|\n"
    )
    for name, (inputs, outputs) in SHAPES.items():
        sessions = [session for _, session in products(inputs, outputs)]
        for tokens in TOKENS:
            given = rng.standard_normal((1, tokens, inputs)).astype(np.float32)
            cells = " | ".join(f"{microseconds(session, given):.0f} µs" for session in sessions)
            sys.stdout.write(f"| {name} | {tokens} | {cells} |\n")


if __name__ == "__main__":
    main()
