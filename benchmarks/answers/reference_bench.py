"""The look-up of references against a gold set: share right, and the time each takes.

Run it on a library of the corpus::

    python -m benchmarks.answers.reference_bench --library FOLDER

The gold (``benchmarks/answers/references.jsonl``, a reference a line) was written from the published texts. "status" is the
expected outcome; a found reference names "symbol" (the title where there is none), "paragraphs" with an anchor
of at most twelve words each, and where it matters "speaker" and "page"; a wrong one has words that the
message "says" and references that must be offered as "near".
"""

import argparse
import json
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Any

from cite.lookup import look_up, whole_text
from cite.match import Lookup
from cite.phrase_search import folded
from ingest.register import Register
from ingest.register.opening import FILE as REGISTER

Case = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One reference looked up.

    Attributes:
        case: The line of the gold set.
        fault: What is wrong with the outcome, in words; empty where it is right.
        milliseconds: Time of the look-up.
    """

    case: Case
    fault: str
    milliseconds: float


def gold() -> list[Case]:
    """The references with what they should give."""
    text = files("benchmarks.answers").joinpath("references.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def run(register: Register, cases: Iterable[Case]) -> Iterator[Outcome]:
    """Look every reference up and judge it."""
    for case in cases:
        began = perf_counter()
        found = look_up(register, case["ref"])
        elapsed = (perf_counter() - began) * 1000
        yield Outcome(case=case, fault=fault(case, found), milliseconds=elapsed)


def fault(case: Case, found: Lookup) -> str:
    """What is wrong with an outcome; empty where nothing is."""
    if found.status != case["status"]:
        return f"{found.status} instead of {case['status']}: {found.message}"
    if case.get("says", "") not in found.message:
        return f"the message is “{found.message}”"
    missing = [near for near in case.get("near", ()) if near not in found.near]
    if missing:
        return f"not offered: {missing[0]}, but {'; '.join(found.near) or 'nothing'}"
    return _match_fault(case, found) if found.status == "found" else ""


def _match_fault(case: Case, found: Lookup) -> str:
    names = {match.document.symbol or match.document.title for match in found.matches}
    if names != {case["symbol"]} and case["symbol"] not in found.matches[0].document.symbols:
        return f"of {', '.join(sorted(names))}"
    text = folded(whole_text(found.matches))
    missing = [anchor for anchor in case["anchors"] if folded(anchor) not in text]
    if missing:
        return f"without the words “{missing[0]}”"
    passages = [match.passage for match in found.matches if match.passage]
    if case.get("speaker") and {passage.speaker for passage in passages} != {case["speaker"]}:
        return f"words of {', '.join(sorted({str(passage.speaker) for passage in passages}))}"
    if case.get("page"):
        return "" if all(case["page"] in passage.pages for passage in passages) else "on another page"
    numbers = [number for number in case["paragraphs"] if number]
    strange = [p.paragraph for p in passages if numbers and not _belongs(p.paragraph or "", numbers)]
    return f"also paragraph {strange[0]}" if strange else ""


def _belongs(paragraph: str, numbers: Iterable[str]) -> bool:
    """Whether a passage is of these paragraphs, of a part of one, or holds a part of it joined to the rest."""
    return any(
        f"{paragraph} ".startswith(f"{number} ") or number.startswith(f"{paragraph} (") for number in numbers
    )


def main() -> None:
    """Print the share right, the faults and the times as JSON."""
    parser = argparse.ArgumentParser(description="Look the gold references up in a library.")
    parser.add_argument("--library", type=Path, required=True, help="folder of a library of the corpus")
    register = Register(parser.parse_args().library / REGISTER)
    first = perf_counter()
    look_up(register, "Cuba in GE-005")  # builds the list of speakers
    first = (perf_counter() - first) * 1000
    outcomes = list(run(register, gold()))
    times = sorted(outcome.milliseconds for outcome in outcomes)
    right = sum(not outcome.fault for outcome in outcomes)
    report = {
        "references": len(outcomes),
        "right": right,
        "share_right": round(right / len(outcomes), 4),
        "faults": {outcome.case["ref"]: outcome.fault for outcome in outcomes if outcome.fault},
        "milliseconds": {
            "first": round(first, 1),
            "p50": round(statistics.median(times), 1),
            "p95": round(times[int(0.95 * (len(times) - 1))], 1),
            "max": round(times[-1], 1),
        },
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))  # noqa: T201 - the report


if __name__ == "__main__":
    main()
