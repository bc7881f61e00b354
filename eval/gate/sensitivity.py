"""Does the gate notice? The system is broken on purpose, in one way at a time, and judged each time.

Then the unchanged system is asked again and again, each time another half of the questions in another order, and
the gate must stay quiet: neither the choice of the questions nor what was asked before may break a rule.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final, cast

from answer.assistant import Assistant
from answer.model import Turn
from eval.cases.questions import Question
from eval.gate import baseline
from eval.gate.breaks import BREAKS, Break, Told
from eval.gate.gate import Rules, Verdict, judge
from eval.gate.run import Asks, Recorder, Result, Run, Tells, run
from index.hit import Filters, Hit
from index.library import Library
from settings import Settings

UNCHANGED: Final = "unchanged"
WIDE: Final = 200  # passages among which a broken index looks for what it still finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the gate made of one broken system, or of the unchanged one once more.

    Attributes:
        name: What was broken; "unchanged" for a repetition.
        caught_by: The rules broken that the unchanged system keeps.
        asked: Questions asked.
        changed: Those among them that came out differently, in answer or ranking.
    """

    name: str
    caught_by: tuple[str, ...]
    asked: int
    changed: int

    @property
    def erred(self) -> bool:
        """Whether the gate was wrong: a false alarm, or blind to a break that did change something."""
        return bool(self.caught_by) if self.name == UNCHANGED else bool(self.changed and not self.caught_by)


class _BrokenLibrary(Recorder):
    """A library whose rankings are tampered with; it searches wide, so that what is lost can show."""

    def __init__(self, library: Library, broken: Break) -> None:
        super().__init__(library)
        self._broken = broken

    def search(self, query: str, top: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Search, tamper, cut."""
        if filters and self._broken.deaf:
            filters = replace(filters, symbols=(), documents=(), since=None, until=None)
        return self._broken.hits(self.library.search(query, top=max(top, WIDE), filters=filters))[:top]


class _BrokenAssistant:
    """An assistant whose answers are tampered with on their way out."""

    def __init__(self, assistant: Asks, alter: Callable[[Told], Told]) -> None:
        self._assistant = assistant
        self._alter = alter

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Tells:
        """Ask and tamper."""
        return _Altered(self._alter(self._assistant.ask(question, history).as_dict()))


@dataclass(frozen=True, slots=True)
class _Altered:
    told: Told

    def as_dict(self) -> Told:
        return self.told


def findings(
    questions: Sequence[Question], library: Library, settings: Settings, rules: Rules, repeats: int
) -> Iterator[Finding]:
    """Judge every broken system, then the unchanged one ``repeats`` times, against one unbroken run."""
    unchanged = _run(questions, library, settings, Break(name=UNCHANGED))
    accepted = baseline.of(unchanged, "the unchanged system")
    own = judge(unchanged, accepted, rules)
    before = {result.id: _outcome(result) for result in unchanged.results}
    halves = [_half(questions, seed) for seed in range(repeats)]
    trials = [(broken, list(questions)) for broken in BREAKS]
    for broken, asked in (*trials, *((Break(name=UNCHANGED), half) for half in halves)):
        done = _run(asked, library, settings, broken)
        yield Finding(
            name=broken.name,
            caught_by=_caught(own, judge(done, accepted, rules)),
            asked=len(done.results),
            changed=sum(before[result.id] != _outcome(result) for result in done.results),
        )


def _half(questions: Sequence[Question], seed: int) -> list[Question]:
    """Half of the questions in an order of chance, the same for the same seed."""
    return Random(seed).sample(list(questions), k=-(-len(questions) // 2))  # noqa: S311 - no secret


def _run(questions: Sequence[Question], library: Library, settings: Settings, broken: Break) -> Run:
    recorder = Recorder(cast(Library, _BrokenLibrary(library, broken)))
    changed = settings.model_copy(update=broken.settings or {})
    assistant = Assistant(cast(Library, recorder), changed)
    return run(questions, recorder, _BrokenAssistant(assistant, broken.told), {})


def _outcome(result: Result) -> tuple[Told, tuple[str, ...]]:
    """What came back, without the time it took."""
    return {**result.outcome.answer, "timings_ms": None}, result.outcome.retrieved


def _caught(own: Verdict, verdict: Verdict) -> tuple[str, ...]:
    """The rules that break more questions than they did unbroken."""
    before = {(check.rule, check.sort): len(check.questions) + 1 for check in own.broken}
    return tuple(
        f"{check.rule} ({check.sort})"
        for check in verdict.broken
        if len(check.questions) + 1 > before.get((check.rule, check.sort), 0)
    )
