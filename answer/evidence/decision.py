"""Whether to answer: the probability that the passage of the best sentence answers the question.

A sentence may be the best there is and still not answer. What tells is what the reader made of it and of the next
best, how the search ranked its passage, and what the question mentions and the passage or its headings lack. A
logistic model over these features gives a probability; ``training/train_decision.py`` learns it (decision.json), and
``Settings.confidence`` is the threshold.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from answer.evidence.evidence import UNREAD, Evidence
from answer.evidence.features import header, log_odds, logistic
from answer.question.addressees import addressees
from answer.question.question import Question, named_documents
from index.lexical.acronyms import spelled_out
from index.models.learned import checked
from index.query.query import read
from ingest.names.speakers import find_speakers
from language.months import month_names
from language.pack import same_language

FEATURES: Final = (
    "odds",
    "margin",
    "read",
    "read_second",
    "ranker",
    "ranker_margin",
    "dense",
    "lexical",
    "names",
    "numbers",
    "years",
    "document",
    "speaker",
    "mentioned_speaker",
    "foreign",
    "table",
)
LIKELY: Final = 0.35  # from which an answer is likelier right than wrong, on held-out questions
PLAIN: Final = 0.45  # from which the date, number or name found in it is
USUAL_DENSE: Final = 0.85  # similarity taken for a passage whose vector is not there yet
_LEXICAL_SCALE: Final = 20.0  # BM25 of a passage that has most words of a question
_NAME: Final = re.compile(r"(?<!^)(?<![¿¡«“\"])(?<![.?!:]\s)\b[A-ZÀ-Ý][a-zà-ÿø][\w’'-]*\w\b")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_YEAR: Final = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


def confidence(question: Question, evidence: Sequence[Evidence]) -> float:
    """The probability that the passage of the best sentence answers, 0 to 1; 0 where there is none.

    Args:
        question: The question.
        evidence: Its sentences, the likeliest first.
    """
    return logistic(_weights(), features(question, evidence)) if evidence else 0.0


def features(question: Question, evidence: Sequence[Evidence]) -> Mapping[str, float]:
    """What tells whether the first of some sentences answers, by the names of ``FEATURES``.

    Where passage and question differ in language, features of words are those of words that are there.
    """
    best, passage = evidence[0], evidence[0].hit.passage
    others = [item for item in evidence[1:] if item.hit.passage.id != passage.id]
    around = f"{header(best.hit.document, passage)}\n{passage.text}"
    same = same_language(passage.language, question.language)
    rival = others[0] if others else None
    ranked = sorted({item.hit.passage.id: item.hit.score for item in evidence}.values(), reverse=True)
    return {
        "odds": log_odds(best.score),
        "margin": log_odds(best.score) - log_odds(rival.score if rival else 0.0),
        "read": best.features["read"],
        "read_second": max((item.features["read"] for item in others), default=UNREAD),
        "ranker": log_odds(best.hit.score),
        "ranker_margin": log_odds(best.hit.score) - log_odds(ranked[1] if len(ranked) > 1 else 0.0),
        "dense": USUAL_DENSE if best.hit.dense is None else best.hit.dense,
        "lexical": min((best.hit.lexical or 0.0) / _LEXICAL_SCALE, 3.0),
        "names": _names(question, around) if same else 1.0,
        **_mentioned(question, best, around),
        "foreign": float(not same),
        "table": float(passage.kind == "table"),
    }


def _mentioned(question: Question, best: Evidence, around: str) -> dict[str, float]:
    """How far what the question mentions is in the passage or its headings: 1 where it is, or nothing is mentioned."""
    asked = _without_symbols(question.text)
    named = set(read(question.text).symbols)
    in_place = any(symbol in around for symbol in named) or bool(named & set(best.hit.document.symbols))
    mentioned = {mention.speaker for mention in addressees(asked)}
    told = {mention.speaker for mention in find_speakers(around)} | {best.hit.passage.speaker}
    return {
        "numbers": _share(set(_NUMBER.findall(asked)), around),
        "years": _share(set(_YEAR.findall(asked)), around),
        "document": (1.0 if in_place else -1.0) if named else 0.0,
        "speaker": best.features["speaker"],
        "mentioned_speaker": (1.0 if told & mentioned else -1.0) if mentioned else 0.0,
    }


def _without_symbols(text: str) -> str:
    """A question without the documents it names: their numbers are no numbers of its topic."""
    for match in reversed(named_documents(text)):
        text = f"{text[: match.start]} {text[match.end :]}"
    return text


def _share(wanted: set[str], text: str) -> float:
    return sum(each in text for each in wanted) / len(wanted) if wanted else 1.0


def _names(question: Question, around: str) -> float:
    """Share of the places and people of the question, past its first word, that a passage or its heading has.

    Names of speakers, documents and months are left out: passages say those otherwise.
    """
    text = _without_symbols(question.text)
    for mention in reversed(addressees(text)):
        text = f"{text[: mention.start]}§{text[mention.end :]}"
    names = {_POSSESSIVE.sub("", name).casefold() for name in _NAME.findall(text)} - set(
        map(str.lower, month_names("en"))
    )
    folded = around.casefold()
    found = [name[: max(4, len(name) - 2)] in folded for name in names]
    found += [
        acronym in folded or any(name in folded for name in full)
        for acronym, full in spelled_out(text).items()
    ]
    return sum(found) / len(found) if found else 1.0


@cache
def _weights() -> dict[str, float]:
    learned: dict[str, float] = json.loads(
        files("answer.evidence").joinpath("decision.json").read_text(encoding="utf-8")
    )
    return checked(learned, ("bias", *FEATURES), "decision.json")
