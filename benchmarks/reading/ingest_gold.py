"""How well documents are read, against gold: paragraphs, speakers, hard files, symbols, titles, dates and pages.

Run ``python -m benchmarks.reading.ingest_gold CORPUS [PART …]``; without a part, all of them. ``--json`` gives the figures alone.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from benchmarks.reading.catalogue import catalogue
from benchmarks.reading.pages import pages
from benchmarks.reading.paragraphs import pairs, resolutions
from benchmarks.reading.robustness import robustness
from benchmarks.reading.score import Score
from benchmarks.reading.speakers import compendium, paper, transcripts

PARTS: Final[dict[str, Callable[[Path], Iterable[Score]]]] = {
    "pairs": pairs,
    "resolutions": resolutions,
    "compendium": compendium,
    "paper": paper,
    "transcripts": transcripts,
    "robustness": robustness,
    "catalogue": catalogue,
    "pages": pages,
}


def main() -> None:
    """Read the arguments and print the scores asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    scores = [score for part in arguments.parts or PARTS for score in PARTS[part](arguments.corpus)]
    if arguments.json:
        figures = {
            score.name: {"gold": score.gold, "right": score.right, "share": score.share} for score in scores
        }
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    else:
        sys.stdout.write("\n".join(map(str, scores)) + "\n")


if __name__ == "__main__":
    main()
