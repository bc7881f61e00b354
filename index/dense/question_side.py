"""The question's vector turned towards the passages that answer.

A question and its answer use other words, and the packaged model was not taught on documents of this kind. A
matrix on the question's side alone mends part of it and leaves every passage's vector what it is. It is data
(question_side.npy, half precision, added to the identity), learned by ``training.train_question_side``.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from index.dense.centring import Floats

FILE: Final = Path(__file__).with_name("question_side.npy")


def turned(vector: Sequence[float]) -> list[float]:
    """A question's vector of unit length, turned; of unit length again."""
    found = np.asarray(vector, np.float32)
    found = found + found @ _matrix()
    unit: list[float] = (found / np.linalg.norm(found)).tolist()
    return unit


@cache
def _matrix() -> Floats:
    data = files("index.dense").joinpath(FILE.name).read_bytes()
    matrix: Floats = np.load(BytesIO(data), allow_pickle=False).astype(np.float32)
    return matrix
