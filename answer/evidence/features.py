"""What is measured of a sentence to tell whether it answers."""

import math
import re
from collections.abc import Mapping
from typing import Final

from answer.evidence.answer_type import satisfies
from answer.evidence.groups import is_said_by
from answer.question.question import Question
from index.hit import Hit
from ingest.document import Document, Passage
from ingest.structure.sentences import Span
from language.pack import same_language

FEATURES: Final = (
    "read_within",
    "ranker",
    "typed",
    "untyped",
    "short",
    "table",
    "foreign",
)
SHORT_WORDS: Final = 6  # below this a sentence seldom says anything
TYPED: Final = frozenset({"date", "number", "person", "definition", "list"})  # kinds with answers of a sort


def passage_features(question: Question, hit: Hit) -> dict[str, float]:
    """What all sentences of a passage share."""
    return {
        "ranker": log_odds(hit.score),
        "speaker": asked_speaker(question, hit),
        "table": float(hit.passage.kind == "table"),
        "foreign": float(not same_language(hit.passage.language, question.language)),
    }


def sentence_features(question: Question, hit: Hit, span: Span) -> dict[str, float]:
    """What a sentence has of its own, save what the reader makes of it."""
    passage = hit.passage
    text = span.of(passage.text)
    words = re.findall(r"\w+", question.text.lower())
    typed = satisfies(question.kind, text, words) or (
        question.kind == "person" and passage.speaker is not None
    )
    return {
        "typed": float(question.kind in TYPED and typed),
        "untyped": float(not typed),
        "short": float(len(text.split()) < SHORT_WORDS and passage.language != "zh"),
    }


def asked_speaker(question: Question, hit: Hit) -> float:
    """1 where a speaker whose words are asked for speaks, -1 where another does or nobody, 0 where none is asked."""
    if not question.spoken or not question.speakers:
        return 0.0
    return 1.0 if is_said_by(hit.document, hit.passage, question.speakers) else -1.0


def log_odds(probability: float) -> float:
    """The logit of a probability, bounded."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))


def logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The probability that a logistic model gives to named features."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))


def header(document: Document, passage: Passage) -> str:
    """What a reader sees above a passage: document, title, date, sections, speaker."""
    parts = (*document.symbols, document.title, document.date or "", *passage.section, passage.speaker or "")
    return " · ".join(part for part in parts if part)
