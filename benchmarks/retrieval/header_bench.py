"""Measure whether the context line before a passage earns its place: dense ranking with it and without.

Takes the documents that answer the development questions, with a share of their other passages, embeds the
passages without their context line, and ranks by each of the two vectors; the words play no part.

    python -m benchmarks.retrieval.header_bench --library LIBRARY --passages 1500
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dense.centring import Floats
from index.dense.meaning import passage_vectors, query_vector
from index.library import Library
from index.query.query import read
from ingest.document import Document, Passage
from settings import Settings

Held = tuple[Document, Passage]


def questions(folder: Path) -> list[dict[str, Any]]:
    """Development questions that passages answer."""
    lines = (
        line for name in ("corpus", "ge005") for line in (folder / f"{name}.jsonl").read_text().splitlines()
    )
    found = map(json.loads, lines)
    return [q for q in found if q["split"] == "dev" and q.get("status") == "answered" and q.get("gold")]


def answers(question: Mapping[str, Any], held: Held) -> bool:
    """Whether a passage is gold for a question."""
    document, passage = held
    text = _plain(passage.text)
    return any(
        gold["symbol"] in document.symbols
        and _plain(gold.get("anchor", "")) in text
        and gold.get("paragraph") in (None, passage.paragraph)
        for gold in question["gold"]
    )


def chosen(library: Library, asked: list[dict[str, Any]], passages: int) -> list[Held]:
    """The gold passages, and others of their documents up to a number."""
    symbols = {gold["symbol"] for question in asked for gold in question["gold"]}
    documents = {d.id: d for symbol in sorted(symbols) for d in library.register.documents_by_symbol(symbol)}
    held = [(d, p) for d in documents.values() for p in library.register.document_passages(d.id)]
    gold = [any(answers(question, item) for question in asked) for item in held]
    others = np.flatnonzero(np.logical_not(gold))
    kept = set(np.random.default_rng(0).permutation(others)[: max(0, passages - sum(gold))].tolist())
    return [item for at, item in enumerate(held) if gold[at] or at in kept]


def ranks(library: Library, asked: list[dict[str, Any]], held: list[Held], vectors: Floats) -> Iterator[int]:
    """The rank of the best gold passage of each question that has one."""
    for question in asked:
        gold = [at for at, item in enumerate(held) if answers(question, item)]
        if gold:
            read_as = read(question["q"])
            cosines = vectors @ np.asarray(query_vector(library.embedder, read_as.text, read_as.language))
            yield int((cosines > cosines[gold].max()).sum()) + 1


def interval(differences: NDArray[np.float64]) -> str:
    """Mean and 95 % bootstrap interval."""
    chance = np.random.default_rng(0)
    means = [chance.choice(differences, len(differences)).mean() for _ in range(4000)]
    low, high = np.percentile(means, (2.5, 97.5))
    return f"{differences.mean():+.3f} [{low:+.3f}, {high:+.3f}]"


def run(library: Library, folder: Path, passages: int) -> None:
    """Measure and print."""
    asked = questions(folder)
    held = chosen(library, asked, passages)
    texts, languages = [p.text for _, p in held], [p.language for _, p in held]
    bare = passage_vectors(library.embedder, texts, languages)
    known = library.vectors().embeddings([p.id for _, p in held])
    headed = np.stack([known[p.id] for _, p in held])
    found = {
        "with": np.array(list(ranks(library, asked, held, headed))),
        "without": np.array(list(ranks(library, asked, held, bare))),
    }
    for name, at in found.items():
        figures = {"recall@1": at <= 1, "recall@5": at <= 5, "recall@10": at <= 10, "MRR": 1 / at}
        line = ", ".join(f"{key} {value.mean():.3f}" for key, value in figures.items())
        print(f"{name} ({len(at)} questions, {len(held)} passages): {line}")  # noqa: T201 - a script
    with_, without = found["with"], found["without"]
    print("MRR difference", interval(np.asarray(1 / with_ - 1 / without, np.float64)))  # noqa: T201
    print("recall@5 difference", interval(np.asarray((with_ <= 5) * 1.0 - (without <= 5), np.float64)))  # noqa: T201


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, required=True, help="a library of real documents; only read")
    parser.add_argument("--questions", type=Path, default=Path("eval/questions"))
    parser.add_argument("--passages", type=int, default=1500)
    given = parser.parse_args()
    library = Library(Settings(library=given.library))
    run(library, given.questions, given.passages)
    library.close()


if __name__ == "__main__":
    main()
