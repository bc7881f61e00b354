"""The balance of letters over a corpus: of how many documents hardly a letter is lost, and which are the others.

Run ``python -m benchmarks.reading.letters CORPUS``: every file below CORPUS is read on its own. The second reader that
the letters are counted against is pdfium for PDF files, lxml for pages and Word files, the text itself for texts.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from errors import UnreadableDocumentError
from ingest.document import Balance
from ingest.sidecar.sidecar import Sidecars
from ingest.work.balance import warning
from ingest.work.reader import SUFFIXES, read

APART = ("bench", "faults2", "robustness")  # folders of questions, and of files that are wrong on purpose


def balances(corpus: Path) -> Iterator[tuple[str, Balance | None, str]]:
    """Each file by name, with its balance, or with why it could not be read."""
    sidecars = Sidecars()
    for path in sorted(corpus.rglob("*")):
        name = path.relative_to(corpus)
        if path.suffix.lower() not in SUFFIXES or name.parts[0] in APART or len(name.parts) == 1:
            continue
        try:
            yield str(name), read(path, sidecars.of(path)).balance, ""
        except UnreadableDocumentError as error:
            yield str(name), None, str(error)


def main() -> None:
    """Print the files that lose letters or cannot be read, and the shares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    found = list(balances(parser.parse_args().corpus))
    counted = [(name, balance) for name, balance, _ in found if balance is not None]
    within = [balance for _, balance in counted if not list(warning(balance))]
    lines = [f"{name}: {why}" for name, balance, why in found if balance is None]
    lines += [f"{name}: {balance}" for name, balance in counted if list(warning(balance))]
    shown = sum(balance.shown for _, balance in counted)
    lost, aside = (sum(getattr(balance, part) for _, balance in counted) for part in ("lost", "aside"))
    lines.append(
        f"{len(within)} of {len(counted)} documents within the bound; {len(found) - len(counted)} not read"
    )
    lines.append(
        f"of {shown} letters {lost} lost ({lost / shown:.5f}), {aside} set aside ({aside / shown:.5f})"
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
