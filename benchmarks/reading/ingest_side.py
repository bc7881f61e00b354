"""Our side of the ingestion benchmark, one job in a process of its own, without embedding.

Run by ``benchmarks.reading.ingest_bench``: ``python -m benchmarks.reading.ingest_side LIBRARY FILES.txt`` reads the files that the text
file lists into the register and the lexical index, and prints pages and seconds as JSON.
"""

import json
import sys
import time
from pathlib import Path

from llama_index.core import MockEmbedding

from index.library import Library
from settings import Settings


def main() -> None:
    """Read, cut, register and index words; then give every passage a vector that means nothing."""
    library, names = Path(sys.argv[1]), Path(sys.argv[2])
    files = [Path(line) for line in names.read_text(encoding="utf-8").splitlines()]
    ray = "local" if "--ray" in sys.argv else ""
    vectors = (
        "--vectors" in sys.argv
    )  # for a run in which nothing has changed there must be nothing left to do
    embedder = MockEmbedding(384) if vectors else None
    opened = Library(Settings(library=library, workers=2, threads=1, ray=ray), embedder)
    began = time.perf_counter()
    report = opened.read(files)
    seconds = time.perf_counter() - began
    if vectors:
        opened.sync()
    opened.close()
    print(json.dumps({"pages": report.pages, "units": report.passages, "seconds": seconds}))  # noqa: T201


if __name__ == "__main__":
    main()
