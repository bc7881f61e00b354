"""What tells how well faithful sentences are told from lies."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers.kept_replies import KeptSentence
from index.models.e5_file import Floats


def area(right: Floats, wrong: Floats) -> float:
    """The area under the curve: how often one of the right is above one of the wrong."""
    return float((right[:, None] > wrong[None]).mean() + 0.5 * (right[:, None] == wrong[None]).mean())


def report(told: Sequence[KeptSentence], passed: NDArray[np.bool_]) -> Iterator[str]:
    """Shares that pass, line by line: faithful sentences and lies by language, lies by kind too."""
    rows = [(each.language, each.lie, bool(through)) for each, through in zip(told, passed, strict=True)]
    for title, some in (
        ("faithful", [row for row in rows if not row[1]]),
        ("lies", [row for row in rows if row[1]]),
    ):
        yield f"{title}: {np.mean([through for *_, through in some]):.3f} of {len(some)} pass"
        for key in (0, 1) if title == "lies" else (0,):
            for name in sorted({row[key] for row in some}):
                passing = [row[2] for row in some if row[key] == name]
                yield f"  {name}: {sum(passing)} of {len(passing)}"
