"""Speed and memory of ingestion beside LlamaIndex's own reading, both sides in one run, taking turns.

Run ``python -m benchmarks.reading.ingest_bench FOLDER --other PYTHON``: FOLDER has PDF and text files; PYTHON is that of an
environment with LlamaIndex's file readers, which want an older pypdf than ours::

    python -m venv other && other/bin/pip install llama-index-core llama-index-readers-file

Measured are pages a second without embedding on two processes, peak memory on a document of 500 pages, and a
run over 1,000 documents of which none has changed (LlamaIndex reads them again). A ratio is the other side's
figure by ours: above 1, ours is better.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.reading.made_documents import many_pages, thousand
from benchmarks.usage import Usage, run_measured
from errors import RapporteurError

PAGES: Final = 500
_OTHER_SIDE: Final = Path(__file__).with_name("llamaindex_side.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both sides over the same files.

    Attributes:
        other: Python of the environment that has LlamaIndex's readers.
        root: A folder to work in.
    """

    other: str
    root: Path

    def ours(self, files: Sequence[Path], *more: str, name: str = "library") -> Usage:
        """Read files into the register and the lexical index of a new library; see ``benchmarks.reading.ingest_side``."""
        library = self.root / name
        shutil.rmtree(library, ignore_errors=True)
        return run_measured(
            [
                sys.executable,
                "-m",
                "benchmarks.reading.ingest_side",
                str(library),
                str(self._listed(files)),
                *more,
            ],
            os.environ,
        )

    def theirs(self, files: Sequence[Path]) -> Usage:
        """Read and split files with LlamaIndex."""
        return run_measured([self.other, str(_OTHER_SIDE), str(self._listed(files))], os.environ)

    def unchanged(self, folder: Path, name: str) -> Usage:
        """``rapporteur ingest FOLDER`` where nothing has changed."""
        command = ["ingest", str(folder), "--library", str(self.root / name), "--json"]
        usage = run_measured([sys.executable, "-m", "cli", *command], os.environ)
        report = json.loads(usage.output)
        if report["added"] or report["updated"] or not report["unchanged"]:
            raise RapporteurError("A run over unchanged documents has changed something.")
        return usage

    def _listed(self, files: Sequence[Path]) -> Path:
        listed = self.root / "files.txt"
        listed.write_text("\n".join(str(path.resolve()) for path in files), encoding="utf-8")
        return listed


def throughput(sides: Sides, files: Sequence[Path], rounds: int) -> dict[str, Any]:
    """Pages a second of both sides, and the ratio of the time they took over the same files."""
    pairs = _in_turn(rounds, lambda: sides.ours(files), lambda: sides.theirs(files))
    said = [(json.loads(ours.output), json.loads(theirs.output)) for ours, theirs in pairs]
    return {
        "files": len(files),
        "pages": {"ours": said[0][0]["pages"], "llamaindex": said[0][1]["pages"]},
        "pages_a_second": {
            "ours": _spread([ours["pages"] / ours["seconds"] for ours, _ in said]),
            "llamaindex": _spread([theirs["pages"] / theirs["seconds"] for _, theirs in said]),
        },
        "ratio_of_time": _spread([theirs["seconds"] / ours["seconds"] for ours, theirs in said]),
        "ratio_of_processor_time": _spread([theirs.cpu_seconds / ours.cpu_seconds for ours, theirs in pairs]),
    }


def on_ray(sides: Sides, files: Sequence[Path], rounds: int) -> dict[str, Any]:
    """Seconds on a local Ray cluster of two workers, its start included, beside the process pool's."""
    pairs = _in_turn(rounds, lambda: sides.ours(files, "--ray"), lambda: sides.ours(files))
    said = [(json.loads(ray.output)["seconds"], json.loads(pool.output)["seconds"]) for ray, pool in pairs]
    return {
        "files": len(files),
        "seconds": {"ray": _spread([ray for ray, _ in said]), "pool": _spread([pool for _, pool in said])},
        "ratio_of_time": _spread([pool / ray for ray, pool in said]),
    }


def memory(sides: Sides, sources: Sequence[Path]) -> dict[str, Any]:
    """Peak memory of both sides on one long document, in megabytes."""
    files = [many_pages(sources, PAGES, sides.root / "long.pdf")]
    return {
        "pages": PAGES,
        **{
            side: {"largest_process": usage.largest // 1024**2, "all_processes": usage.together // 1024**2}
            for side, usage in (("ours", sides.ours(files)), ("llamaindex", sides.theirs(files)))
        },
    }


def no_change(sides: Sides, pdfs: Sequence[Path], texts: Sequence[Path], rounds: int) -> dict[str, Any]:
    """Time of the whole command over 1,000 documents already read, process start included, in seconds."""
    folder = sides.root / "thousand"
    folder.mkdir()
    thousand(pdfs, texts, folder)
    files = sorted(folder.iterdir())
    sides.ours(files, "--vectors", name="of-thousand")
    pairs = _in_turn(rounds, lambda: sides.unchanged(folder, "of-thousand"), lambda: sides.theirs(files))
    return {
        "documents": len(files),
        "megabytes": sum(path.stat().st_size for path in files) // 1024**2,
        "seconds": {
            "ours": _spread([ours.seconds for ours, _ in pairs]),
            "llamaindex": _spread([theirs.seconds for _, theirs in pairs]),
        },
        "processor_seconds": {
            "ours": _spread([ours.cpu_seconds for ours, _ in pairs]),
            "llamaindex": _spread([theirs.cpu_seconds for _, theirs in pairs]),
        },
        "ratio_of_time": _spread([theirs.seconds / ours.seconds for ours, theirs in pairs]),
    }


def _in_turn(
    rounds: int, ours: Callable[[], Usage], theirs: Callable[[], Usage]
) -> list[tuple[Usage, Usage]]:
    """Both sides one after the other, the first one changing from round to round."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            second = theirs()
            pairs.append((ours(), second))
        else:
            pairs.append((ours(), theirs()))
    return pairs


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {
        "min": round(min(values), 2),
        "median": round(statistics.median(values), 2),
        "max": round(max(values), 2),
    }


def main() -> None:
    """Print the figures as JSON, a part a line."""
    parser = argparse.ArgumentParser(description="Measure ingestion beside LlamaIndex's own reading.")
    parser.add_argument("folder", type=Path, help="folder with PDF and text files")
    parser.add_argument("--other", default=sys.executable, help="Python that has llama-index-readers-file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=10_000, help="at most so many PDF files")
    parser.add_argument("--ray", action="store_true", help="measure only Ray beside the process pool")
    options = parser.parse_args()
    pdfs = sorted(path for path in options.folder.rglob("*.pdf") if "robustness" not in path.parts)
    texts = sorted(options.folder.rglob("*.txt"))
    chosen = pdfs[:: max(1, len(pdfs) // options.most)]
    with TemporaryDirectory(prefix="rapporteur-bench-") as root:
        sides = Sides(other=options.other, root=Path(root))
        parts: dict[str, Callable[[], dict[str, Any]]]
        if options.ray:
            files = [*chosen[:30], *texts[:30]]
            parts = {"ray": lambda: on_ray(sides, files, options.rounds)}
        else:
            parts = {
                "memory_megabytes": lambda: memory(sides, pdfs),
                "throughput": lambda: throughput(sides, chosen, options.rounds),
                "no_change": lambda: no_change(sides, pdfs, texts, options.rounds),
            }
        for name, measure in parts.items():  # each printed when it is known: a later one may fail
            print(json.dumps({name: measure()}), flush=True)  # noqa: T201 - the report


if __name__ == "__main__":
    main()
