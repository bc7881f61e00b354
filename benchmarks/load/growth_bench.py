"""The register on PostgreSQL against the register in a file: the same passages, the same questions, one run.

    python -m benchmarks.load.growth_bench LIBRARY --into FOLDER --register postgresql://user@host/name --passages 100000

Both registers get the documents of LIBRARY (only read), repeated with other words up to so many passages as
``benchmarks.load.scale_data`` does it, and their words are indexed. Then each question of the evaluation is searched in
one and at once in the other, without vectors, which are on the same Chroma server either way: reading the
question, finding by words, and the whole search. Figures are medians and 95th percentiles in milliseconds,
the median of the ratios question by question, and how far both find the same.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from llama_index.core import MockEmbedding

from benchmarks.load.scale_bench import question_texts
from benchmarks.load.scale_data import Source
from index.hit import Filters
from index.library import Library
from index.query.query import read
from index.ranking.recipe import Recipe
from settings import Settings

QUESTIONS: Final = 150
DEPTH: Final = 100  # passages of the words' side
SHOWN: Final = 10  # passages of a search
NOWHERE: Final = "http://127.0.0.1:9"  # no vector is asked for


def opened(folder: Path, url: str) -> Library:
    """A library whose words are measured and whose vectors are not."""
    settings = Settings(library=folder, register_url=url, chroma=NOWHERE if url else "")  # type: ignore[arg-type]
    return Library(settings, MockEmbedding(384))


def fill(library: Library, source: Library, passages: int) -> dict[str, float]:
    """Bring passages in, where they are not there yet; milliseconds for each passage."""
    there = library.register.counts()["passages"]
    began, done = perf_counter(), 0
    for made in Source(source).documents():
        done += len(made.vectors)
        if done > there:
            library.register.record(f"{made.reading.document.id}.pdf", made.reading, "bench")
        if done >= passages:
            break
    recorded = perf_counter()
    library.words().sync()
    new = library.register.counts()["passages"] - there
    if not new:
        return {}
    return {
        "register": round(1000 * (recorded - began) / new, 2),
        "words": round(1000 * (perf_counter() - recorded) / new, 2),
    }


def measure(libraries: Sequence[Library], asked: Sequence[str], rounds: int) -> dict[str, Any]:
    """Both libraries, question by question; the first round warms and is not counted."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    words_same: list[float] = []
    shown_same: list[float] = []
    for turn in range(rounds + 1):
        for text in asked:
            query = read(text)
            steps: dict[str, list[tuple[float, Any]]] = defaultdict(list)
            for library in libraries:
                words = library.words()
                reading = partial(words.read, query.text, query.language, query.phrases)
                steps["read"].append(_timed(reading))
                sought = steps["read"][-1][1]
                steps["find"].append(_timed(partial(words.search, sought, DEPTH, Filters())))
                steps["search"].append(
                    _timed(partial(library.retriever(Recipe(dense=False)).search, text, top=SHOWN))
                )
            if turn:
                for name, ((one, _), (two, _)) in ((name, pair) for name, pair in steps.items()):
                    times[name].append((one, two))
                words_same.append(_shared(*(list(found)[:SHOWN] for _, found in steps["find"])))
                shown_same.append(
                    _shared(*([hit.passage.text for hit in found.hits] for _, found in steps["search"]))
                )
    return {
        **{name: _told(np.array(pairs)) for name, pairs in times.items()},
        "same_of_ten_by_words": round(float(np.mean(words_same)), 4),
        "same_of_ten_shown": round(float(np.mean(shown_same)), 4),
    }


def _told(pairs: "np.ndarray[Any, np.dtype[np.float64]]") -> dict[str, Any]:
    sqlite, postgresql = (
        [round(float(value), 1) for value in np.percentile(pairs[:, side], (50, 95))] for side in (0, 1)
    )
    return {
        "sqlite": sqlite,
        "postgresql": postgresql,
        "ratio": round(float(np.median(pairs[:, 1] / pairs[:, 0])), 2),
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    result = work()
    return 1000 * (perf_counter() - began), result


def _shared(one: Sequence[Any], two: Sequence[Any]) -> float:
    return len(set(one) & set(two)) / max(len(set(one)), 1)


def main() -> None:
    """Read the arguments, fill both registers and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--into", type=Path, required=True, help="folder of the register in a file")
    parser.add_argument("--register", required=True, help="address of the register on PostgreSQL")
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--questions", type=Path, default=Path("eval/questions"))
    parser.add_argument("--count", type=int, default=QUESTIONS, help="questions")
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    source = Library(Settings(library=given.library))
    libraries = [opened(given.into, ""), opened(given.into, given.register)]
    report: dict[str, Any] = {"load": os.getloadavg()[0]}
    for name, library in zip(("sqlite", "postgresql"), libraries, strict=True):
        report[f"ms_a_passage_{name}"] = fill(library, source, given.passages)
    report["passages"] = [library.register.counts()["passages"] for library in libraries]
    libraries[1].register.connection.execute("ANALYZE")
    report |= measure(libraries, question_texts(given.questions, given.count), given.rounds)
    sys.stdout.write(json.dumps(report, indent=1) + "\n")
    for library in (*libraries, source):
        library.close()


if __name__ == "__main__":
    main()
