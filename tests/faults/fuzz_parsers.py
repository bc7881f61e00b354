"""Our own parsers fed with what coverage-guided chance makes up: ``python -m tests.faults.fuzz_parsers``.

Each parser has a rule that holds for every input (a place lies inside its text, a second reading gives the same);
a broken rule, an exception that is not meant for the user, or an input that takes longer than a second is a
fault. Each parser runs in a process of its own, because a fault ends atheris. Where atheris has no wheel
(``pip install rapporteur[fuzz]``), ``--with hypothesis`` runs as long without coverage.
"""

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

SECONDS: Final = 1  # longest time for one input
LENGTH: Final = 2_000  # bytes of one input
TODAY: Final = date(2026, 1, 1)
SCRATCH: Final = tempfile.TemporaryDirectory(prefix="rapporteur-sidecars-")

SEEDS: Final = (
    "A/RES/70/125, para. 35", "annex II, para. 3 (a) (p. 12)", "“norms” in A/80/62–E/2025/12, sect. IV.B",
    "what did China say about [p1, p2]?\nNOTHING", "- Cuba said “no”. [p3]\n", "> quoted\n\n“unclosed",
    "GE-012", "resolution 1540 (2004)", "since 2019, between 3 and 5 May 2021", "<think>x</think>A. [p1]",
    "file,symbol,title,date\npaper.txt,A/1,\"T\",2020-01-01\n", "symbol = \"A/1\"\ndate = 2020-01-01\n",
)  # fmt: skip


def grammar(text: str) -> None:
    """A reference is read, and reading what it names changes nothing."""
    from cite.grammar import parse

    assert parse(text) == parse(text)


def symbols(text: str) -> None:
    """Places of symbols lie inside the text, in order, without overlaps; a normal spelling is its own."""
    from ingest.names.symbols import find_symbols, normalise
    from ingest.names.symbols import parse as parse_symbol

    end = 0
    for found in find_symbols(text):
        assert end <= found.start < found.end <= len(text), (end, found)
        end = found.end
        parse_symbol(found.symbol)
    normal = normalise(text)
    assert normal is None or normalise(normal) == normal, (normal, normalise(normal or ""))


def query(text: str) -> None:
    """What a question names is read, whatever day it is."""
    from index.query.query import read

    found = read(text, TODAY)
    assert all(named.as_dict() for named in found.shown)
    assert isinstance(found.topic, str)


def quoted(text: str) -> None:
    """Quotations of a draft lie inside their paragraph, in order."""
    from check.draft.paragraph import Paragraph
    from check.draft.quoted import quotations

    for kind in ("text", "block"):
        for span in quotations(Paragraph(number=1, text=text, kind=kind)):
            assert 0 <= span.start <= span.end <= len(text), span


def model_output(text: str) -> None:
    """A model's reply gives the same lines whole and letter by letter."""
    from answer.generate.reply_parser import ReplyParser

    whole, pieces = ReplyParser(), ReplyParser()
    lines = [*whole.feed(text), *whole.close()]
    single = [line for letter in text for line in pieces.feed(letter)] + pieces.close()
    assert lines == single, (lines, single)


def sidecar(text: str) -> None:
    """A sidecar of any content gives metadata and faults of one line each."""
    from ingest.sidecar.sidecar import TABLE_NAME, Sidecars

    folder = Path(SCRATCH.name)
    for name in ("paper.txt.toml", TABLE_NAME):
        (folder / name).write_text(text, encoding="utf-8")
    found = Sidecars().of(folder / "paper.txt")
    found.digest()
    assert not any("\n" in fault for fault in found.faults), found.faults


PARSERS: Final[tuple[Callable[[str], None], ...]] = (grammar, symbols, query, quoted, model_output, sidecar)


def one(parser: Callable[[str], None], data: bytes) -> None:
    """One input, timed."""
    text = data[:LENGTH].decode("utf-8", "replace")
    began = time.process_time()
    parser(text)
    assert time.process_time() - began < SECONDS, f"{parser.__name__} took too long for {text!r}"


def with_atheris(parser: Callable[[str], None], runs: int, seed: int) -> None:
    """Feed one parser by coverage."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["cite", "ingest", "index", "check", "answer"]):
        parser("A/RES/70/125")  # imports what it needs
    with tempfile.TemporaryDirectory() as corpus:
        for number, text in enumerate(SEEDS):
            (Path(corpus) / str(number)).write_text(text, encoding="utf-8")
        options = [f"-runs={runs}", f"-seed={seed}", f"-max_len={LENGTH}", "-timeout=20", "-verbosity=1"]
        atheris.Setup([sys.argv[0], *options, corpus], lambda data: one(parser, data))
        atheris.Fuzz()


def with_hypothesis(parser: Callable[[str], None], runs: int, seed: int) -> None:
    """Feed one parser by chance alone."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    text: Any = st.lists(st.one_of(st.sampled_from(SEEDS), st.text(max_size=60)), max_size=6).map(" ".join)

    @seeded(seed)
    @settings(max_examples=runs, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(text)
    def fuzz(given_text: str) -> None:
        one(parser, given_text.encode("utf-8", "replace"))

    fuzz()


def say(words: str) -> None:
    """Print at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run each parser in a process of its own; 1 where any has a fault."""
    by_name = {parser.__name__: parser for parser in PARSERS}
    has_atheris = importlib.util.find_spec("atheris") is not None
    options = argparse.ArgumentParser(description="Feed our parsers with what chance makes up.")
    options.add_argument("--runs", type=int, default=200_000, help="inputs for each parser")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=by_name, help="one parser, in this process")
    options.add_argument("--with", dest="using", default="atheris" if has_atheris else "hypothesis",
                         choices=("atheris", "hypothesis"))  # fmt: skip
    given = options.parse_args()
    if given.only:
        feed = with_atheris if given.using == "atheris" else with_hypothesis
        feed(by_name[given.only], given.runs, given.seed)
        return 0
    failed = []
    for name in by_name:
        began = time.monotonic()
        command = [sys.executable, "-m", "tests.faults.fuzz_parsers", "--only", name, "--with", given.using,
                   "--runs", str(given.runs), "--seed", str(given.seed)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        end = "no fault" if done.returncode == 0 else "FAULT"
        say(f"{name}: {given.runs} inputs, {given.using}, {time.monotonic() - began:.0f} s: {end}")
        if done.returncode:
            failed.append(name)
            say((done.stdout + done.stderr)[-3000:])
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
