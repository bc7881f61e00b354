"""Whether the files of a vector index may be loaded: hnswlib trusts them, and spoilt ones end the program.

Chroma keeps an index of more than a thousand vectors in files as hnswlib writes them
(https://github.com/chroma-core/hnswlib): a header, the elements of the lowest layer with their links, the links
of the layers above, and the lengths of the vectors. A link that leads nowhere makes hnswlib read outside its
memory, which no ``except`` can catch; so every link is followed here before. What the vectors say is not looked
at: it can change results, and end nothing.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

_HEADER: Final = np.dtype(
    [
        ("version", "<i4"),
        ("level0", "<u8"),
        ("room", "<u8"),
        ("count", "<u8"),
        ("size", "<u8"),
        ("label", "<u8"),
        ("vector", "<u8"),
        ("highest", "<i4"),
        ("entry", "<u4"),
        ("links", "<u8"),
        ("links0", "<u8"),
        ("m", "<u8"),
        ("mult", "<f8"),
        ("ef", "<u8"),
    ]
)
_VERSION: Final = 1
_MOST_ROOM: Final = 1 << 32
_PORTION: Final = 100_000  # elements whose links are looked at together

Words = NDArray[np.uint32]


def fault(segment: Path) -> str:
    """What is wrong with the files of one index, in a few words; empty where they may be loaded.

    Args:
        segment: A folder of Chroma's with "header.bin" in it.
    """
    try:
        header = np.fromfile(segment / "header.bin", _HEADER)
        if len(header) != 1 or (why := _header_fault(header[0])):
            return why if len(header) == 1 else "its header is cut"
        levels, above = _above(header[0], np.fromfile(segment / "link_lists.bin", "<u4"))
        return (
            _entry_fault(header[0], levels)
            or _above_fault(header[0], levels, above)
            or _level0_fault(header[0], segment)
        )
    except (OSError, ValueError, IndexError) as error:
        return " ".join(str(error).split())[:200] or type(error).__name__


def _header_fault(header: np.void) -> str:
    count, links0 = int(header["count"]), int(header["links0"])
    first, label, size = int(header["vector"]), int(header["label"]), int(header["size"])
    sound = (
        int(header["version"]) == _VERSION
        and int(header["level0"]) == 0
        and count <= int(header["room"]) <= _MOST_ROOM
        and 0 < int(header["links"]) <= 4096
        and links0 == 2 * int(header["links"]) == 2 * int(header["m"])
        and first == 4 + 4 * links0 < label == size - 8 < 1 << 20
        and 0.0 < float(header["mult"]) < 100.0
        and int(header["ef"]) < 1 << 20
    )
    return "" if sound else "its header is damaged"


def _above(header: np.void, words: Words) -> tuple[NDArray[np.int64], list[Words]]:
    """The highest layer of each element, and the links of those that are in more than the lowest."""
    count, width = int(header["count"]), 1 + int(header["links"])
    sizes: list[int] = []
    lists: list[Words] = []
    at, given = 0, words.data
    for _ in range(count):
        size, rest = divmod(given[at], 4)
        layers, odd = divmod(size, width)
        if rest or odd or at + 1 + size > len(words):
            raise ValueError("a list of links is damaged")
        if layers:
            lists.append(words[at + 1 : at + 1 + size].reshape(layers, width))
        sizes.append(layers)
        at += 1 + size
    return np.asarray(sizes, np.int64), lists


def _entry_fault(header: np.void, levels: NDArray[np.int64]) -> str:
    """The search begins at the entry, in the highest layer."""
    entry, highest = int(header["entry"]), int(header["highest"])
    if not len(levels):
        return ""
    sound = entry < len(levels) and highest == int(levels.max()) == int(levels[entry])
    return "" if sound else "its entry is not where the header says"


def _above_fault(header: np.void, levels: NDArray[np.int64], above: list[Words]) -> str:
    if not above:
        return ""
    layer = np.concatenate([np.arange(1, len(each) + 1) for each in above])
    rows = np.concatenate(above)
    return _links_fault(rows[:, 0] & 0xFFFF, rows[:, 1:], levels, layer)


def _level0_fault(header: np.void, segment: Path) -> str:
    count, width, size = int(header["count"]), 1 + int(header["links0"]), int(header["size"])
    if (segment / "length.bin").stat().st_size < 4 * count:
        return "its lengths are cut"
    if not count:
        return ""
    every = np.memmap(segment / "data_level0.bin", np.uint8, "r")
    if len(every) < count * size:
        return "its elements are cut"
    elements = every[: count * size].reshape(count, size)
    none = np.zeros(count, np.int64)
    for start in range(0, count, _PORTION):
        rows = np.ascontiguousarray(elements[start : start + _PORTION, : 4 * width]).view("<u4")
        if why := _links_fault(rows[:, 0] & 0xFFFF, rows[:, 1:], none, none[start : start + len(rows)]):
            return why
    return ""


def _links_fault(
    given: NDArray[np.integer], links: Words, levels: NDArray[np.int64], layer: NDArray[np.int64]
) -> str:
    """Whether links lead to elements that are there, in the same layer.

    Args:
        given: How many links each row has, of shape (rows,).
        links: The links, of shape (rows, most); what is behind the last one counts for nothing.
        levels: The highest layer of each element.
        layer: The layer of each row.
    """
    if int(given.max(initial=0)) > links.shape[1]:
        return "an element has too many links"
    real = np.arange(links.shape[1]) < given[:, None]
    led = np.where(real, links, 0)
    if int(led.max(initial=0)) >= len(levels):
        return "a link leads nowhere"
    if bool((real & (levels[led] < layer[:, None])).any()):
        return "a link leads to a layer that is not there"
    return ""
