"""Two printed lines as a viewer copies them: does the checker call them verbatim?

Run ``python -m benchmarks.reading.copied_runs CORPUS [--runs N] [--files N] [--over-pages]``: PDF files drawn from
CORPUS are read into a library without vectors, and runs of two lines of what pdfium copies from their pages are
checked; or the end of a page with the beginning of the next, the foot and head between them included.
"""

import argparse
import itertools
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pypdfium2

from check.quote.quotation import Checker
from errors import RapporteurError, UnreadableDocumentError
from index.library import Library
from ingest.sidecar.sidecar import Sidecars
from ingest.work.reader import read
from settings import Settings

SEED: Final = 20261201
LEAST_LINES: Final = 8  # lines of a page; one with fewer is hardly text
SHORTEST: Final = 35  # characters of each line: shorter ones are headings, cells and page marks


def runs(path: Path) -> Iterator[str]:
    """Every two neighbouring lines of running text of a file's pages."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            lines = [line.strip() for line in page.get_textpage().get_text_range().split("\r\n")]
            for one, other in itertools.pairwise(lines):
                if min(len(one), len(other)) >= SHORTEST:
                    yield f"{one}\n{other}"


def over_pages(path: Path) -> Iterator[str]:
    """The last five lines of a page with the first four of the next, as they are copied: notes, foot and head too."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [
            [line.strip() for line in page.get_textpage().get_text_range().split("\r\n") if line.strip()]
            for page in document
        ]
    for one, other in itertools.pairwise(pages):
        if min(len(one), len(other)) > LEAST_LINES:
            yield "\n".join([*one[-5:], *other[:4]])


def measure(
    corpus: Path, files: int, most: int, drawn_by: Callable[[Path], Iterator[str]] = runs
) -> tuple[Counter[str], list[str]]:
    """The verdicts on runs drawn from files drawn, and the runs that are not called verbatim."""
    drawn = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    paths = sorted((corpus / "un/pdf").glob("*.pdf"))
    drawn.shuffle(paths)
    verdicts: Counter[str] = Counter()
    missed: list[str] = []
    with TemporaryDirectory() as folder:
        library = Library(Settings(library=Path(folder) / "library", workers=1, threads=1))
        found: list[str] = []
        for path in paths[:files]:
            try:
                library.register.record(str(path), read(path, Sidecars().of(path)), "copied")
            except UnreadableDocumentError:
                continue
            found += drawn_by(path)
        library.words().sync()
        checker = Checker(library)
        for run in drawn.sample(found, min(most, len(found))):
            try:
                verdict = checker.check(run).verdict
            except RapporteurError:
                continue
            verdicts[verdict] += 1
            if verdict != "verbatim":
                missed.append(f"{verdict}: {run!r}")
        library.close()
    return verdicts, missed


def main() -> None:
    """Print the verdicts and the runs that are not called verbatim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--over-pages", action="store_true")
    given = parser.parse_args()
    drawn_by = over_pages if given.over_pages else runs
    verdicts, missed = measure(given.corpus, given.files, given.runs, drawn_by)
    share = verdicts["verbatim"] / max(1, verdicts.total())
    sys.stdout.write("\n".join([*missed, f"{dict(verdicts)}: {share:.3f} verbatim"]) + "\n")


if __name__ == "__main__":
    main()
