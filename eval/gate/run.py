"""A run: every question put to the assistant once, with what came back and how it measures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Protocol

from answer.evidence.evidence import Evidence
from answer.model import Answer, Turn
from answer.question.question import understand
from errors import RapporteurError
from eval.cases.case import Case, Outcome
from eval.cases.goldmarks import Goldmarks
from eval.cases.questions import Question
from eval.metrics import measure
from index.hit import Filters, Hit
from index.library import Library
from ingest.register import Register

DEPTH = 50  # passages kept of a ranking


class Tells(Protocol):
    """An answer, or anything that stands in for one."""

    def as_dict(self) -> dict[str, Any]:
        """The answer as the JSON contract has it."""
        ...


class Asks(Protocol):
    """What answers questions: the assistant, or anything that stands in for it."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Tells:
        """The complete answer."""
        ...


class WeighsEvidence(Protocol):
    """A system that tells the evidence it weighs, the likeliest first."""

    def evidence(self, question: str, history: Sequence[Turn] = ()) -> Sequence[Evidence]:
        """The sentences that may answer; none where it does not search."""
        ...


class Recorder:
    """A library that remembers the rankings it gave; in everything else it is the library.

    Args:
        library: The library.

    Attributes:
        library: The same.
        rankings: Passage ids of each search since ``taken`` was last called, the best first.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rankings: list[list[str]] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the library has
        return getattr(self.library, name)

    def search(self, query: str, top: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Search as the library does, and remember the passages."""
        hits = self.library.search(query, top=top, filters=filters)
        self.rankings.append([hit.passage.id for hit in hits])
        return hits

    def taken(self) -> tuple[str, ...]:
        """The passages ranked since last asked: several rankings are dealt in turn, as cards are."""
        depth = max(map(len, self.rankings), default=0)
        dealt = (ranking[i] for i in range(depth) for ranking in self.rankings if i < len(ranking))
        ids = tuple(dict.fromkeys(dealt))[:DEPTH]
        self.rankings.clear()
        return ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One question of a run.

    Attributes:
        question: The question.
        outcome: What happened.
        values: Every metric that applies, by name.
        gold: For each gold passage, the ids that count as it.
    """

    question: Question
    outcome: Outcome
    values: dict[str, float]
    gold: tuple[frozenset[str], ...]

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A question that was not asked, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All results of one evaluation.

    Attributes:
        about: Settings, index stamp, code version, package versions, by name.
        results: One for each question asked, in order.
        skipped: Questions whose documents the library lacks.
        problems: Gold passages that the register does not hold as claimed; such questions are still asked.
        seconds: Wall time of the questions.
    """

    about: dict[str, Any]
    results: tuple[Result, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[str, ...] = ()
    seconds: float = 0.0


def run(
    questions: Iterable[Question],
    recorder: Recorder,
    assistant: Asks,
    about: dict[str, Any],
    on_asked: Callable[[], None] = lambda: None,
    weighing: WeighsEvidence | None = None,
) -> Run:
    """Ask every question that the library can be asked.

    Args:
        questions: The questions.
        recorder: The library that the assistant searches.
        assistant: What answers.
        about: What to remember of the system.
        on_asked: Called after each question.
        weighing: What to ask how sure it was; this takes about as long again.
    """
    marks = Goldmarks(recorder.register)
    results: list[Result] = []
    skipped: list[Skipped] = []
    problems: list[str] = []
    began = perf_counter()
    for question in questions:
        missing = marks.missing(question)
        if missing:
            skipped.append(Skipped(id=question.id, reason=f"not in the library: {', '.join(missing)}"))
        else:
            problems += map(str, marks.problems(question))
            outcome = _ask(question, recorder, assistant)
            if weighing is not None:
                outcome = replace(outcome, confidence=_confidence(question, outcome, weighing))
                recorder.taken()
            results.append(_result(question, outcome, marks, recorder.register))
        on_asked()
    return Run(
        about=about,
        results=tuple(results),
        skipped=tuple(skipped),
        problems=tuple(problems),
        seconds=perf_counter() - began,
    )


def _history(question: Question) -> list[Turn]:
    return [Turn(question=turn.q, answer=turn.a) for turn in question.history]


def _confidence(question: Question, outcome: Outcome, weighing: WeighsEvidence) -> float:
    """The probability of the best evidence; an answer that needs none (a paragraph looked up) is certain."""
    evidence = weighing.evidence(question.q, _history(question))
    return evidence[0].score if evidence else float(outcome.answered)


def _ask(question: Question, recorder: Recorder, assistant: Asks) -> Outcome:
    history = _history(question)
    began = perf_counter()
    try:
        told = assistant.ask(question.q, history).as_dict()
    except RapporteurError as error:
        told = Answer(status="error", message=str(error)).as_dict()
    seconds = perf_counter() - began
    if not recorder.rankings:  # it answered without searching; the ranking is still worth knowing
        recorder.search(understand(question.q, history).searched, top=DEPTH)
    return Outcome(answer=told, retrieved=recorder.taken(), seconds=seconds)


def _result(question: Question, outcome: Outcome, marks: Goldmarks, register: Register) -> Result:
    case = make_case(question, outcome, marks, register)
    return Result(question=question, outcome=outcome, values=measure(case), gold=case.gold)


def make_case(question: Question, outcome: Outcome, marks: Goldmarks, register: Register) -> Case:
    """The case of a question and its outcome, as the register stands now."""
    case = Case(
        question=question,
        outcome=outcome,
        gold=tuple(marks.passages(gold) for gold in question.gold),
        gold_documents=frozenset(
            d.id for gold in question.gold for place in gold.places for d in marks.documents(place.symbol)
        ),
    )
    passages = register.passages(case.cited)
    ids = {passage.document_id for passage in passages.values()}
    documents = {d.id: d for d in map(register.document, ids) if d is not None}
    return replace(case, passages=passages, documents=documents)
