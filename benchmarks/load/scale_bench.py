"""Measure how far one library goes: building and searching 10 thousand, 100 thousand, 1 million passages.

Writes invented repetitions of a real library (see ``benchmarks.load.scale_data``) through the product's own register,
lexical index and Chroma, and times each step; then searches in a new process. The embedding model is not
part of it: vectors of passages are made up, those of questions computed before the clock starts.

    python -m benchmarks.load.scale_bench build --source LIBRARY --into FOLDER --sizes 10000 100000 1000000
    python -m benchmarks.load.scale_bench measure --into FOLDER/100000
"""

import argparse
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

from benchmarks.load.scale_data import Floats, Made, Source
from index.dense.centring import centred_query, offset
from index.hit import Filters
from index.library import Library
from index.models.context import embedded_text
from index.models.embedding import E5Embedding
from index.query.query import read
from ingest.document import Document, Passage
from ingest.register.opening import FILE as REGISTER
from settings import Settings

Pair = tuple[float, float]  # milliseconds by the clock, and of processor time in all threads

CHUNK: Final = 10_000  # passages written between two looks at the clock
TOP: Final = 50  # depth at which the vector side is compared with exact search
QUESTIONS: Final = 200
SCOPES: Final[Mapping[str, Filters]] = {
    "everything": Filters(),
    "one speaker": Filters(speakers=("China",)),
    "most (English)": Filters(languages=("en",)),
    "few (French)": Filters(languages=("fr",)),
    "since 2021": Filters(since="2021"),
    "nine tenths (since 1990)": Filters(since="1990"),
    "half (resolutions)": Filters(kinds=("resolution",)),
    "a tenth (ECOSOC)": Filters(bodies=("Economic and Social Council",)),
}


class Prepared(BaseEmbedding):
    """An embedding model that knows its texts beforehand."""

    _known: dict[str, Any] = PrivateAttr(default_factory=dict)

    def prepare(self, vectors: Mapping[str, Any]) -> None:
        """Take the vectors of what will be asked for next."""
        self._known = dict(vectors)

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._known[query]
        return vector

    def _get_text_embedding(self, text: str) -> list[float]:
        vector: list[float] = self._known[text]
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def build(source: Path, folder: Path, sizes: Sequence[int], questions: Path) -> None:
    """Grow one library, and keep it at each size as a folder of that name."""
    into = folder / "growing"
    into.mkdir(parents=True)
    original = Library(Settings(library=source))
    made = Source(original).documents()
    original.close()
    asked, topics = question_vectors(questions)
    (into / "questions.json").write_text(json.dumps(asked))
    (into / "topics.json").write_text(json.dumps(topics))
    centred = np.asarray([centred_query(vector, read(text).language) for text, vector in asked.items()], "f4")
    library = Library(Settings(library=into), Prepared(model_name="prepared", embed_batch_size=256))
    exact = Exact(centred)
    done = 0
    for size in sizes:
        while done < size:
            documents = list(_some(made, min(CHUNK, size - done)))
            seconds = write(library, documents, exact)
            count = sum(len(item.vectors) for item in documents)
            done += count
            memory = _memory("VmRSS")
            line = {"passages": done, "ms": {k: round(1000 * v / count, 3) for k, v in seconds.items()}}
            _log(into / "build.jsonl", {**line, "rss_gb": memory, "load": os.getloadavg()[0]})
        exact.save(into / "exact.json")
        if size == sizes[-1]:
            library.close()
            into.rename(folder / str(size))
        else:
            shutil.copytree(into, folder / str(size))  # between two writings: nothing is half done


def write(library: Library, documents: Sequence[Made], exact: "Exact") -> dict[str, float]:
    """Take documents in by the product's own steps; the seconds of each step."""
    seconds: dict[str, float] = {}
    known: dict[str, Floats] = {}
    exact.take(documents)
    for item in documents:
        known |= {
            embedded_text(item.reading.document, passage): vector + offset(passage.language)
            for passage, vector in zip(item.reading.passages, item.vectors, strict=True)
        }
    embedder = library.embedder
    assert isinstance(embedder, Prepared)
    embedder.prepare(known)
    steps: dict[str, Callable[[], None]] = {
        "register": partial(_record, library, documents),
        "words": partial(library.words().sync),
        "vectors": partial(library.sync),
    }
    for step, work in steps.items():
        began, busy = perf_counter(), process_time()
        work()
        seconds[step], seconds[f"{step} cpu"] = perf_counter() - began, process_time() - busy
    return seconds


def _record(library: Library, documents: Sequence[Made]) -> None:
    for item in documents:
        library.register.record(f"{item.reading.document.id}.pdf", item.reading, "bench")


class Exact:
    """The exact nearest passages of each question in each scope, found while passages are made."""

    def __init__(self, questions: Floats) -> None:
        self._questions = questions
        self._best: dict[str, list[list[tuple[float, str]]]] = {s: [[] for _ in questions] for s in SCOPES}

    def take(self, documents: Sequence[Made]) -> None:
        """Look at more documents."""
        held = [(item.reading.document, passage) for item in documents for passage in item.reading.passages]
        vectors = np.concatenate([item.vectors for item in documents])
        for scope, filters in SCOPES.items():
            places = np.flatnonzero([_passes(document, passage, filters) for document, passage in held])
            if not len(places):
                continue
            cosines = self._questions @ vectors[places].T
            best = np.argpartition(-cosines, min(TOP, len(places)) - 1, axis=1)[:, :TOP]
            for row, nearest, known in zip(cosines, best, self._best[scope], strict=True):
                known += [(float(row[at]), held[places[at]][1].id) for at in nearest]
                known[:] = sorted(known, reverse=True)[:TOP]

    def save(self, path: Path) -> None:
        """Write the ids down."""
        ids = {scope: [[name for _, name in row] for row in rows] for scope, rows in self._best.items()}
        path.write_text(json.dumps(ids))


def _passes(document: Document, passage: Passage, filters: Filters) -> bool:
    return (
        (not filters.speakers or passage.speaker in filters.speakers)
        and (not filters.languages or passage.language in filters.languages)
        and (not filters.since or (document.date or "") >= filters.since)
        and (not filters.kinds or document.kind in filters.kinds)
        and (not filters.bodies or document.body in filters.bodies)
    )


def measure(into: Path, rounds: int, most: int = QUESTIONS) -> dict[str, Any]:
    """Search the library as it is now, with so many questions at most; milliseconds, recall, memory, disk."""
    asked: dict[str, list[float]] = json.loads((into / "questions.json").read_text())
    exact: dict[str, list[list[str]]] = json.loads((into / "exact.json").read_text())
    step = -(-len(asked) // most)
    asked = dict(list(asked.items())[::step])
    exact = {scope: found[::step] for scope, found in exact.items()}
    embedder = Prepared(model_name="prepared")
    embedder.prepare(asked | json.loads((into / "topics.json").read_text()))
    library = Library(Settings(library=into), embedder)
    began = perf_counter()
    library.search(next(iter(asked)))
    result: dict[str, Any] = {
        "passages": library.register.counts()["passages"],
        "first_search_s": round(perf_counter() - began, 2),
        "load": os.getloadavg()[0],
    }
    for scope, filters in SCOPES.items():
        result[scope] = _scope(library, asked, filters, exact[scope], rounds)
    result["disk_gb"] = {
        "register": _size([into / REGISTER]),
        "chroma": _size([path for path in (into / "chroma").rglob("*") if path.is_file()]),
    }
    result["peak_gb"] = _memory("VmHWM")
    library.close()
    _log(into / "measured.jsonl", result)
    return result


def _scope(
    library: Library,
    asked: Mapping[str, list[float]],
    filters: Filters,
    exact: Sequence[Sequence[str]],
    rounds: int,
) -> dict[str, Any]:
    words, vectors = library.words(), library.vectors()
    times: dict[str, list[Pair]] = defaultdict(list)
    found: list[float] = []
    for _ in range(rounds):
        for (text, vector), right in zip(asked.items(), exact, strict=True):
            query = read(text)
            reading = partial(words.read, query.text, query.language, query.phrases)
            lexical = _timed(times["words: read"], reading)
            _timed(times["words: search"], partial(words.search, lexical, TOP, filters))
            centred = centred_query(vector, query.language)
            near = _timed(times["vectors"], partial(vectors.search, centred, TOP, filters))
            _timed(times["search"], partial(library.search, text, filters=filters))
            found.append(len(set(near) & set(right)) / len(right) if right else 1.0)
    return {
        **{name: _percentiles(values) for name, values in times.items()},
        "vector_recall": round(float(np.mean(found)), 4),
    }


def _percentiles(pairs: Sequence[Pair]) -> dict[str, list[float]]:
    """Median, 95th percentile and most, by the clock and of processor time."""
    return {
        name: [round(float(value), 1) for value in np.percentile(values, (50, 95, 100))]
        for name, values in zip(("clock", "cpu"), zip(*pairs, strict=True), strict=True)
    }


def _timed(into: list[Pair], work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    began, busy = perf_counter(), process_time()
    result = work()
    into.append((1000 * (perf_counter() - began), 1000 * (process_time() - busy)))
    return result


def question_texts(folder: Path, most: int) -> list[str]:
    """Questions of the evaluation, evenly spread."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    texts = list(dict.fromkeys(read(json.loads(line)["q"]).text for line in lines))
    return texts[:: max(1, len(texts) // most)][:most]


def question_vectors(folder: Path) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Questions and what they are about, with the packaged model's vectors."""
    texts = question_texts(folder, QUESTIONS)
    embedder = E5Embedding(threads=2)
    topics = dict.fromkeys(read(text).topic for text in texts)
    return (
        {text: embedder.get_query_embedding(text) for text in texts},
        {topic: embedder.get_query_embedding(topic) for topic in topics},
    )


def _some(made: Iterator[Made], passages: int) -> Iterator[Made]:
    """Documents that have about so many passages."""
    while passages > 0:
        for item in islice(made, 1):
            passages -= len(item.vectors)
            yield item


def _size(paths: Sequence[Path]) -> float:
    return round(sum(path.stat().st_size for path in paths) / 2**30, 3)


def _memory(name: str) -> float:
    """A figure of this process's memory (VmRSS now, VmHWM at most), in GiB; 0 where the system has none."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return round(next((int(line.split()[1]) for line in lines if line.startswith(name)), 0) / 2**20, 2)


def _log(path: Path, line: Mapping[str, Any]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line), flush=True)  # noqa: T201 - a script


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["build", "measure"])
    parser.add_argument("--source", type=Path, help="a library of real documents; only read")
    parser.add_argument("--into", type=Path, required=True, help="folder of the library to make")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--questions", type=Path, default=Path("eval/questions"))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--most", type=int, default=QUESTIONS, help="questions to measure with")
    given = parser.parse_args()
    if given.what == "build":
        build(given.source, given.into, sorted(given.sizes), given.questions)
    else:
        measure(given.into, given.rounds, given.most)


if __name__ == "__main__":
    main()
