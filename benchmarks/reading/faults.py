"""Sound files that readers get wrong without a word: each is read right, refused in a clear sentence, or wrong.

Run ``python -m benchmarks.reading.faults CORPUS``: CORPUS/faults2 has the files, ``gold/faults.toml`` what a
careful reader makes of them.
"""

import argparse
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

from benchmarks.reading.score import GOLD
from check.draft.read import read_draft
from check.quote.quotation import Checker
from check.report.report import check_draft
from cite.lookup import look_up
from cite.managers import bibtex
from cite.match import Match
from errors import RapporteurError, UnreadableDocumentError
from index.library import Library
from ingest.document import Reading
from ingest.sidecar.sidecar import Sidecars
from ingest.work.reader import read
from settings import Settings

Ending = Literal["right", "clear error", "warned", "wrong in silence"]

SOURCE: Final = "p01-articles-at-page-tops.pdf"
"""What the drafts among the files quote."""


def faults(corpus: Path) -> dict[str, tuple[Ending, str]]:
    """How each file of CORPUS/faults2 ends, and what is wrong with it, in words."""
    with (GOLD / "faults.toml").open("rb") as file:
        gold = tomllib.load(file)
    folder = corpus / "faults2"
    return {name: _ending(folder / name, wanted) for name, wanted in gold.items()}


def _ending(path: Path, wanted: Mapping[str, Any]) -> tuple[Ending, str]:
    try:
        if "draft" in wanted:
            wrong = list(_draft_faults(path, wanted["draft"]))
            return ("wrong in silence", "; ".join(wrong)) if wrong else ("right", "")
        reading = read(path, Sidecars().of(path))
    except (UnreadableDocumentError, RapporteurError) as error:
        if wanted.get("fails") and wanted["fails"] in str(error):
            return "right", ""
        return "clear error", str(error)
    wrong = [
        *_text_faults(reading, wanted),
        *_place_faults(reading, wanted),
        *_quote_faults(path, reading, wanted),
    ]
    if "fails" in wanted:
        wrong.append("it was read all the same")
    if not wrong:
        return "right", ""
    return ("warned" if reading.warnings else "wrong in silence"), "; ".join(wrong)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _text_faults(reading: Reading, wanted: Mapping[str, Any]) -> Iterator[str]:
    """Words that are missing, that should not be there, or that stand twice or out of order."""
    text = _plain("\n".join(passage.text for passage in reading.passages))
    headed = _plain("\n".join(heading for passage in reading.passages for heading in passage.section))
    yield from (f"lacks “{words}”" for words in wanted.get("says", ()) if words not in text)
    yield from (f"has “{words}”" for words in wanted.get("never", ()) if words in f"{text}\n{headed}")
    yield from (
        f"“{words}” {text.count(words)} times" for words in wanted.get("once", ()) if text.count(words) != 1
    )
    whole = f"{text}\n{headed}"
    yield from (f"nowhere “{words}”" for words in wanted.get("headed", ()) if words not in whole)
    places = [text.find(words) for words in wanted.get("order", ())]
    if places != sorted(places) or -1 in places:
        yield f"order {places}"
    for words, count in wanted.get("counted", {}).items():
        if text.count(words) != count:
            yield f"“{words}” {text.count(words)} times, not {count}"
    read_letters = _letters(text)
    yield from (
        f"lacks “{words}”" for words in wanted.get("letters", ()) if _letters(words) not in read_letters
    )
    if "warnings" in wanted and len(reading.warnings) != wanted["warnings"]:
        yield f"warns: {[warning.reason for warning in reading.warnings]}"
    if "title" in wanted and reading.document.title != wanted["title"]:
        yield f"title {reading.document.title!r}"


def _letters(text: str) -> str:
    """Letters and digits alone, small, raised ones as plain."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _place_faults(reading: Reading, wanted: Mapping[str, Any]) -> Iterator[str]:
    """Paragraphs, notes and sections that cannot be found where they are printed."""
    numbered: dict[str, str] = defaultdict(str)
    for passage in reading.passages:
        numbered[passage.paragraph or ""] += " " + _plain(passage.text)
    for number, words in wanted.get("numbered", {}).items():
        if words not in numbered[number]:
            yield f"paragraph {number} lacks “{words}”: {numbered[number][:60]!r}"
    for number, words in wanted.get("notes", {}).items():
        if words not in numbered[f"fn {number}"]:
            yield f"note {number} lacks “{words}”: {numbered[f'fn {number}'][:60]!r}"
    sections = "\n".join(heading for passage in reading.passages for heading in passage.section)
    sections += "\n" + reading.document.title
    yield from (f"no section “{words}”" for words in wanted.get("sections", ()) if words not in sections)


def _quote_faults(path: Path, reading: Reading, wanted: Mapping[str, Any]) -> Iterator[str]:
    """Printed words that are not called verbatim, changed ones not called serious, and a reference file."""
    if "bibtex" in wanted and wanted["bibtex"] not in bibtex([Match(document=reading.document)]):
        yield "the address is not letter for letter in the reference"
    if not wanted.get("quotes") and not wanted.get("wrong"):
        return
    with TemporaryDirectory() as folder:
        library = _library(Path(folder), path, reading)
        checker = Checker(library)
        for quote in wanted.get("quotes", ()):
            verdict = checker.check(quote).verdict
            if verdict != "verbatim":
                yield f"“{quote}” is called {verdict}"
        for quote in wanted.get("wrong", ()):
            finding = checker.check(quote)
            if not finding.serious or finding.verdict == "verbatim":
                yield f"“{quote}” is called {finding.verdict}, not serious"
        library.close()


def _draft_faults(path: Path, verdicts: list[str]) -> Iterator[str]:
    """Quotations of a draft that are missed, or judged otherwise."""
    source = path.with_name(SOURCE)
    with TemporaryDirectory() as folder:
        library = _library(Path(folder), source, read(source))
        report = check_draft(read_draft(path), Checker(library), lambda ref: look_up(library.register, ref))
        found = [item.finding.verdict for item in report.quotes]
        library.close()
    if found != verdicts:
        yield f"quotations {found}, not {verdicts}"


def _library(folder: Path, path: Path, reading: Reading) -> Library:
    library = Library(Settings(library=folder / "library", workers=1, threads=1))
    library.register.record(str(path), reading, "faults")
    library.words().sync()
    return library


def main() -> None:
    """Print how many files of each format end how, and what is wrong with each that is not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    endings = faults(parser.parse_args().corpus)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, (ending, _) in endings.items():
        counts[Path(name).suffix][ending] += 1
        counts["all"][ending] += 1
    lines = [f"{name} {ending}: {why}" for name, (ending, why) in endings.items() if ending != "right"]
    lines += [f"{kind}: {dict(counted)}" for kind, counted in sorted(counts.items())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
