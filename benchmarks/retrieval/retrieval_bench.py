"""Measure retrieval: our own questions and XQuAD, every system and every ablation in one run.

    python -m benchmarks.retrieval.retrieval_bench --library FOLDER --split dev
    python -m benchmarks.retrieval.retrieval_bench --library FOLDER --split test --xquad ../shared/corpus/bench/xquad

The systems: BM25 alone, vectors alone, LlamaIndex's default pipeline (SentenceSplitter 1024, nearest vectors),
its QueryFusionRetriever (reciprocal ranks), and the library's own search; ablations are that search with one
part taken out. Own questions are improved by on "dev" and judged by on "test"; of XQuAD, "dev" are the
articles that ``index.dense.centring`` and ``index.ranking.ranker`` were fitted on, "test" the others. Figures have 95 %
bootstrap intervals; differences to the library's own search are paired, question by question.
"""

import argparse
import json
import resource
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.retrieval.retrieval_sets import SLICES, Ask, own, scores
from benchmarks.retrieval.retrieval_systems import CachedEmbedding, System, ablations, systems
from benchmarks.retrieval.xquad import libraries
from eval.cases.questions import in_split, load, sets
from eval.cases.statistics import interval, quantile
from index.library import Library
from settings import Settings

METRICS = ("recall@1", "recall@5", "recall@10", "MRR", "nDCG@10", "document@1")
OURS = "ours"

Results = dict[str, list[dict[str, float]]]


def measure(system: System, asks: Sequence[Ask]) -> list[dict[str, float]]:
    """The figures of each question, in order; with milliseconds."""
    found = []
    for ask in asks:
        began = perf_counter()
        ranking = system.search(ask.text)
        seconds = perf_counter() - began
        first = system.documents(ranking[:1])
        found.append(
            {
                **scores(ranking, system.wanted(ask), every=ask.every),
                "document@1": float(bool(first) and first[0] in ask.documents),
                "ms": seconds * 1000,
            }
        )
    return found


def summary(results: Results, chosen: Sequence[int]) -> dict[str, Any]:
    """Mean and interval of each figure of each system on some questions, and the differences to ours."""
    told: dict[str, Any] = {}
    for name, rows in results.items():
        figures = {}
        for metric in METRICS:
            values = [rows[i][metric] for i in chosen]
            behind = [results[OURS][i][metric] - rows[i][metric] for i in chosen]
            mean, lead = interval(values), interval(behind)
            figures[metric] = {
                "mean": round(mean.mean, 4),
                "interval": [round(mean.low, 4), round(mean.high, 4)],
                "ours ahead by": [round(lead.mean, 4), round(lead.low, 4), round(lead.high, 4)],
            }
        milliseconds = [rows[i]["ms"] for i in chosen]
        figures["ms"] = {q: round(quantile(milliseconds, s), 1) for q, s in (("p50", 0.5), ("p95", 0.95))}
        told[name] = figures
    return {"questions": len(chosen), "systems": told}


def table(title: str, told: Mapping[str, Any]) -> Table:
    """A summary as a table: mean [interval], and how far ours is ahead in recall at 1 and 5."""
    made = Table(
        "", *METRICS, "ours ahead @1", "ours ahead @5", "ms p95", title=f"{title} ({told['questions']})"
    )
    for name, figures in told["systems"].items():
        cells = [_with_interval(figures[metric]) for metric in METRICS]
        leads = ["" if name == OURS else _lead(figures[m]) for m in ("recall@1", "recall@5")]
        made.add_row(name, *cells, *leads, f"{figures['ms']['p95']:.0f}")
    return made


def _with_interval(figure: Mapping[str, Any]) -> str:
    low, high = figure["interval"]
    return f"{figure['mean']:.3f} [{low:.2f}, {high:.2f}]"


def _lead(figure: Mapping[str, Any]) -> str:
    mean, low, high = figure["ours ahead by"]
    return f"{mean:+.3f} [{low:+.2f}, {high:+.2f}]"


def by_slice(asks: Sequence[Ask]) -> dict[str, list[int]]:
    """The questions of each slice, all of them first."""
    every = {"all": list(range(len(asks)))}
    return every | {s: [i for i, ask in enumerate(asks) if s in ask.slices] for s in SLICES}


def run_own(library: Library, asks: Sequence[Ask], compared: Mapping[str, System]) -> dict[str, Any]:
    """Our own questions: every system on every slice."""
    for ask in asks:
        library.embedder.get_query_embedding(ask.text)  # into the cache: times are without the embedding
    results = {name: measure(system, asks) for name, system in compared.items()}
    return {name: summary(results, chosen) for name, chosen in by_slice(asks).items() if chosen}


def run_xquad(folder: Path, split: str, count: int, embedder: CachedEmbedding) -> dict[str, Any]:
    """XQuAD: questions in the language of the paragraphs, asked of English ones, and of a mixed library."""
    gathered: dict[str, Results] = {}
    for scenario, library, asks in libraries(folder, split, count, embedder):
        part = gathered.setdefault(f"XQuAD {scenario}", {})
        for ask in asks:
            embedder.get_query_embedding(ask.text)
        for name, system in systems(library).items():
            part.setdefault(name, []).extend(measure(system, asks))
    return {name: summary(part, range(len(part[OURS]))) for name, part in gathered.items()}


def main() -> None:
    """Read the arguments, measure, print and write."""
    arguments = _arguments()
    console = Console(width=220)
    embedder = CachedEmbedding(2, arguments.cache)
    told: dict[str, Any] = {}
    if arguments.library:
        library = Library(Settings(library=arguments.library), embedder)
        questions = in_split(load(arguments.questions or sets()), arguments.split)
        told |= run_own(library, own(questions, library.register), _compared(library, arguments.ablations))
        library.close()
    if arguments.xquad:
        told |= run_xquad(arguments.xquad, arguments.split, arguments.count, embedder)
    embedder.save()
    for title, part in told.items():
        console.print(table(title, part))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"peak memory {peak:.0f} MB")
    if arguments.out:
        arguments.out.write_text(json.dumps(told, indent=1), encoding="utf-8")


def _compared(library: Library, with_ablations: bool) -> dict[str, System]:
    return systems(library) | (ablations(library) if with_ablations else {})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, help="library of the whole corpus, for our own questions")
    parser.add_argument(
        "--questions", type=Path, nargs="*", help="question files; all of ours where none is named"
    )
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--ablations", action="store_true", help="measure ours with each part taken out, too")
    parser.add_argument("--xquad", type=Path, help="folder of xquad.*.json")
    parser.add_argument(
        "--count", type=int, default=200, help="XQuAD questions of each language and scenario"
    )
    parser.add_argument("--cache", type=Path, help="file (.npz) that keeps embeddings from run to run")
    parser.add_argument("--out", type=Path, help="file for the figures, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
