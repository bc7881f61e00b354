"""Thousands of spoilt and hostile files through the readers: ``python -m tests.faults.fuzz_files --files 10000``.

Each must end in text or in one clear sentence, within its limits of time and memory. What ends in "please
report this file" is a fault of ours, and the exit status is 1; it is listed, as is what took too long.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.document import Reading
from ingest.sidecar.sidecar import NOTHING
from ingest.work.job import Job
from ingest.work.reader import hash_file
from ingest.work.stamp import Stamp
from ingest.work.workers import read_all
from settings import Settings
from starter import documents
from tests.faults.hostile import files as hostile_files
from tests.faults.mutations import mutate

BATCH = 200
LARGEST = 300_000  # bytes of a file that is spoilt


def spoilt(folder: Path, seeds: Sequence[Path], count: int, chance: random.Random) -> Iterator[Path]:
    """Write so many spoilt files; a tenth of them under the ending of another format."""
    endings = sorted({path.suffix for path in seeds})
    for number in range(count):
        seed = chance.choice(seeds)
        data, how = mutate(seed.read_bytes(), chance)
        ending = chance.choice(endings) if chance.random() < 0.1 else seed.suffix
        path = folder / f"{number:06}-{how}-{seed.stem[:20]}{ending}"
        path.write_bytes(data)
        yield path


def hostile(folder: Path) -> Iterator[Path]:
    """Write the files made by hand."""
    for name, data in hostile_files():
        path = folder / name
        path.write_bytes(data)
        yield path


def jobs_for(paths: Sequence[Path]) -> list[Job]:
    """What the reading processes are asked to do."""
    return [
        Job(
            name=str(p),
            path=p,
            content_hash=hash_file(p),
            stamp=Stamp(version="fuzz"),
            sidecar=NOTHING,
            known=False,
        )
        for p in paths
    ]


def run(paths: Sequence[Path], settings: Settings) -> tuple[Counter[str], list[str]]:
    """How the files ended, counted, and those that ended as none should."""
    ends: Counter[str] = Counter()
    faults = []
    for job, outcome in read_all(jobs_for(paths), settings):
        end = "text" if isinstance(outcome, Reading) else _end(outcome)
        ends[end] += 1
        if end in {"fault", "too slow"}:
            faults.append(f"{job.path.name!r}: {outcome}")
    return ends, faults


def _end(reason: str) -> str:
    for words, end in (("please report", "fault"), ("longer than", "too slow"), ("more memory", "ended")):
        if words in reason:
            return end
    return "refused"


def main() -> int:
    """Run the campaign and print its counts as JSON."""
    parser = argparse.ArgumentParser(description="Read spoilt and hostile files.")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="more", type=Path, help="a folder of more files to spoil")
    parser.add_argument("--seconds", type=int, default=30, help="longest time for one file")
    parser.add_argument("--log", type=Path, help="a file to add a line to after each batch")
    given = parser.parse_args()
    seeds = [*documents()]
    if given.more:
        seeds += [
            p
            for p in sorted(given.more.rglob("*"))
            if p.is_file() and p.suffix in {".pdf", ".docx", ".html", ".txt", ".md"}
        ]
    seeds = [path for path in seeds if path.stat().st_size <= LARGEST]
    settings = Settings(document_seconds=given.seconds)
    chance = random.Random(given.seed)
    began = time.monotonic()
    ends: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        batches = [list(hostile(_folder(scratch, "hostile")))]
        for batch in range(-(-given.files // BATCH)):
            paths = (
                batches.pop() if batches else list(spoilt(_folder(scratch, str(batch)), seeds, BATCH, chance))
            )
            found, wrong = run(paths, settings)
            ends.update(found)
            faults += wrong
            for path in paths:
                path.unlink()
            if given.log:
                with given.log.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps({"batch": batch, "ends": ends, "faults": wrong}) + "\n")
    print(json.dumps({"ends": ends, "faults": faults, "seconds": round(time.monotonic() - began)}, indent=1))  # noqa: T201
    return int(ends["fault"] > 0)


def _folder(scratch: str, name: str) -> Path:
    folder = Path(scratch) / name
    folder.mkdir(exist_ok=True)
    return folder


if __name__ == "__main__":
    raise SystemExit(main())
