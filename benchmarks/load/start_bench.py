"""How soon the program is there and how much memory it takes, beside another version of it, in one interleaved run.

    python -m benchmarks.load.start_bench LIBRARY --before TREE --rounds 3 --write docs/benchmarks.md

TREE is a checkout of the version to compare with, run with the same packages. Each round runs every command once in
both, one after the other, so that what else the machine does falls on both. Processor time is told beside the time
on the clock, because it hardly depends on that. The first run fills the cache of built graphs and is not counted.
Linux only, where a process tells its memory.
"""

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx

HERE: Final = Path(__file__).resolve().parents[2]
QUESTIONS: Final = (
    "What did China say about the public core?",
    "What did Cuba say about the final report?",
    "Who supports the norms of responsible behaviour?",
    "When was the convention adopted?",
)
COMMANDS: Final = {
    "help": ["--help"],
    "cite": ["cite", "A/RES/70/125, para. 35"],
    "search": ["search", "public core"],
    "ask": ["ask", QUESTIONS[0]],
}
TICK: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds on the clock and of the processor, and the most memory in MB."""

    wall: float
    processor: float
    memory: float


def command(tree: Path, library: Path, arguments: Sequence[str]) -> Run:
    """Run a command of a version to its end."""
    named = [] if "--help" in arguments else ["--library", str(library)]
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "cli.py", *arguments, *named],
        cwd=tree,
        env=_environment(tree),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, used = os.wait4(process.pid, 0)
    return Run(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def page(tree: Path, library: Path) -> tuple[Run, Run]:
    """Start the page of a version: until it answers a browser, and after some questions."""
    environment = {**_environment(tree), "RAPPORTEUR_LIBRARY": str(library), "RAPPORTEUR_PORT": "0"}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=tree,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = next(
            found[0] for line in process.stdout or () if (found := re.search(r"http://[\d.:]+", line))
        )
        _wait_for(address)
        ready = _used(process.pid, time.monotonic() - began)
        from gradio_client import Client

        client = Client(address, verbose=False)
        for question in QUESTIONS:
            client.predict(question, api_name="/ask")
        return ready, _used(process.pid, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str) -> None:
    answered = False
    while not answered:
        try:
            answered = httpx.get(f"{address}/", timeout=120).is_success
        except httpx.HTTPError:
            time.sleep(0.02)


def _used(process: int, wall: float) -> Run:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    memory = re.search(r"Rss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii"))
    return Run(wall, (int(fields[11]) + int(fields[12])) / TICK, int(memory[1]) / 1024 if memory else 0.0)


def _environment(tree: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree), "OMP_NUM_THREADS": "1"}


def measured(trees: Sequence[Path], library: Path, rounds: int) -> dict[str, list[list[Run]]]:
    """By what was measured, and by version: its runs."""
    found: dict[str, list[list[Run]]] = {}
    for number in range(rounds + 1):
        for name, tree in ((name, tree) for name in (*COMMANDS, "page") for tree in trees):
            runs = page(tree, library) if name == "page" else (command(tree, library, COMMANDS[name]),)
            for label, run in zip((name, f"{name}, after {len(QUESTIONS)} questions"), runs, strict=False):
                held = found.setdefault(label, [[] for _ in trees])
                if number:
                    held[trees.index(tree)].append(run)
    return found


def table(found: dict[str, list[list[Run]]]) -> str:
    """The medians as a Markdown table, with the ratio to the version before where there is one."""
    several = len(next(iter(found.values()))) > 1
    heads = ["", *(["before", "now", "ratio"] if several else ["now"]) * 3]
    kinds: list[tuple[Callable[[Run], float], str]] = [
        (lambda run: run.processor, "{:.2f} s"),
        (lambda run: run.wall, "{:.2f} s"),
        (lambda run: run.memory, "{:.0f} MB"),
    ]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for name, versions in found.items():
        cells = [name]
        for kind, words in kinds:
            medians = [statistics.median(map(kind, runs)) for runs in versions]
            cells += [words.format(each) for each in medians]
            cells += [f"{medians[1] / medians[0]:.2f}"] if several else []
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def written(found: dict[str, list[list[Run]]], trees: Sequence[Path], library: Path, rounds: int) -> str:
    """The page of the documentation."""
    commits = [_commit(tree) for tree in trees]
    versions = (
        f"Before: `{commits[0]}`; now: `{commits[-1]}`. " if len(commits) > 1 else f"Version `{commits[0]}`. "
    )
    kinds = "processor time, time on the clock, memory"
    return f"""# Benchmarks

Made by `python -m benchmarks.load.start_bench`; {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores
({_processor()}), average load of the machine {os.getloadavg()[1]:.1f}. {versions}Library of
{_size(library)}; medians of {rounds} interleaved runs, the first run of each left out.

## Starting, and memory

In three groups of columns: {kinds} ({"before, now, their ratio" if len(trees) > 1 else "one version"}). A command is measured from its
start to its end; the page until a browser has been served, and again after its questions. Where other programs compete for
the cores, processor time and the ratios hold; the times on the clock do not. A command's memory is told as no less than
that of the program that measures, some 55 MB.

{table(found)}
"""


def _commit(tree: Path) -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=tree, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or tree.name


def _processor() -> str:
    with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
        names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _size(library: Path) -> str:
    from ingest.register import Register

    counts = Register(library / "register.sqlite").counts()
    return f"{counts['documents']:,} documents, {counts['passages']:,} passages"


def main() -> None:
    """Measure, and print or write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "library", type=Path, help="library that both versions can read; it is opened, not changed"
    )
    parser.add_argument("--before", type=Path, help="checkout of the version to compare with")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", type=Path, help="page of the documentation to write")
    wanted = parser.parse_args()
    trees = [*([wanted.before.resolve()] if wanted.before else []), HERE]
    found = measured(trees, wanted.library.resolve(), wanted.rounds)
    text = written(found, trees, wanted.library, wanted.rounds)
    if wanted.write:
        wanted.write.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
