"""Planted faults and sound quotations: what does the checker of quotations catch, and whom does it accuse?

Run ``python -m benchmarks.reading.planted CORPUS [--each N] [--split dev|test]``: paragraphs in six languages are read
into a library of their own. In some one word is changed for another by the pairs of ``gold/planted.toml``; others are
quoted soundly, in another typography or with what a person copies from a page. Paragraphs are split by a hash of
their text; the checker's lists were mended on the dev half only.
"""

import argparse
import hashlib
import itertools
import json
import random
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.reading.planted_kinds import CJK, SOUND, Make, planted
from benchmarks.reading.score import GOLD
from check.quote.finding import Finding
from check.quote.quotation import Checker
from index.library import Library
from ingest.document import Passage
from ingest.work.reader import read
from settings import Settings

SEED: Final = 20261201
FILES: Final = (
    "policy/paris_call_fr.txt",
    "un/udhr/*.xml",
    "un/pdf/A_AC.292_2025_INF_5_Rev.1.pdf",
    "un/pdf/A_80_*.pdf",
    "un/resolutions/A_RES_7[0-9]_1*.txt",
)
SHORTEST: Final = 12


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation, and whether it is a sound one."""

    kind: str
    language: str
    quote: str
    sound: bool


def cases(passages: Sequence[Passage], split: str, each: int) -> Iterator[Case]:
    """At most so many quotations of a kind and language, the same for the same passages."""
    with (GOLD / "planted.toml").open("rb") as file:
        gold = tomllib.load(file)
    drawn = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    everything = "\n".join(_plain(passage.text) for passage in passages)
    for language, words in gold.items():
        own = [p for p in passages if p.language == language and _half(p.text) == split]
        drawn.shuffle(own)
        for kind, make in planted(words).items():
            fair = (quote for quote in _each(own, make, drawn) if _plain(quote) not in everything)
            yield from (Case(kind, language, quote, sound=False) for quote in itertools.islice(fair, each))
        for kind, make in SOUND.items():
            quotes = itertools.islice(_each(own, make, drawn), each)
            yield from (Case(kind, language, quote, sound=True) for quote in quotes)


def _half(text: str) -> str:
    return "dev" if hashlib.sha256(text.encode()).digest()[0] % 2 else "test"


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _each(passages: Sequence[Passage], make: Make, drawn: random.Random) -> Iterator[str]:
    """One quotation of each passage that gives one."""
    for passage in passages:
        found = next(make(passage.text, passage, drawn), None)
        if found is not None and len(_tokens(found)) >= SHORTEST:
            yield found


def _tokens(text: str) -> list[str]:
    return list(text) if CJK.search(text) else text.split()


def library_of(corpus: Path, folder: Path) -> Library:
    """The paragraphs, read into a library without vectors."""
    library = Library(Settings(library=folder / "library", workers=1, threads=1))
    paths = [path for pattern in FILES for path in sorted(corpus.glob(pattern))[:12]]
    for path in sorted((corpus / "bench/xquad").glob("*.json")):
        text = folder / f"{path.stem}.txt"
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        text.write_text(
            "\n\n".join(p["context"] for a in articles for p in a["paragraphs"]), encoding="utf-8"
        )
        paths.append(text)
    for path in paths:
        library.register.record(str(path), read(path), "planted")
    library.words().sync()
    return library


def _accused(finding: Finding) -> bool:
    """Whether something is found fault with: harmless differences are none."""
    return finding.verdict in ("altered", "not_found")


def measure(corpus: Path, split: str, each: int) -> dict[str, Any]:
    """Caught, called serious and accused, over all and by kind and language, with every miss."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[str] = []
    with TemporaryDirectory() as folder:
        library = library_of(corpus, Path(folder))
        checker = Checker(library)
        passages = [
            p
            for d in library.register.documents()
            for p in library.register.document_passages(d.id)
            if p.kind == "paragraph"
        ]
        for case in cases(passages, split, each):
            finding = checker.check(case.quote)
            accused = _accused(finding)
            serious = finding.serious and accused
            for group in (
                f"{'sound' if case.sound else 'fault'}: {case.kind}",
                f"{'sound' if case.sound else 'fault'} in {case.language}",
                "sound" if case.sound else "fault",
            ):
                told[group].update(asked=1, accused=int(accused), serious=int(serious))
            if accused == case.sound or (not case.sound and not serious):
                changes = "; ".join(f"{d.original!r} > {d.quoted!r} {d.gravity}" for d in finding.differences)
                missed.append(f"{case.language} {case.kind}: {finding.verdict} [{changes}] {case.quote!r}")
        library.close()
    fault, sound = told["fault"], told["sound"]
    recall, precision = (
        fault["serious"] / fault["asked"],
        fault["accused"] / max(1, fault["accused"] + sound["accused"]),
    )
    caught = fault["accused"] / fault["asked"]
    return {
        "split": split,
        "faults": fault["asked"],
        "caught": round(caught, 3),
        "called serious": round(recall, 3),
        "sound": sound["asked"],
        "false accusations": sound["accused"],
        "precision": round(precision, 3),
        "f1": round(2 * precision * caught / (precision + caught), 3),
        "by kind": {
            name: f"{c['accused']} accused, {c['serious']} serious of {c['asked']}"
            for name, c in sorted(told.items())
        },
        "missed": missed,
    }


def main() -> None:
    """Print the figures and what was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--each", type=int, default=12)
    given = parser.parse_args()
    sys.stdout.write(
        json.dumps(measure(given.corpus, given.split, given.each), ensure_ascii=False, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()
