"""Whether to answer at all: the probability that the evidence answers the question.

A sentence may be the best there is and still not answer. What tells is what the question names and the best
passage lacks, how far the best stands out, and whether words and meaning agree on it. A logistic model over
these features gives a probability; ``training/train_abstention.py`` learns it (abstention.json), and
``Settings.confidence`` is the threshold.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from answer.evidence.admissible import header
from answer.evidence.evidence import Evidence
from answer.evidence.sought import without_symbols
from answer.expect.expected import BODY
from answer.expect.stance import opposed
from answer.question.addressees import addressees
from answer.question.question import Question
from index.lexical.acronyms import spelled_out
from ingest.names.speakers import find_speakers
from language.months import month_names
from language.pack import same_language

FEATURES: Final = (
    "odds",
    "margin",
    "support",
    "coverage",
    "coverage_passage",
    "thin",
    "names",
    "numbers",
    "dense_passage",
    "dense_sentence",
    "lexical",
    "best_dense",
    "speaker",
    "opposed",
    "untyped",
    "foreign",
    "position",
    "named",
    "ranker",
    "ranker_second",
    "near",
    "table",
)
THIN: Final = 0.6  # of the topic's weight; with less of it a passage is seldom about the topic
_LEXICAL_SCALE: Final = 20.0  # BM25 of a passage that has most words of a question
_NAME: Final = re.compile(r"(?<!^)(?<![¿¡«“\"])(?<![.?!:]\s)\b[A-ZÀ-Ý][a-zà-ÿø][\w’'-]*\w\b")
_POSSESSIVE: Final = re.compile(r"['’]s?$")


def confidence(question: Question, evidence: Sequence[Evidence]) -> float:
    """The probability that the best sentence answers, 0 to 1; 0 where there is none.

    Args:
        question: The question.
        evidence: Its sentences, the likeliest first.
    """
    if not evidence:
        return 0.0
    weights = _weights()
    values = features(question, evidence)
    return 1.0 / (1.0 + math.exp(-(weights["bias"] + sum(weights[name] * values[name] for name in FEATURES))))


def features(question: Question, evidence: Sequence[Evidence]) -> Mapping[str, float]:
    """What tells whether the first of some sentences answers, by the names of ``FEATURES``.

    Where passage and question differ in language, features of words are those of words that are there.
    """
    best, passage = evidence[0], evidence[0].hit.passage
    others = [item for item in evidence[1:] if item.hit.passage.id != passage.id]
    around = f"{header(best.hit.document, passage)}\n{passage.text}"
    same = same_language(passage.language, question.language)
    second = _odds(others[0].score if others else 0.0)
    ranked = sorted({item.hit.passage.id: item.hit.score for item in evidence}.values(), reverse=True)
    return {
        "odds": _odds(best.score),
        "margin": _odds(best.score) - second,
        "support": sum(item.score for item in others[:3]),
        "coverage": same * best.features["coverage"],
        "coverage_passage": same * best.features["coverage_passage"],
        "thin": same * max(0.0, THIN - best.features["coverage_passage"]),
        "names": _names(question, around) if same else 1.0,
        "numbers": best.features["numbers"],
        "dense_passage": best.features["dense_passage"],
        "dense_sentence": best.features["dense_sentence"],
        "lexical": min((best.hit.lexical or 0.0) / _LEXICAL_SCALE, 3.0),
        "best_dense": best.features["dense_passage"]
        - max(item.features["dense_passage"] for item in evidence),
        "speaker": _speaker(question, best, around),
        "opposed": float(opposed(question.text, best.text)),
        "untyped": best.features["untyped"],
        "foreign": float(not same),
        "position": float(question.kind in ("position", "comparison")),
        "ranker": _odds(best.hit.score),
        "ranker_second": _odds(ranked[1]) if len(ranked) > 1 else _odds(0.0),
        "near": best.features["near"],
        "table": float(passage.kind == "table"),
        "named": float(bool(set(question.symbols) & set(best.hit.document.symbols))),
    }


def _odds(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def _names(question: Question, around: str) -> float:
    """Share of the places and people of the question, past its first word, that a passage or its heading has.

    Acronyms and the names of speakers, documents and months are left out: passages say those otherwise.
    """
    text = without_symbols(question)
    for mention in reversed(addressees(text)):
        text = f"{text[: mention.start]}§{text[mention.end :]}"
    named = [name for name in _NAME.findall(text) if not BODY.search(name)]
    names = {_POSSESSIVE.sub("", name).casefold() for name in named} - set(map(str.lower, month_names("en")))
    folded = around.casefold()
    found = [name[: max(4, len(name) - 2)] in folded for name in names]
    found += [
        acronym in folded or any(name in folded for name in full)
        for acronym, full in spelled_out(text).items()
    ]
    return sum(found) / len(found) if found else 1.0


def _speaker(question: Question, best: Evidence, around: str) -> float:
    """1 where a speaker named speaks or is spoken of, -1 where none is, 0 where none was named."""
    if not question.speakers:
        return 0.0
    told = {mention.speaker for mention in find_speakers(around)} | {best.hit.passage.speaker}
    return 1.0 if told.intersection(question.speakers) else -1.0


@cache
def _weights() -> dict[str, float]:
    learned: dict[str, float] = json.loads(
        files("answer.evidence").joinpath("abstention.json").read_text(encoding="utf-8")
    )
    return learned
