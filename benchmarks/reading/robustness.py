"""Files made to break readers: each must end in text, a clear warning or a clear failure, in bounded time."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.reading.score import Score, table
from ingest.document import Reading
from ingest.sidecar.sidecar import NOTHING
from ingest.work.job import Job
from ingest.work.reader import hash_file
from ingest.work.stamp import Stamp
from ingest.work.workers import read_all
from settings import Settings

SECONDS: Final = 60
"""Longest time one file may take."""


def robustness(corpus: Path) -> tuple[Score]:
    """Files of CORPUS/robustness that end as the gold table says they should.

    Each file is read in a process of its own with a time limit, as ``ingest`` does it. The table says for each
    what a careful reader can make of it: "text" (with words that must be there, and no warning), "warning"
    (text, and a warning that says what is wrong) or "failure" (a sentence that says why there is no text).
    """
    score = Score(name="robustness")
    wanted = {row["file"]: row for row in table("robustness.tsv")}
    with TemporaryDirectory() as folder:
        settings = Settings(library=Path(folder), document_seconds=SECONDS, workers=2)
        stamp = Stamp(version="0")
        jobs = [
            Job(
                name=path.name,
                path=path,
                content_hash=hash_file(path),
                stamp=stamp,
                sidecar=NOTHING,
                known=False,
            )
            for path in sorted((corpus / "robustness").iterdir())
        ]
        outcomes = {job.name: outcome for job, outcome in read_all(jobs, settings)}
    for name, outcome in sorted(outcomes.items()):
        fault = judge(outcome, wanted[name]) if name in wanted else "has no row in the gold table"
        score.count(f"{name}: {fault}" if fault else None)
    return (score,)


def judge(outcome: Reading | str, row: dict[str, str]) -> str | None:
    """What is wrong with how a file ended, or None.

    Args:
        outcome: Its reading, or the reason why there is none.
        row: Its row of the gold table: "ends" in "text", "warning" or "failure", and "says", words of the text,
            the warning or the reason.
    """
    if isinstance(outcome, str):
        ends, said = "failure", outcome
    else:
        ends = "warning" if outcome.warnings else "text"
        reasons = [warning.reason for warning in outcome.warnings]
        said = " ".join(reasons or [passage.text for passage in outcome.passages])
    if ends != row["ends"]:
        return f"ended in {ends}, not in {row['ends']}: {said[:80]}"
    if row["says"] not in re.sub(r"[\s\u200b]+", " ", said):
        return f"does not say “{row['says']}”: {said[:80]}"
    return None
