"""Spoil the files of a vector index in many ways: what ``hnsw_files`` lets pass must end no process.

Run ``python tests/faults/spoil_vectors.py --times 200`` from the checkout. Each time one file of a small index
gets flipped, cut, random or telling bytes; the look at it is noted, and a process apart opens, asks and writes the
index, whatever the look said. What passes and ends its process (or never ends) is a fault.
"""

import argparse
import json
import multiprocessing
import os
import random
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from index.dense.hnsw_files import fault

FORK = multiprocessing.get_context("fork")
FILES = ("header.bin", "data_level0.bin", "link_lists.bin", "length.bin", "index_metadata.pickle")
TELLING = (b"\xff" * 4, b"\0" * 4, b"\x05\0\0\0", b"\0\x0b\0\0")
WIDTH, SECONDS, TOLD = 16, 20, 7


def make(folder: Path) -> None:
    """An index of 3,000 vectors, the last batch of which is in Chroma's database alone."""
    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    collection = client.create_collection("some", embedding_function=None)
    vectors = np.random.default_rng(0).normal(size=(3000, WIDTH)).astype(np.float32)
    for start in range(0, 3000, 1000):
        names = [str(number) for number in range(start, start + 1000)]
        collection.add(ids=names, embeddings=vectors[start : start + 1000])


def use(folder: Path) -> None:
    """Ask and write; ends with ``TOLD`` where Chroma says in words that it cannot."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    asked = np.random.default_rng(1).normal(size=(6, 1, WIDTH)).astype(np.float32)
    try:
        client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
        collection = client.get_collection("some", embedding_function=None)
        for vector in asked[:5]:
            collection.query(query_embeddings=vector, n_results=50, include=["distances"])
        collection.upsert(ids=["new"], embeddings=asked[5])
    except (ChromaError, ValueError):
        os._exit(TOLD)
    os._exit(0)


def spoilt(sound: bytes, chance: random.Random) -> bytes:
    """One way to spoil a file."""
    data, at = bytearray(sound), chance.randrange(len(sound))
    way = chance.choice(("flipped", "flipped", "cut", "random", "telling"))
    if way == "cut":
        return bytes(data[:at])
    if way == "flipped":
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif way == "random":
        some = chance.randbytes(min(chance.choice((1, 4, 64, 4096)), len(data) - at))
        data[at : at + len(some)] = some
    else:
        data[at - at % 4 : at - at % 4 + 4] = chance.choice(TELLING)
    return bytes(data)


def ending(folder: Path) -> str:
    """How the process apart ends."""
    process = FORK.Process(target=use, args=(folder,))
    process.start()
    process.join(SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        return "never ends"
    return {0: "fine", TOLD: "told"}.get(process.exitcode or 0, f"ends with {process.exitcode}")


def run(folder: Path, times: int, seed: int) -> Counter[str]:
    """So many files spoilt; what the look and the process said of each."""
    chance, tally = random.Random(seed), Counter[str]()
    making = FORK.Process(target=make, args=(folder,))
    making.start()
    making.join()
    sound = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    segment = next(path.parent for path in sound if path.name == "header.bin")
    assert not fault(segment), fault(segment)
    for _ in range(times):
        for path in folder.rglob("chroma.sqlite3-*"):
            path.unlink()
        for path, data in sound.items():
            path.write_bytes(data)
        name = chance.choice(FILES)
        (segment / name).write_bytes(spoilt(sound[segment / name], chance))
        look = "refused" if fault(segment) else "passed"
        end = ending(folder)
        tally[f"{name}, {look}: {end}"] += 1
        if look == "passed":
            assert end in {"fine", "told"}, f"seed {seed}: {name} passed and {end}"
    return tally


def main() -> None:
    """Print the tally as JSON; a fault ends the run with a traceback."""
    parser = argparse.ArgumentParser(description="Spoil the files of a vector index and open them apart.")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="rapporteur-vectors-") as root:
        tally = run(Path(root) / "chroma", options.times, options.seed)
    sys.stdout.write(json.dumps(dict(sorted(tally.items())), indent=2) + "\n")


if __name__ == "__main__":
    main()
