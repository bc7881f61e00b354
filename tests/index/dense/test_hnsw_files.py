"""The check of index files before hnswlib loads them: what is sound passes, what is spoilt does not."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings as ChromaSettings

from index.dense.hnsw_files import fault

Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of 2,000 vectors, as this release of Chroma writes them."""
    folder = tmp_path_factory.mktemp("chroma")
    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    collection = client.create_collection("some", embedding_function=None)
    vectors = np.random.default_rng(1).normal(size=(2000, 8)).astype(np.float32)
    for start in (0, 1000):
        names = [str(number) for number in range(start, start + 1000)]
        collection.add(ids=names, embeddings=vectors[start : start + 1000])
    client.close()
    (header,) = folder.glob("*/header.bin")
    return header.parent


@pytest.fixture
def segment(made: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    return shutil.copytree(made, tmp_path / "segment")


def cut(name: str) -> Spoil:
    def spoil(segment: Path) -> None:
        path = segment / name
        path.write_bytes(path.read_bytes()[:-3])

    return spoil


def overwritten(name: str, at: int, data: bytes) -> Spoil:
    def spoil(segment: Path) -> None:
        with (segment / name).open("r+b") as file:
            file.seek(at)
            file.write(data)

    return spoil


def above_led_astray(segment: Path) -> None:
    """Let a link above the lowest layer lead to an element that is in the lowest alone."""
    path = segment / "link_lists.bin"
    words = np.fromfile(path, "<u4")
    at = int(np.flatnonzero(words)[0])  # the size of the first list that has links, then their number
    lowest = 0
    while words[lowest]:
        lowest += 1
    words[at + 2] = lowest
    words.tofile(path)


def test_sound_files_may_be_loaded(segment: Path) -> None:
    assert fault(segment) == ""


def test_deleted_elements_are_no_fault(segment: Path) -> None:
    overwritten("data_level0.bin", 2, b"\x01")(segment)
    assert fault(segment) == ""


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (cut("header.bin"), "its header is cut"),
        (cut("data_level0.bin"), "its elements are cut"),
        (cut("length.bin"), "its lengths are cut"),
        (cut("link_lists.bin"), "list of links|out of bounds|index"),
        (overwritten("header.bin", 0, b"\x09"), "its header is damaged"),
        (overwritten("header.bin", 20, b"\xff" * 8), "its header is damaged"),
        (overwritten("header.bin", 28, b"\x00\x10"), "its header is damaged"),
        (overwritten("header.bin", 56, b"\xff\xff\xff\xff"), "its entry"),
        (overwritten("data_level0.bin", 0, b"\xff\xff"), "too many links"),
        (overwritten("data_level0.bin", 4, b"\xff\xff\xff\x7f"), "leads nowhere"),
        (above_led_astray, "a layer that is not there"),
        (overwritten("link_lists.bin", 0, b"\x07"), "list of links"),
        (lambda segment: (segment / "length.bin").unlink(), "No such file"),
    ],
)
def test_spoilt_files_may_not(segment: Path, spoil: Spoil, told: str) -> None:
    spoil(segment)
    assert re.search(told, fault(segment))
