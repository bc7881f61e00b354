"""The command line of the evaluation, "rapporteur eval"; what is heavy is imported where it is used."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from errors import RapporteurError

if TYPE_CHECKING:
    from answer.assistant import Assistant
    from eval.cases.questions import Question
    from eval.gate.run import Recorder, Run
    from settings import Settings

app = typer.Typer(help="Measure the system and decide whether it may be released.", add_completion=False)
out = Console()
err = Console(stderr=True)

REPORTS: Final = Path("reports")


class Split(StrEnum):
    """The questions to improve by, and those to judge by."""

    DEV = "dev"
    TEST = "test"


LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="Folder of the library (default: your user data folder).")
]
FastOption = Annotated[
    bool, typer.Option("--fast", help="Starter documents only, in a library of their own.")
]
QuestionsOption = Annotated[
    list[Path] | None, typer.Option("--questions", help="Question files (default: those of the program).")
]
SplitOption = Annotated[Split | None, typer.Option("--split", help="Only these questions.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder for runs and reports.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    fast: FastOption = False,
    split: SplitOption = None,
    files: QuestionsOption = None,
    library: LibraryOption = None,
    output: OutOption = REPORTS,
    as_json: JsonOption = False,
) -> None:
    """Ask every question, measure, apply the gate: exit status 0 passed, 1 failed, 2 could not run."""
    if context.invoked_subcommand is not None:
        return
    from eval.cases.questions import in_split
    from eval.gate import baseline, gate, store
    from eval.gate.figures import summary
    from eval.report import report

    mode = _mode(fast)
    asked = in_split(_load(fast, files), split.value if split else None)
    done = _run(mode, asked, library)
    accepted = baseline.read(mode)
    verdict = gate.judge(done, accepted, gate.rules())
    stored = store.save(done, output / "runs")
    written = report.write(done, verdict, accepted, output)
    if as_json:
        _print_json({**summary(done), **report.told(verdict), "run": str(stored), "report": str(written)})
    else:
        out.print(report.as_text(done, verdict), markup=False, highlight=False, soft_wrap=True)
        out.print(f"Report: {written}\nRun: {stored}", markup=False, highlight=False, style="dim")
    raise typer.Exit(0 if verdict.passed else 1)


@app.command()
def check(fast: FastOption = False, files: QuestionsOption = None, library: LibraryOption = None) -> None:
    """See whether every gold passage is in the register and says what its question claims; 1 where not."""
    from eval.cases.goldmarks import Goldmarks, all_problems

    asked = _load(fast, files)
    with _system(_mode(fast), library) as (recorder, _, _):
        marks = Goldmarks(recorder.register)
        problems = all_problems(asked, marks)
        missing = [question.id for question in asked if marks.missing(question)]
    for problem in problems:
        out.print(str(problem), markup=False, highlight=False, style="red")
    out.print(f"{len(asked)} questions, {len(missing)} on missing documents, {len(problems)} problems.")
    raise typer.Exit(1 if problems else 0)


@app.command()
def new(
    question: Annotated[str, typer.Argument(help="The question.")] = "",
    passages: Annotated[
        list[str] | None, typer.Option("--passage", help="A reference to what answers it; may come again.")
    ] = None,
    answer: Annotated[
        Path | None, typer.Option(help="An answer kept as JSON, whose citations are proposed.")
    ] = None,
    prefix: Annotated[str, typer.Option("--set", help="The set it is for; begins its id.")] = "corpus",
    library: LibraryOption = None,
) -> None:
    """Propose a line for a question set, to be reviewed by a person: nothing is written to any set."""
    from eval.authoring.candidate import candidate, cited, next_id, referred

    taken = [known.id for known in _load(fast=False, files=None)]
    with _system("full", library) as (recorder, _, _):
        register = recorder.register
        found = [passage for reference in passages or () for passage in referred(reference, register)]
        kept, more = cited(answer, register) if answer else ("", [])
        asked = question or kept
        if not asked.strip():
            raise RapporteurError("Say what is asked: rapporteur eval new “How many …?” --passage “…”.")
        proposed = candidate(asked, [*found, *more], register, next_id(prefix, taken))
    for passage in (*found, *more):
        err.print(f"{passage.text}\n", markup=False, highlight=False, style="dim")
    err.print("Read what stands above, add facts, mend the kind, and put a note of your own for “candidate”.")
    print(proposed.model_dump_json(exclude_defaults=True))  # noqa: T201 - a line for a file


@app.command(name="coverage")
def show_coverage(files: QuestionsOption = None) -> None:
    """Count the questions by document, kind, language and split."""
    from eval.authoring.coverage import coverage

    for title, rows in coverage(_load(fast=False, files=files)).items():
        table = Table(title, "dev", "test", box=None, title_justify="left")
        for name, (dev, test) in rows.items():
            table.add_row(name, str(dev), str(test))
        out.print(table)


@app.command()
def compare(
    base: Annotated[Path, typer.Argument(help="A stored run.")],
    new: Annotated[Path, typer.Argument(help="The run to compare with it.")],
) -> None:
    """Compare two stored runs question by question."""
    from eval.gate import store
    from eval.gate.run_comparison import flips
    from eval.report import report

    old, now = store.load(base), store.load(new)
    out.print(report.comparison(old, now, flips(old, now)), markup=False, highlight=False, soft_wrap=True)


@app.command()
def sensitivity(
    fast: FastOption = False,
    split: SplitOption = None,
    files: QuestionsOption = None,
    library: LibraryOption = None,
    repeats: Annotated[int, typer.Option(min=0, help="Runs of the unchanged system.")] = 20,
) -> None:
    """Break the system on purpose and see that the gate notices, and never without cause; 1 where it errs."""
    from eval.cases.questions import in_split
    from eval.gate.gate import rules
    from eval.gate.sensitivity import findings

    erred = False
    asked = in_split(_load(fast, files), split.value if split else None)
    out.print("| broken | outcomes changed | caught by |\n|---|---|---|", markup=False)
    with _system(_mode(fast), library) as (recorder, _, settings):
        for finding in findings(asked, recorder.library, settings, rules(), repeats):
            caught = ", ".join(finding.caught_by) or ("passes" if finding.changed else "nothing to catch")
            row = f"| {finding.name} | {finding.changed} of {finding.asked} | {caught} |"
            out.print(row, markup=False, highlight=False, soft_wrap=True)
            erred |= finding.erred
    raise typer.Exit(1 if erred else 0)


@app.command()
def accept(
    reason: Annotated[str, typer.Option(help="Why these figures are the ones to keep, in a sentence.")],
    chosen: Annotated[
        Path | None, typer.Argument(metavar="RUN", help="A stored run (default: the latest).")
    ] = None,
    output: OutOption = REPORTS,
) -> None:
    """Make a stored run the baseline that later ones are held to."""
    from eval.gate import baseline, store

    path = chosen or _latest(output / "runs")
    accepted = store.load(path)
    baseline.accept(accepted, accepted.about["mode"], reason)
    out.print(f"{path} is the baseline “{accepted.about['mode']}” now.", markup=False, highlight=False)


def _mode(fast: bool) -> str:
    return "fast" if fast else "full"


def _load(fast: bool, files: Sequence[Path] | None) -> "list[Question]":
    from eval.cases.questions import FOLDER, load, sets

    return load(files or ([FOLDER / "starter.jsonl"] if fast else sets()))


def _run(mode: str, asked: "Sequence[Question]", library: Path | None) -> "Run":
    from eval.gate.run import run
    from eval.gate.system import describe

    with _system(mode, library) as (recorder, assistant, settings), err.status("Asking …") as status:
        about = {**describe(settings, recorder, assistant), "mode": mode}
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            status.update(f"Asking … {done} of {len(asked)}")

        weighing = assistant if mode == "full" else None  # it asks twice, which the fast gate has no time for
        finished = run(asked, recorder, assistant, about, count, weighing)
    if not finished.results:
        raise RapporteurError(
            "The library holds the documents of none of the questions: ingest some, or use --fast."
        )
    return finished


@contextmanager
def _system(mode: str, library: Path | None) -> "Iterator[tuple[Recorder, Assistant, Settings]]":
    from eval.gate.system import opened, starter_library
    from settings import load_settings

    settings = load_settings(library=library)
    if mode == "fast":
        with starter_library(settings) as made, opened(made) as (recorder, assistant):
            yield recorder, assistant, made
    else:
        with opened(settings) as (recorder, assistant):
            yield recorder, assistant, settings


def _latest(folder: Path) -> Path:
    runs = sorted(folder.glob("*.json"))
    if not runs:
        raise RapporteurError(f"There is no run in {folder}: run rapporteur eval first.")
    return runs[-1]


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))  # noqa: T201 - JSON for programs
