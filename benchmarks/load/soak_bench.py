"""The page over hours: whether memory, open files, disk or the time to an answer grow.

Users ask one question after another with time to read between, while a folder is read in and taken out again
at intervals. Every minute the program is looked at; the report compares the first quarter of the time with the
last.

    python -m benchmarks.load.soak_bench FOLDER --ingest PAPERS --hours 2 --out samples.jsonl

FOLDER, a library, is copied; nothing is written to it. Each sample is written as it is taken, so that a run that
is stopped is not lost. Linux only, where processes can be measured.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks.load.load_bench import Load, clients, memory, quantiles, started, systems

EVERY: Final = 60.0  # seconds between two samples
WARM: Final = 0.1  # of the time is left out: caches fill, modules load


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The program at one moment.

    Attributes:
        seconds: Since the beginning.
        answered: Questions answered since the sample before.
        p50: Their median time to the first sentence, in seconds.
        p95: The 95th percentile of it.
        errors: Failures since the beginning.
        memory_mb: Resident memory of the page's process.
        handles: Its open files and sockets.
        threads: Its threads.
        disk_mb: Size of the library's folder.
        load: Average load of the machine over the last minute, other programs included.
    """

    seconds: float
    answered: int
    p50: float
    p95: float
    errors: int
    memory_mb: float
    handles: int
    threads: int
    disk_mb: float
    load: float


def sample(seconds: float, load: Load, known: int, pid: int, library: Path) -> Sample:
    """The program as it is now; answers after the first ``known`` are new."""
    new = load.first[known:]
    times = quantiles(new) or {"p50": 0.0, "p95": 0.0}
    return Sample(
        seconds=round(seconds),
        answered=len(new),
        p50=times["p50"],
        p95=times["p95"],
        errors=len(load.errors),
        memory_mb=round(memory(pid), 1),
        handles=len(os.listdir(f"/proc/{pid}/fd")),  # noqa: PTH208 - names that vanish meanwhile are no fault
        threads=len(os.listdir(f"/proc/{pid}/task")),  # noqa: PTH208
        disk_mb=round(size(library) / 1e6, 1),
        load=round(os.getloadavg()[0], 2),
    )


def size(folder: Path) -> int:
    """Bytes of the files in a folder; those that vanish meanwhile do not count."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total


@contextmanager
def watched(load: Load, pid: int, library: Path, out: Path) -> Iterator[list[Sample]]:
    """Samples as they are taken, until the end."""
    samples: list[Sample] = []

    def watch(ended: threading.Event) -> None:
        began, known = time.monotonic(), 0
        with out.open("w", encoding="utf-8") as file:
            while not ended.wait(EVERY):
                count = len(load.first)
                samples.append(sample(time.monotonic() - began, load, known, pid, library))
                known = count
                print(json.dumps(asdict(samples[-1])), file=file, flush=True)

    with _meanwhile(watch):
        yield samples


@contextmanager
def cycles(library: Path, papers: Path, pause: float) -> Iterator[list[str]]:
    """The papers read in and taken out again every ``pause`` seconds; what went wrong, as text."""
    faults: list[str] = []

    def turn(ended: threading.Event) -> None:
        while not ended.wait(pause):
            for command in ("ingest", "remove"):
                done = subprocess.run(
                    [sys.executable, "-m", "cli", command, str(papers), "--library", str(library)],
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if done.returncode:
                    faults.append(done.stderr.strip()[-200:])

    with _meanwhile(turn):
        yield faults


@contextmanager
def _meanwhile(work: Callable[[threading.Event], None]) -> Iterator[None]:
    """Some work in a thread beside what is done meanwhile, until it is told that this has ended."""
    ended = threading.Event()
    thread = threading.Thread(target=work, args=(ended,))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def growth(samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Of each measure the median of the first and of the last quarter, the warm-up left out."""
    kept = samples[int(len(samples) * WARM) :]
    quarter = max(1, len(kept) // 4)
    return {
        name: {
            "first": round(statistics.median(getattr(item, name) for item in kept[:quarter]), 2),
            "last": round(statistics.median(getattr(item, name) for item in kept[-quarter:]), 2),
        }
        for name in ("p50", "p95", "memory_mb", "handles", "threads", "disk_mb", "load")
    }


def main() -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(description="Watch the page for hours.")
    parser.add_argument("library", type=Path, help="a library of the corpus; it is copied")
    parser.add_argument("--ingest", type=Path, required=True, help="papers to read in and take out")
    parser.add_argument("--pause", type=float, default=120.0, help="seconds between two such cycles")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument(
        "--think", type=float, default=30.0, help="seconds from an answer to the next question"
    )
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--out", type=Path, required=True, help="file for the samples, a line each")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        library = Path(folder) / "library"
        shutil.copytree(given.library, library)
        system = systems(library, 0.0)[0]
        load = Load()
        with (
            started(system) as (address, pid),
            watched(load, pid, library, given.out) as samples,
            cycles(library, given.ingest, given.pause) as faults,
        ):
            asyncio.run(clients(address, system, given.users, given.hours * 3600, given.think, load))
    report = {
        "users": given.users,
        "hours": given.hours,
        "answered": len(load.first),
        "errors": load.errors[:5],
        "cycle_faults": faults[:5],
        "growth": growth(samples),
    }
    print(json.dumps(report, indent=2))  # noqa: T201 - the report


if __name__ == "__main__":
    main()
