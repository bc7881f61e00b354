"""The page under load, with an ingest running: time to the first sentence, errors, memory; and a ratio.

Forty clients ask questions of the question set one after the other, by the API, each beginning the next as soon
as the answer is complete (or after ``--think`` seconds); all the while a folder is read into the library, taken
out, and read in again. The same load then goes to LlamaIndex's starter chat (``benchmarks/load/load_baseline.py``) over the
same passages.

    python -m benchmarks.load.load_bench FOLDER --ingest PAPERS --seconds 300

FOLDER, a library, is copied; nothing is written to it. Linux only, where processes can be measured.
"""

import argparse
import asyncio
import json
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import httpx

SETTLED: Final = 600.0  # seconds a program may take to start
LONGEST: Final = 300.0  # seconds a client waits for an answer


@dataclass(slots=True)
class Load:
    """What the clients met; times in seconds."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A program under load.

    Attributes:
        name: Its name in the report.
        command: What starts it; "{port}" is put in.
        call: Name of its API call.
        data: The arguments of the call for a question.
        says: Whether a result shows a first sentence.
    """

    name: str
    command: Sequence[str]
    call: str
    data: Callable[[str], list[Any]]
    says: Callable[[Any], bool]


def questions() -> list[str]:
    """The questions of the development half that stand alone."""
    lines = (files("eval") / "questions" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line.strip()]
    return [case["q"] for case in cases if case["split"] == "dev" and not case.get("history")]


async def ask(client: httpx.AsyncClient, system: System, question: str, load: Load) -> None:
    """One question, timed to the first sentence and to the end."""
    began, first, fault = time.monotonic(), None, "ended without an answer"
    path = f"/gradio_api/call/{system.call}"
    reply = await client.post(path, json={"data": system.data(question)})
    if reply.status_code != 200:
        load.errors.append(f"{reply.status_code} {reply.text[:100]}")
        return
    event = ""
    async with client.stream("GET", f"{path}/{reply.json()['event_id']}") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                event = line[7:]
            elif line.startswith("data: ") and event in ("generating", "complete"):
                if first is None and (event == "complete" or system.says(json.loads(line[6:])[0])):
                    first = time.monotonic() - began
                if event == "complete":
                    fault = ""
            elif event == "error":
                fault = line[:100]
    if fault or first is None:
        load.errors.append(fault)
        return
    load.first.append(first)
    load.whole.append(time.monotonic() - began)


async def clients(address: str, system: System, count: int, seconds: float, think: float, load: Load) -> None:
    """So many clients over so many seconds, told into ``load``; answers under way at the end are waited for."""
    asked, until = questions(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=4 * count, max_keepalive_connections=2 * count)

    async def one(number: int) -> None:
        order = random.Random(number)  # noqa: S311 - the same load for both programs
        await asyncio.sleep(order.uniform(0, min(think, seconds / 4)))
        while time.monotonic() < until:
            try:
                await ask(client, system, order.choice(asked), load)
            except httpx.HTTPError as error:
                load.errors.append(type(error).__name__)
            await asyncio.sleep(order.uniform(0.5, 1.5) * think)

    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=LONGEST) as client:
        await asyncio.gather(*(one(number) for number in range(count)))


@contextmanager
def ingesting(library: Path, papers: Path | None) -> Iterator[list[int]]:
    """Papers read in, taken out and read in again, until the end; how many rounds were begun."""
    rounds: list[int] = []
    if papers is None:
        yield rounds
        return
    script = (
        "import subprocess, sys\n"
        "while True:\n"
        "    print('round', flush=True)\n"
        "    for command in (['ingest'], ['remove']):\n"
        "        subprocess.run([sys.executable, '-m', 'cli', *command, *sys.argv[1:]], check=True,\n"
        "                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(papers), "--library", str(library)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield rounds
    finally:
        import os
        import signal

        broken = process.poll() is not None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        said, _ = process.communicate()
        rounds.extend([0] if broken else range(said.count("round")))


@contextmanager
def started(system: System) -> Iterator[tuple[str, int]]:
    """The program's address and process, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [part.replace("{port}", str(port)) for part in system.command]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + SETTLED
        while time.monotonic() < until and process.poll() is None:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{address}/config", timeout=10).status_code == 200:
                    break
            time.sleep(0.5)
        else:
            raise SystemExit(f"{system.name} did not start")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def memory(pid: int) -> float:
    """Resident memory of a process, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def measure(system: System, library: Path, given: argparse.Namespace) -> dict[str, Any]:
    """One program under the load, as a report."""
    with started(system) as (address, pid):
        warm = Load()

        async def warm_up() -> None:
            async with httpx.AsyncClient(base_url=address, timeout=LONGEST) as client:
                for question in questions()[:3]:
                    await ask(client, system, question, warm)

        asyncio.run(warm_up())
        before = memory(pid)
        load = Load()
        with ingesting(library, given.ingest) as rounds:
            asyncio.run(clients(address, system, given.clients, given.seconds, given.think, load))
        after = memory(pid)
    return {
        "answered": len(load.first),
        "errors": len(load.errors),
        "kinds_of_errors": sorted(set(load.errors))[:5],
        "first_sentence_s": quantiles(load.first),
        "whole_answer_s": quantiles(load.whole),
        "memory_mb": {"start": round(before), "end": round(after)},
        "ingest_rounds": len(rounds),
    }


def quantiles(times: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    if len(times) < 2:
        return {}
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return {"p50": round(statistics.median(times), 2), "p95": round(cuts[-1], 2)}


def systems(library: Path, delay: float) -> tuple[System, System]:
    """This program and the one it is compared with."""
    python = sys.executable
    return (
        System(
            name="rapporteur",
            command=[python, "-m", "cli", "chat", "--library", str(library), "--port", "{port}"],
            call="ask",
            data=lambda question: [question, None, None],
            says=lambda result: bool(result["statements"]),
        ),
        System(
            name="starter chat",
            command=[
                python,
                "-m",
                "benchmarks.load.load_baseline",
                str(library),
                "--port",
                "{port}",
                "--model-seconds",
                str(delay),
            ],
            call="chat",
            data=lambda question: [question],
            says=bool,
        ),
    )


def ratios(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, float]:
    """Our time to the first sentence over theirs, and our number of answers over theirs."""
    found = {
        f"first_sentence_{name}": round(ours["first_sentence_s"][name] / theirs["first_sentence_s"][name], 2)
        for name in ("p50", "p95")
        if theirs["first_sentence_s"].get(name) and name in ours["first_sentence_s"]
    }
    return {**found, "answers": round(ours["answered"] / max(1, theirs["answered"]), 2)}


def main() -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(description="Measure the page under load.")
    parser.add_argument("library", type=Path, help="a library of the corpus; it is copied")
    parser.add_argument("--ingest", type=Path, help="papers to read in and take out all the while")
    parser.add_argument("--clients", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument(
        "--think", type=float, default=0.0, help="seconds from an answer to the next question"
    )
    parser.add_argument(
        "--model-seconds", type=float, default=0.0, help="the starter chat's model begins after"
    )
    parser.add_argument("--alone", action="store_true", help="leave the starter chat out")
    given = parser.parse_args()
    report: dict[str, Any] = {"clients": given.clients, "seconds": given.seconds, "think": given.think}
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        libraries = [Path(folder) / f"library-{place}" for place in range(1 if given.alone else 2)]
        for library in libraries:
            shutil.copytree(given.library, library)
        for place, library in enumerate(libraries):
            system = systems(library, given.model_seconds)[place]
            report[system.name] = measure(system, library, given)
    if not given.alone:
        report["ratio"] = ratios(report["rapporteur"], report["starter chat"])
    print(json.dumps(report, indent=2))  # noqa: T201 - the report


if __name__ == "__main__":
    main()
