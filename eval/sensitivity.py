"""Does the gate notice? The system is broken on purpose, in one way at a time, and judged each time."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from answer.assistant import Assistant
from answer.model import Turn
from eval import baseline
from eval.gate import Rules, Verdict, judge
from eval.questions import Question
from eval.run import Asks, Recorder, Run, Tells, run
from index.hit import Filters, Hit
from index.library import Library
from settings import Settings

WIDE: Final = 200  # passages among which a broken index looks for what it still finds

Hits = Callable[[list[Hit]], list[Hit]]
Told = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One way to break the system.

    Attributes:
        name: What is broken.
        hits: What becomes of a ranking.
        told: What becomes of an answer, as JSON has it.
        settings: Settings that differ.
    """

    name: str
    hits: Hits = lambda hits: hits
    told: Callable[[Told], Told] = lambda told: told
    settings: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the gate made of one broken system, or of the unchanged one once more.

    Attributes:
        name: What was broken; "unchanged" for a repetition.
        caught_by: The rules broken that the unchanged system keeps.
    """

    name: str
    caught_by: tuple[str, ...]


class _BrokenLibrary(Recorder):
    """A library whose rankings are tampered with; it searches wide, so that what is lost can show."""

    def __init__(self, library: Library, alter: Hits) -> None:
        super().__init__(library)
        self._alter = alter

    def search(self, query: str, top: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Search, tamper, cut."""
        return self._alter(self.library.search(query, top=max(top, WIDE), filters=filters))[:top]


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
    unchanged = _run(questions, library, settings, Break(name="unchanged"))
    accepted = baseline.of(unchanged, "the unchanged system")
    own = judge(unchanged, accepted, rules)
    for broken in (*BREAKS, *(Break(name="unchanged"),) * repeats):
        verdict = judge(_run(questions, library, settings, broken), accepted, rules)
        yield Finding(name=broken.name, caught_by=_caught(own, verdict))


def _run(questions: Sequence[Question], library: Library, settings: Settings, broken: Break) -> Run:
    recorder = Recorder(cast(Library, _BrokenLibrary(library, broken.hits)))
    changed = settings.model_copy(update=broken.settings or {})
    assistant = Assistant(cast(Library, recorder), changed)
    return run(questions, recorder, _BrokenAssistant(assistant, broken.told), {})


def _caught(own: Verdict, verdict: Verdict) -> tuple[str, ...]:
    """The rules that break more questions than they did unbroken."""
    before = {(check.rule, check.sort): len(check.questions) + 1 for check in own.broken}
    return tuple(
        f"{check.rule} ({check.sort})"
        for check in verdict.broken
        if len(check.questions) + 1 > before.get((check.rule, check.sort), 0)
    )


# Rankings


def _dense_only(hits: list[Hit]) -> list[Hit]:
    return sorted((hit for hit in hits if hit.dense is not None), key=lambda hit: -(hit.dense or 0))


def _lexical_only(hits: list[Hit]) -> list[Hit]:
    return sorted((hit for hit in hits if hit.lexical is not None), key=lambda hit: -(hit.lexical or 0))


def _half(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if int(hit.passage.id[-1], 36) % 2]


def _oldest_first(hits: list[Hit]) -> list[Hit]:
    return sorted(hits[:24], key=lambda hit: hit.document.date or "9999")


def _worst_first(hits: list[Hit]) -> list[Hit]:
    return list(reversed(hits[:24]))


def _other_speakers(hits: list[Hit]) -> list[Hit]:
    speakers = list(dict.fromkeys(hit.passage.speaker for hit in hits if hit.passage.speaker))
    after = dict(zip(speakers, speakers[1:] + speakers[:1], strict=True))
    return [_changed(hit, speaker=after.get(hit.passage.speaker or "")) for hit in hits]


def _pages_off(hits: list[Hit]) -> list[Hit]:
    return [_changed(hit, pages=tuple(page + 1 for page in hit.passage.pages)) for hit in hits]


def _paragraphs_off(hits: list[Hit]) -> list[Hit]:
    return [_changed(hit, paragraph=_next_number(hit.passage.paragraph)) for hit in hits]


def _changed(hit: Hit, **fields: Any) -> Hit:  # noqa: ANN401 - any field of a passage
    return replace(hit, passage=replace(hit.passage, **fields))


def _next_number(number: str | None) -> str | None:
    return number and re.sub(r"\d+", lambda match: str(int(match[0]) + 1), number, count=1)


# Answers


def _one_word_changed(told: Told) -> Told:
    def change(text: str) -> str:
        return re.sub(r"(“(?:\S+ )?)(\w+)", r"\1perhaps", text, count=1)

    statements = [statement | {"text": change(statement["text"])} for statement in told["statements"]]
    return told | {"answer": change(told["answer"]), "statements": statements}


def _invented(told: Told) -> Told:
    return told | {"citations": [c | {"passage_id": "0" * 16} for c in told["citations"]]}


def _cites_while_abstaining(told: Told) -> Told:
    if told["status"] == "answered":
        return told
    return told | {"citations": [{"n": 1, "passage_id": "0" * 16, "quote": "", "speaker": None}]}


def _silent(told: Told) -> Told:
    abstention = {"status": "not_found", "answer": "", "statements": [], "citations": []}
    return told | abstention


def _cites_next_passage(told: Told) -> Told:
    """Cite the next passage over: each number one further, the last the first."""
    passages = [citation["passage_id"] for citation in told["citations"]]
    turned = passages[1:] + passages[:1]
    citations = [c | {"passage_id": i} for c, i in zip(told["citations"], turned, strict=True)]
    return told | {"citations": citations}


BREAKS: Final = (
    Break(name="no lexical index", hits=_dense_only),
    Break(name="no dense index", hits=_lexical_only),
    Break(name="half of the passages missing", hits=_half),
    Break(name="the oldest document preferred", hits=_oldest_first),
    Break(name="rankings upside down", hits=_worst_first),
    Break(name="shuffled speakers", hits=_other_speakers),
    Break(name="page numbers off by one", hits=_pages_off),
    Break(name="paragraph numbers off by one", hits=_paragraphs_off),
    Break(name="one word of each quotation changed", told=_one_word_changed),
    Break(name="citations to passages that do not exist", told=_invented),
    Break(name="citations in the wrong order", told=_cites_next_passage),
    Break(name="citations on abstentions", told=_cites_while_abstaining),
    Break(name="abstention off", settings={"confidence": 0.0}),
    Break(name="always abstains", told=_silent),
)
