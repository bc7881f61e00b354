"""The date, number or name that answers, to stand in front of the words it is taken from.

A sentence has several as a rule: "up from 57 days in 2006 to 47 in 2014". Which of them is asked for, if any, is one learned
choice, a conditional logit over them and over "none" (answering_words.json, ``training/train_answering_words.py``).
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log1p
from typing import Final

from answer.evidence.answer_type import candidates, is_day
from answer.evidence.evidence import Evidence
from answer.question.kinds import Kind
from answer.question.question import Question
from index.models.learned import checked
from ingest.structure.sentences import Span
from language.numbers import cardinals

FEATURES: Final = ("distance", "counts", "first", "said", "number", "date", "day", "year")
SURE: Final = 0.6  # from which what is chosen stands in front; right for .850 of held-out questions
FAR: Final = 200  # characters; the distance of a stretch in a sentence that has no word of the question
_SAME: Final = 5  # letters in which two words agree that are taken for one
_LONG: Final = 3  # letters that a telling word has more than
_UNIT: Final = 100  # from which a number in words is a unit of another: "8 million"
_YEAR_ASKED: Final = re.compile(r"\byear\b|\bann[ée]e\b|\baño\b|\bгод|年|(?:عام|سنة)", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,\s](?=\d{3}\b)")


def answering_words(question: Question, best: Evidence) -> Span | None:
    """The date, number or name of a sentence that is asked for, as a span of the passage; None where none surely is."""
    sentence = best.text
    words = [word.lower() for word in question.text.replace("?", " ").split()]
    found = candidates(question.kind, sentence, words)
    if not found:
        return None
    asked = (question.text, question.language)
    rows = features(question.kind, asked, (sentence, best.hit.passage.language), found)
    chance, span = max(zip(chances(rows), found, strict=True), key=lambda pair: pair[0])
    if chance < SURE:
        return None
    return Span(best.span.start + span.start, best.span.start + span.end)


def chances(rows: Sequence[Mapping[str, float]]) -> list[float]:
    """How likely each of the stretches of a sentence is the one that answers; together at most 1."""
    weights = _weights()
    odds = [exp(weights["bias"] + sum(weights[name] * row[name] for name in FEATURES)) for row in rows]
    return [each / (1.0 + sum(odds)) for each in odds]


def features(
    kind: Kind, asked: tuple[str, str], told: tuple[str, str], spans: Sequence[Span]
) -> list[dict[str, float]]:
    """What tells of each stretch of a sentence whether it answers, by the names of ``FEATURES``.

    Args:
        kind: What is asked for: "date", "number" or "person".
        asked: The question and its language.
        told: The sentence and its language.
        spans: The stretches, in order.
    """
    text, (sentence, _) = asked[0], told
    beginnings = {word[:_SAME] for word in _telling(text)}
    words = [Span(*match.span()) for match in _WORD.finditer(sentence)]
    shared = [
        word
        for word in words
        if word.end - word.start > _LONG and word.of(sentence).lower()[:_SAME] in beginnings
    ]
    year = kind == "date" and _YEAR_ASKED.search(text) is not None
    return [
        {
            "distance": log1p(min((_apart(span, w) for w in shared if not _in(w, span)), default=FAR)),
            "counts": float(kind == "number" and _next(span, words) in shared),
            "first": float(place == 0),
            "said": float(_said(kind, asked, (span.of(sentence), told[1]))),
            "number": float(kind == "number"),
            "date": float(kind == "date"),
            "day": float(kind == "date" and is_day(span.of(sentence))),
            "year": float(year and not is_day(span.of(sentence))),
        }
        for place, span in enumerate(spans)
    ]


def values(text: str, language: str) -> set[str]:
    """The numbers of a text, in figures, also those that it has in words."""
    figures = {each.replace(",", ".") for each in _FIGURE.findall(_THOUSANDS.sub("", text))}
    known = cardinals(language)
    words = [known[word] for word in _WORD.findall(text.lower()) if word in known]
    return figures | {str(number) for number in words if number < _UNIT}


def _said(kind: Kind, asked: tuple[str, str], stretch: tuple[str, str]) -> bool:
    """Whether the question itself has a stretch: its numbers, or a word of the name."""
    if kind == "person":
        return not _telling(asked[0]).isdisjoint(_telling(stretch[0]))
    mine = values(*stretch)
    return bool(mine) and mine <= values(*asked)


def _telling(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > _LONG}


def _next(span: Span, words: Sequence[Span]) -> Span | None:
    return next((word for word in words if word.start >= span.end), None)


def _in(word: Span, span: Span) -> bool:
    return span.start <= word.start < span.end


def _apart(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


@cache
def _weights() -> dict[str, float]:
    learned: dict[str, float] = json.loads(
        files("answer.compose").joinpath("answering_words.json").read_text(encoding="utf-8")
    )
    return checked(learned, ("bias", *FEATURES), "answering_words.json")
