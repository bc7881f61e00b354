"""What the search would have to choose from for each question: python -m training.mined --help.

Kept in a file, because thousands of questions take minutes and both the cross-encoder, which learns from wrong
passages that look right, and the ranker learn from it.
"""

import argparse
import pickle  # nosec B403 - reads only what it wrote
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.hit import Filters
from index.library import Library
from index.query.query import read
from index.ranking.features import Floats, matrix
from index.ranking.ranker import probabilities
from settings import Settings
from training.hand_questions import HandQuestion, load


@dataclass(frozen=True, slots=True)
class Mined:
    """The candidates of one question, in the order of the first ranker.

    Attributes:
        names: Ids of passages.
        features: Shape (candidates, ``FEATURES``).
    """

    names: list[str]
    features: Floats


def mined(library: Library, asked: Sequence[HandQuestion]) -> dict[str, Mined]:
    """The candidates of some questions, by the questions' ids."""
    retriever = library.retriever()
    found = {}
    for question in asked:
        query = read(question.text)
        words, candidates = retriever.candidates(query, Filters())
        if candidates.fused:
            features = matrix(query, words, candidates)
            order = np.argsort(-probabilities(features), kind="stable")
            names = list(candidates.fused)
            found[question.id] = Mined([names[i] for i in order], features[order])
    return found


def kept(path: Path) -> dict[str, Mined]:
    """What a run of this module wrote; only files of one's own are to be read."""
    with path.open("rb") as file:
        found: dict[str, Mined] = pickle.load(file)  # noqa: S301 - written by ourselves  # nosec B301
    return found


def main() -> None:
    """Mine the questions of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True, help="library of the whole corpus")
    parser.add_argument("--questions", type=Path, required=True, help="questions by hand (.jsonl)")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    library = Library(Settings(library=arguments.library))
    found = mined(library, load(arguments.questions, library.register))
    library.close()
    arguments.out.write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
