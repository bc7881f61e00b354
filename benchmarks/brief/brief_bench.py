"""Speakers a brief finds, against those a person found: recall, precision, words under another's name.

``python -m benchmarks.brief.brief_bench --library FOLDER`` over a library that has GE-005 and the compendium
A/AC.292/2025/INF/5/Rev.1, A/79/PV.64 and E/HLPF/2025/5.
"""

import argparse
import json
import resource
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from brief.make import brief
from brief.model import Brief, Entry
from index.hit import Filters
from index.library import Library
from settings import load_settings


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one topic.

    Attributes:
        missed: Speakers of the gold that the brief lacks.
        wrong: Speakers of the brief that neither speak to the topic nor touch it in passing.
        recall: Share of the gold found.
        precision: Share of what was found that is right; those in passing count neither way.
        misattributed: Entries whose owner is neither the passage's speaker nor a group that he speaks for.
    """

    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    recall: float
    precision: float
    misattributed: int


def score(found: Brief, case: dict[str, Any]) -> Score:
    """A brief held against the gold; of a paper's case only the entries that stand in the paper count."""
    entries = [e for e in found.quoted if e.passage.speaker and case.get("paper") in (None, e.document.name)]
    names = {entry.owner.spoken_by or entry.owner.name for entry in entries}
    gold, passing = set(case["speaks"]), set(case["passing"])
    missed, wrong = gold - names, names - gold - passing
    right = len(names & gold)
    return Score(
        tuple(sorted(missed)),
        tuple(sorted(wrong)),
        right / len(gold),
        right / max(right + len(wrong), 1),
        sum(map(misattributed, entries)),
    )


def misattributed(entry: Entry) -> bool:
    """Whether an entry's words stand under another name than its passage's speaker."""
    return entry.passage.speaker not in (entry.owner.name, entry.owner.spoken_by)


def main() -> None:
    """Measure every case and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    library = Library(load_settings(library=parser.parse_args().library))
    cases = json.loads(files("benchmarks.brief").joinpath("gold.json").read_text(encoding="utf-8"))["cases"]
    for case in cases:
        scope = Filters.of({"symbols": case["document"]}) if case["document"] else Filters()
        began, worked = perf_counter(), process_time()
        found = brief(library, case["topic"], scope)
        told = score(found, case)
        print(  # noqa: T201 - the result
            f"{case['topic']}{' (tuned)' if case['tuned'] else ''}: recall {told.recall:.2f}, "
            f"precision {told.precision:.2f}, misattributed {told.misattributed}; missed {', '.join(told.missed) or '–'}; "
            f"wrong {', '.join(told.wrong) or '–'}; {perf_counter() - began:.1f} s, {process_time() - worked:.1f} s of processor"
        )
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")  # noqa: T201
    library.close()


if __name__ == "__main__":
    main()
