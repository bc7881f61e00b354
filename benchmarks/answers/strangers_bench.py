"""How strangers' questions are answered: right passage cited, refused wrongly, answered wrongly, words, attribution.

Run ``python -m benchmarks.answers.strangers_bench QUESTIONS LIBRARY --kept FILE --out RUN.json``; with ``--first`` it
measures "the first passage's best sentence, always" instead of the answers. ``--table RUN.json …`` prints runs side by
side. Searches and readings are kept in FILE: a second variant of the answers takes seconds.
"""

import argparse
import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final, cast

from answer.assistant import Assistant
from answer.model import Answer
from benchmarks.answers.kept_readings import Kept, KeptLibrary
from benchmarks.answers.strangers import Stranger, load, sample
from eval.cases.typography import normal, plain
from eval.metrics.quotations import frame, quoted
from index.library import Library
from ingest.names.speakers import find_speakers
from settings import Settings

ANSWERABLE: Final = 300
UNANSWERABLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one question.

    Attributes:
        id: The question's.
        answerable: Whether it can be answered.
        status: Of the answer.
        right: Whether the cited passages hold the words that answer.
        told: Whether a quotation has some of those words.
        first: Whether the first passage of the search holds them.
        words: Of the answer.
        confidence: Of the answer, where it gives one.
        misattributed: Whether a speaker is named who is not that of the cited passage.
        altered: Whether a quotation is not verbatim.
        seconds: Wall time.
        text: The answer, or the message.
    """

    id: str
    answerable: bool
    status: str
    right: bool
    told: bool
    first: bool
    words: int
    confidence: float
    misattributed: bool
    altered: bool
    seconds: float
    text: str


def main() -> None:
    """Ask, print the figures, and store the run; or print stored runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?")
    parser.add_argument("library", type=Path, nargs="?")
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--first", action="store_true")
    parser.add_argument("--table", type=Path, nargs="+")
    given = parser.parse_args()
    if given.table:
        table({path.stem: read(path) for path in given.table})
        return
    settings = Settings(library=given.library)
    library = KeptLibrary(Library(settings), Kept(given.kept))
    asked = sample(load(given.questions), "development", ANSWERABLE, UNANSWERABLE)
    outcomes = run(asked, library, settings, first=given.first)
    given.out.write_text(json.dumps([asdict(each) for each in outcomes], ensure_ascii=False, indent=1))
    table({given.out.stem: outcomes})


def run(
    asked: Iterable[Stranger], library: KeptLibrary, settings: Settings, *, first: bool = False
) -> list[Outcome]:
    """Every question put to the assistant, or answered with the first passage's best sentence."""
    assistant = Assistant(cast(Library, library), settings)
    return [_outcome(each, assistant, library, settings, first=first) for each in asked]


def _outcome(
    asked: Stranger, assistant: Assistant, library: KeptLibrary, settings: Settings, *, first: bool
) -> Outcome:
    understood = assistant.understood(asked.q, asked.history)
    hits = library.search(understood.searched, top=settings.evidence)
    found = bool(hits) and asked.held_by([hits[0].passage.text])
    if first:
        return _first(asked, library, understood.searched, found)
    began = perf_counter()
    answer = assistant.ask(asked.q, asked.history)
    seconds = perf_counter() - began
    texts = [citation.passage.text for citation in answer.citations]
    return Outcome(
        id=asked.id,
        answerable=asked.answerable,
        status=answer.status,
        right=bool(texts) and asked.held_by(texts),
        told=any(asked.touched_by(citation.quote) for citation in answer.citations),
        first=found,
        words=len(answer.text.split()),
        confidence=answer.confidence,
        misattributed=any(_misattributes(answer, n) for n in range(len(answer.statements))),
        altered=any(_alters(answer, n) for n in range(len(answer.statements))),
        seconds=seconds,
        text=answer.text or answer.message,
    )


def _first(asked: Stranger, library: KeptLibrary, text: str, found: bool) -> Outcome:
    from answer.evidence.evidence import excerpt_of

    hits = library.search(text, top=1)
    best = ""
    if hits:
        spans, excerpt = excerpt_of(hits[0])
        (scores,) = library.cross_encoder.scores(text, [excerpt])
        best = (
            max(zip(scores, spans, strict=True), key=lambda pair: pair[0])[1].of(hits[0].passage.text)
            if spans
            else ""
        )
    return Outcome(
        id=asked.id, answerable=asked.answerable, status="answered", right=found, told=asked.touched_by(best),
        first=found, words=len(best.split()), confidence=1.0, misattributed=False, altered=False, seconds=0.0, text=best,
    )  # fmt: skip


def _misattributes(answer: Answer, n: int) -> bool:
    """Whether our own words of a statement name a speaker who neither speaks in, nor is named by, its sources."""
    statement = answer.statements[n]
    sources = [c for c in answer.citations if c.n in statement.citations]
    allowed = {c.passage.speaker for c in sources}
    allowed |= {m.speaker for c in sources for m in find_speakers(f"{c.document.name} {c.document.title}")}
    text = plain(statement.text)
    for report in (c for c in sources if c.kind == "report"):
        text = text.replace(report.quote, " ", 1)
    ours = frame(text).rpartition(" — ")[2]
    return any(mention.speaker not in allowed for mention in find_speakers(ours))


def _alters(answer: Answer, n: int) -> bool:
    """Whether something in a statement's quotation marks is not in its sources."""
    statement = answer.statements[n]
    sources = [normal(c.passage.text) for c in answer.citations if c.n in statement.citations]
    spans = [part for span in quoted(plain(statement.text)) for part in span.split("[…]") if part.strip()]
    return any(not any(normal(span) in source for source in sources) for span in spans)


_ROWS: Final[Sequence[tuple[str, Callable[[Sequence[Outcome]], float]]]] = (
    ("right passage first in the search", lambda runs: _mean([o.first for o in runs if o.answerable])),
    ("right passage cited", lambda runs: _mean([o.right for o in runs if o.answerable])),
    ("words that answer quoted", lambda runs: _mean([o.told and o.right for o in runs if o.answerable])),
    ("refused wrongly", lambda runs: _mean([o.status != "answered" for o in runs if o.answerable])),
    (
        "answered from a wrong passage",
        lambda runs: _mean([o.status == "answered" and not o.right for o in runs if o.answerable]),
    ),
    ("unanswerable answered", lambda runs: _mean([o.status == "answered" for o in runs if not o.answerable])),
    ("median words", lambda runs: statistics.median([o.words for o in runs if o.status == "answered"])),
    ("misattributed", lambda runs: sum(o.misattributed for o in runs)),
    ("not verbatim", lambda runs: sum(o.altered for o in runs)),
)


def table(runs: dict[str, Sequence[Outcome]]) -> None:
    """Print runs side by side as Markdown."""
    print("| | " + " | ".join(runs) + " |\n|---|" + "---|" * len(runs))  # noqa: T201
    for name, figure in _ROWS:
        print(f"| {name} | " + " | ".join(f"{figure(found):.3f}" for found in runs.values()) + " |")  # noqa: T201


def read(path: Path) -> list[Outcome]:
    """A stored run."""
    return [Outcome(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main()
