"""The lower layers of the packaged model, which read each text by itself; shared by all that goes on from there.

Words are taken from the weights file where it is mapped, in four bits, so that only those that occur are ever read.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import onnxruntime

from index.models.built import built
from index.models.e5_file import Floats, packaged

LOWER: Final = 8  # layers that read a text apart


class States:
    """The lower layers in memory; one serves many threads.

    Raises:
        ModelError: the weights are missing or not the expected ones.
    """

    def __init__(self) -> None:
        self._weights = packaged()
        self._hidden = self._weights.shape.hidden
        self._layers = session(built("lower", _build))

    def of(self, ids: Sequence[int]) -> Floats:
        """What they make of a text, shape (1, tokens, hidden)."""
        words = self._weights.rows("emb.word", self._hidden, ids)
        states: Floats = self._layers.run(None, {"words": words[None]})[0]
        return states


@cache
def shared_states() -> States:
    """The lower layers, loaded once: a process may open many libraries."""
    return States()


def session(model: bytes) -> onnxruntime.InferenceSession:
    """A graph that is run one text a thread, without threads of its own."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _build() -> bytes:
    from index.models.e5_graph import build_lower

    return build_lower(packaged(), LOWER)
