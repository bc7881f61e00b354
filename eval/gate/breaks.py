"""The ways to break the system: what each does to a ranking, to an answer or to the settings."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from index.hit import Hit

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
        deaf: Whether the index no longer hears which document is asked for.
    """

    name: str
    hits: Hits = lambda hits: hits
    told: Callable[[Told], Told] = lambda told: told
    settings: dict[str, Any] | None = None
    deaf: bool = False


# Rankings


def _dense_only(hits: list[Hit]) -> list[Hit]:
    return sorted((hit for hit in hits if hit.dense is not None), key=lambda hit: -(hit.dense or 0))


def _lexical_only(hits: list[Hit]) -> list[Hit]:
    return sorted((hit for hit in hits if hit.lexical is not None), key=lambda hit: -(hit.lexical or 0))


def _half(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if int(hit.passage.id[-1], 36) % 2]


def _oldest_first(hits: list[Hit]) -> list[Hit]:
    return sorted(hits[:24], key=lambda hit: hit.document.date or "9999")


def _forerunner_first(hits: list[Hit]) -> list[Hit]:
    """Of documents with the same title, the passages of each come just after those of the one before it."""
    first: dict[str, tuple[int, Hit]] = {}
    for i, hit in enumerate(hits):
        first.setdefault(hit.document.id, (i, hit))

    def place(i: int) -> float:
        document = hits[i].document
        successors = (
            at - 0.5
            for at, other in first.values()
            if other.document.title == document.title and (other.document.date or "") > (document.date or "")
        )
        return min((float(i), *successors))

    return [hits[i] for i in sorted(range(len(hits)), key=place)]


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
        return re.sub(r"([“«„「](?:\S+ )?)(\w+)", r"\1perhaps", text)

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
    Break(name="last year’s resolution preferred", hits=_forerunner_first, deaf=True),
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
