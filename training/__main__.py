"""Make every learned file anew, in the order in which one needs the other: ``python -m training DATA``.

DATA is a folder with ``corpus`` (the documents, with ``bench/xquad`` and ``bench/squad2`` in it),
``training/questions.jsonl`` (questions by hand) and ``llm/replies.jsonl`` (a model's sentences with their proofs, and
lies). What is made on the way is kept there: ``library``, of the whole corpus, and ``embeddings.npz``. Each step is a process of its own, so that
it reads what the steps before it wrote, and its seed is a constant of its module: the same data give the same files.
``--only ranker`` takes one step, ``--after centres`` those that follow it.
"""

import argparse
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]

Run = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is learned.

    Attributes:
        name: What it is called on the command line.
        makes: The file it writes.
        arguments: What Python is given; "{data}" stands for the folder of the data.
        wants: Packages of the extras ``train`` and ``train-encoder`` without which it cannot run.
        reads: What must be in the folder of the data.
        changes_vectors: Whether the library's indexes must be made anew after it.
    """

    name: str
    makes: str
    arguments: str
    wants: tuple[str, ...] = ()
    reads: tuple[str, ...] = ("corpus",)
    changes_vectors: bool = False


STEPS: Final = (
    Step(
        name="centres",
        makes="index/dense/centres.json",
        arguments="-m training.fit_centres {data}/corpus",
        reads=("corpus/bench/xquad", "corpus/un/udhr"),
        changes_vectors=True,
    ),
    Step(
        name="cross_encoder",
        makes="index/models/cross_encoder.onnx",
        arguments="-m training.train_cross_encoder {data}/corpus/bench",
        wants=("torch",),
        reads=("corpus/bench/xquad", "corpus/bench/squad2"),
    ),
    Step(
        name="ranker",
        makes="index/ranking/ranker.json",
        arguments="-m training.train_ranker --library {data}/library --xquad {data}/corpus/bench/xquad "
        "--cache {data}/embeddings.npz",
        wants=("sklearn",),
        reads=("corpus/bench/xquad",),
    ),
    Step(
        name="question_side",
        makes="index/dense/question_side.npy",
        arguments="-m training.train_question_side --library {data}/library --questions {data}/training/questions.jsonl",
        wants=("torch",),
        reads=("corpus", "training/questions.jsonl"),
    ),
    Step(
        name="mined",
        makes="candidates.pkl",
        arguments="-m training.mined --library {data}/library --questions {data}/training/questions.jsonl "
        "--out {data}/candidates.pkl",
        reads=("corpus", "training/questions.jsonl"),
    ),
    Step(
        name="reranker",
        makes="index/models/cross_encoder.onnx",
        arguments="-m training.train_reranker --library {data}/library --questions {data}/training/questions.jsonl "
        "--mined {data}/candidates.pkl --bench {data}/corpus/bench",
        wants=("torch",),
        reads=("corpus/bench/xquad", "corpus/bench/squad2", "training/questions.jsonl"),
    ),
    Step(
        name="entailment",
        makes="index/models/entailment.onnx",
        arguments="-m training.train_entailment {data} --library {data}/library",
        wants=("torch",),
        reads=(
            "corpus/bench/xquad",
            "corpus/bench/squad2",
            "corpus/un/udhr",
            "training/questions.jsonl",
            "llm/replies.jsonl",
        ),
    ),
    Step(
        name="support",
        makes="answer/verify/support.json",
        arguments="-m training.train_support {data}/llm/replies.jsonl",
        wants=("sklearn",),
        reads=("llm/replies.jsonl",),
    ),
    Step(
        name="reading",
        makes="index/ranking/reading.json",
        arguments="-m training.train_reading {data}/training/questions.jsonl {data}/library",
        wants=("sklearn",),
        reads=("corpus", "training/questions.jsonl"),
    ),
    Step(
        name="evidence",
        makes="answer/evidence/weights.json",
        arguments="-m training.train_evidence {data}/training/questions.jsonl {data}/library --kept {data}/kept.sqlite",
        wants=("sklearn",),
        reads=("corpus", "training/questions.jsonl"),
    ),
    Step(
        name="decision",
        makes="answer/evidence/decision.json",
        arguments="-m training.train_decision {data}/training/questions.jsonl {data}/library --kept {data}/kept.sqlite",
        wants=("sklearn",),
        reads=("corpus", "training/questions.jsonl"),
    ),
    Step(
        name="brief",
        makes="brief/weights.json",
        arguments="-m training.train_brief {data}/library",
        wants=("sklearn",),
        reads=("corpus",),
    ),
)
"""In order: the ranker orders by what the vectors say, the evidence is of passages it ranked, and so on."""


def main(given: Sequence[str] | None = None, run: Run | None = None) -> int:
    """Take the steps that are asked for; the status of the first that fails, 2 where one cannot begin."""
    names = [step.name for step in STEPS]
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--only", choices=names, action="append", help="take this step alone; may be repeated"
    )
    parser.add_argument("--after", choices=names, help="begin with the step after this one")
    parser.add_argument("--dry-run", action="store_true", help="print the commands, and run none")
    wanted = parser.parse_args(given)
    steps = [step for step in STEPS if not wanted.only or step.name in wanted.only]
    if wanted.after:
        steps = [step for step in steps if names.index(step.name) > names.index(wanted.after)]
    if lacking := missing(steps, wanted.data):
        parser.error("; ".join(lacking))
    for command in commands(steps, wanted.data.resolve()):
        print(f"+ python {shlex.join(command)}", flush=True)  # noqa: T201
        if not wanted.dry_run and (status := (run or _run)(command)):
            return status
    return 0


def commands(steps: Sequence[Step], data: Path) -> list[list[str]]:
    """What Python is given, one after the other: the library is brought up to date before a step that reads it."""
    found: list[list[str]] = []
    stale = True
    for step in steps:
        if stale and "{data}/library" in step.arguments:
            found += _library(data)
            stale = False
        found.append([word.replace("{data}", str(data)) for word in shlex.split(step.arguments)])
        stale = stale or step.changes_vectors
    return found


def _library(data: Path) -> list[list[str]]:
    """Read what is new in the corpus, and make the indexes anew if they are of other vectors."""
    place = ["--library", str(data / "library")]
    sources = [str(data / "corpus" / name) for name in ("un", "ge", "policy")]
    ingest = ["cli.py", "ingest", *sources, *place]
    return [["cli.py", "rebuild", *place], ingest] if (data / "library").exists() else [ingest]


def missing(steps: Sequence[Step], data: Path) -> list[str]:
    """What the steps lack, in words."""
    paths = dict.fromkeys(name for step in steps for name in step.reads if not (data / name).exists())
    packages = dict.fromkeys(name for step in steps for name in step.wants if find_spec(name) is None)
    return [f"{data / name} is not there" for name in paths] + [
        f"the package {name} is not installed (extras train and train-encoder)" for name in packages
    ]


def _run(command: Sequence[str]) -> int:
    return subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
